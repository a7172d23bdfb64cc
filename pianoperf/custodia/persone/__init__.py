"""The personal data of those who have a login: what is kept of one person, and when the name goes."""
