"""`make screenshots`: a picture of every page at two widths, and the pictures of the manual, from the demo data.

The browser asks the Django test client (tests/accessibilita/vetrina.py): the data are those of the demo, on the
embedded services that the suite starts for itself, and nothing is kept.
"""
