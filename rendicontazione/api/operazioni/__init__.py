"""What may be asked: one function for each address."""
