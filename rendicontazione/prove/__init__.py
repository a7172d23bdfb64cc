"""The proofs of a whole year: which schede need them, and all of them in one archive."""
