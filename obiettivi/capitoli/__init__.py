"""The narrative chapters of a plan: read as pages; written while the plan is a draft, then changed by an act."""
