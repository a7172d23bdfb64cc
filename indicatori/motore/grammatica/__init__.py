"""The grammar of Italian targets: tokens, nuclei, labels, conditions (domain.md 4)."""

from indicatori.motore.grammatica.lettura import interpreta

__all__ = ["interpreta"]
