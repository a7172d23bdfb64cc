"""The bodies of a person side by side: only those of today, only what each role sees."""
