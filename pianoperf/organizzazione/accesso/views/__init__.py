"""HTTP of the way in."""
