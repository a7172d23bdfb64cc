"""All the results of a year on one page, entered by keyboard; the same service as one by one."""
