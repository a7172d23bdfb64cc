"""What a body takes away: the results of a year as files, and everything it has as one archive."""
