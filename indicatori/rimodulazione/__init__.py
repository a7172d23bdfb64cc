"""Changes of an approved plan: a copy, its differences with a reason each, an act, a new version (DESIGN.md 4)."""
