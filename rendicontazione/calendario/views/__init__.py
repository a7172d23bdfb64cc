"""The pages of the calendar: reading it, changing it."""
