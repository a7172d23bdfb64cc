"""The dashboard of a year: its counts, the rows behind each of them, what changed, other years beside it."""
