"""How a body's documents look: chosen on a screen, seen at once, kept as data."""
