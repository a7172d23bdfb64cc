"""Taking back what was just done: an opinion of the Nucleo, the sending of a result."""
