"""The engine: reads targets, scores results, explains every number.

Pure Python: no Django, no clock, no input or output, exact arithmetic only.
"""
