"""Writes of the Nucleo: keyword-only, the person and the moment passed in, one transaction each."""
