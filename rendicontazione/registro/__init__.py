"""The register: every change of a body's data, who made it and from where. Only read (DESIGN.md 7)."""
