"""Repairs of the tags of a composed section."""

from __future__ import annotations

import pikepdf


def ripara(pdf: pikepdf.Pdf, *, prefisso: str = "") -> None:
    """Make the IDs of a section its own."""
