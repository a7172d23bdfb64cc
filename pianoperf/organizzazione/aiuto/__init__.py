"""Help: the manual read in the application, and the first steps of each role."""
