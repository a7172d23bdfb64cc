"""The archive of a backup: what is in it, how it is written, read back and restored."""
