"""The next edition of a plan out of this one, and the links between the editions (DESIGN.md 2, scorrimento)."""
