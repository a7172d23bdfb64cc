"""The second fence: PostgreSQL itself shows a request the rows of its bodies only (row-level security).

The first fence is the code, which filters everything by body. This one stands behind it: a query that forgets its
filter sees nothing of the others, and a row of another body is refused when written. docs/produzione/isolamento.md.
"""
