"""The grammar of Italian targets: tokens, nuclei, labels, conditions (domain.md 4)."""

from indicatori.motore.grammatica.memoria import interpreta, letture_ricordate

__all__ = ["interpreta", "letture_ricordate"]
