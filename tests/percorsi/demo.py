"""What the journeys look for in the demo data."""

from __future__ import annotations

from rendicontazione.models import Risultato


def risultato_di(codice: str) -> Risultato:
    """The result of that indicator of the first ASC InSieme plan, as it is now."""
    return Risultato.objects.get(
        previsione__indicatore__codice=codice, rendicontazione__piano__codice="asc-insieme-2023-2025"
    )
