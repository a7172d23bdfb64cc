"""The statement on accessibility: the body's own, and what was tested of these pages."""
