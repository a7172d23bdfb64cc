"""One body as a whole: everything of it in a file, and its removal."""
