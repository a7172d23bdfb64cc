"""Reminders by e-mail: who has something to do, one message a day at most, every one of them kept."""
