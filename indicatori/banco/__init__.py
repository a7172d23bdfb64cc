"""The import and the export under `make bench`: plans of any size, the floor, ours, another library."""
