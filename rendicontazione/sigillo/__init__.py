"""The history sealed by a chain of fingerprints, one for each body: what was changed, taken or put in is found."""
