"""Screens of the year: each view reads HTTP, makes one call, writes HTTP."""
