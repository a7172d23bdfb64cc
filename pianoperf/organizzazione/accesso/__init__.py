"""The way in: second factor, passkeys, identity providers, sessions, invitations. The flows are allauth's."""
