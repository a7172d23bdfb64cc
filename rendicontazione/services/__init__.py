"""Writes: keyword-only, the person and the moment passed in, one transaction each."""
