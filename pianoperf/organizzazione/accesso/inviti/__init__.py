"""Invitations to a body: a link by mail instead of a password."""
