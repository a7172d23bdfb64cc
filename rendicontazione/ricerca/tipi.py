"""What the search finds."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Tipo(models.TextChoices):
    """In the order of the page."""

    SCHEDE = "schede", "Schede"
    AZIONI = "azioni", "Azioni"
    INDICATORI = "indicatori", "Indicatori e target"
    CAPITOLI = "capitoli", "Capitoli"
    RISULTATI = "risultati", "Note dei risultati"


UNO = {
    Tipo.SCHEDE: "Scheda",
    Tipo.AZIONI: "Azione",
    Tipo.INDICATORI: "Indicatore",
    Tipo.CAPITOLI: "Capitolo",
    Tipo.RISULTATI: "Nota del risultato",
}


@dataclass(frozen=True, slots=True)
class Trovato:
    """A thing that answers; `punti` 0-1 says how well, `esatto` that its code was asked for."""

    tipo: Tipo
    pk: int
    piano_id: int
    punti: float
    esatto: bool = False
