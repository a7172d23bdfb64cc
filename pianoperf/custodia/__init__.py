"""Keeping the whole: backup, restore, export and removal of a body, personal data, the state of the installation."""
