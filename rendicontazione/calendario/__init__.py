"""What is due when: the windows of a year, who has more time in them, the dates of the law and of the body."""
