"""What a person writes to say a reading, line by line: what the engine understands of it, as chips."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.models import Previsione
from indicatori.motore.condizioni import SEGNAPOSTO, Condizione, Genere
from indicatori.motore.descrizione import OPERATORI, descrivi, descrivi_data, descrivi_quantita
from indicatori.motore.grammatica import interpreta

NOMI = {
    Genere.BOOLEANO: "sì o no",
    Genere.SCADENZA: "scadenza",
    Genere.SOGLIA: "soglia",
    Genere.INTERVALLO: "intervallo",
    Genere.FREQUENZA: "frequenza",
    Genere.DELTA: "variazione",
    Genere.QUALITATIVO: "traguardo",
}


@dataclass(frozen=True)
class RigaLetta:
    """One line with its conditions; `errore` is the sentence when it is not exactly one."""

    testo: str
    condizioni: tuple[Condizione, ...]
    errore: str = ""

    @property
    def gettoni(self) -> list[tuple[str, str]]:
        """(what it is, its value) of each part of the condition, for the chips."""
        return [gettone for condizione in self.condizioni for gettone in _gettoni(condizione)]


def leggi_righe(previsione: Previsione, righe: str) -> list[RigaLetta]:
    """Read what a person wrote, one condition a line; a line left as proposed keeps its condition untouched."""
    note = {descrivi(condizione): condizione for condizione in previsione.lette}
    return [
        _riga(testo, (note[testo],) if testo in note else interpreta(testo, previsione.anno).condizioni)
        for testo in filter(None, (parte.strip() for parte in righe.splitlines()))
    ]


def _riga(testo: str, condizioni: tuple[Condizione, ...]) -> RigaLetta:
    if len(condizioni) == 1:
        return RigaLetta(testo, condizioni)
    parti = "; ".join(descrivi(condizione) for condizione in condizioni) or "niente"
    return RigaLetta(
        testo,
        condizioni,
        f"«{testo}» non è una condizione sola: vi si legge {parti}. Scrivi una condizione per riga.",
    )


def _gettoni(c: Condizione) -> list[tuple[str, str]]:
    genere = "da definire" if c.sotto == SEGNAPOSTO else NOMI[c.genere]
    valore = "" if c.genere in (Genere.BOOLEANO, Genere.QUALITATIVO) else descrivi_quantita(c.valore, c.unita)
    if c.valore_max is not None:
        valore = f"{valore} - {descrivi_quantita(c.valore_max, c.unita)}"
    parti = [
        ("tipo", genere),
        ("confronto", OPERATORI.get(c.operatore or "", "") if valore else ""),
        ("valore", valore),
        ("data", descrivi_data(c.data) if c.data else ""),
        ("base", "" if c.base is None else descrivi_quantita(c.base, c.unita)),
        ("che cosa", c.etichetta or ""),
    ]
    return [(nome, testo) for nome, testo in parti if testo]
