"""The screens under `make bench`: a country of bodies made from a seed, their pages beside an empty one."""
