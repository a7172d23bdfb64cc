"""What the program writes of its own work: one line for each request and each fault, and no personal data in any."""
