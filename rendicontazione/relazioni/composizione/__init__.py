"""From the sections of a document to one PDF: composed side by side, kept by content, joined with their tags."""
