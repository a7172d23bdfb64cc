"""Search everything of a body that a person may see: plans, indicators, chapters, what was written of the results."""
