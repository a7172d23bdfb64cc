"""The state of an installation, to paste in a bug report: facts and numbers, never a secret."""
