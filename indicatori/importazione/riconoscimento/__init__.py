"""The document as it stands: a plan read from the tables its body publishes, by content and never by position."""
