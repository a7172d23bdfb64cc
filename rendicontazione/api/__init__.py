"""The read-only JSON API: what the site and the data warehouse of a body read of it, with a key of its own."""
