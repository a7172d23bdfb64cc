"""The table of permissions: which role does what, on what, in which state."""
