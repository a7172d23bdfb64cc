"""What a person writes to say a reading, line by line: what the engine understands of it, as chips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from indicatori.models import Previsione
from indicatori.motore.condizioni import SEGNAPOSTO, Condizione, Genere
from indicatori.motore.descrizione import OPERATORI, descrivi, descrivi_data, descrivi_quantita
from indicatori.motore.grammatica import interpreta
from indicatori.motore.numeri import formatta_numero, leggi_numero
from indicatori.motore.valori import unita_campo

# the starting value of each change, as written, by the place of the change among the changes (1, 2, ...)
Partenze = Mapping[int, str]

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
    """One line with its conditions; `errore` is the sentence when it is not exactly one, or starts from no number.

    `variazione` is the place among the changes of a change whose line does not say from what it starts, 0 for any
    other line; `partenza` is the starting value written beside it.
    """

    testo: str
    condizioni: tuple[Condizione, ...]
    errore: str = ""
    variazione: int = 0
    partenza: str = ""

    @property
    def gettoni(self) -> list[tuple[str, str]]:
        """(what it is, its value) of each part of the condition, for the chips."""
        return [gettone for condizione in self.condizioni for gettone in _gettoni(condizione)]


def righe_proposte(previsione: Previsione) -> str:
    """The reading in words, one condition a line; the value from which a change starts has its own field."""
    return "\n".join(descrivi(_senza_partenza(condizione)) for condizione in previsione.lette)


def partenze_proposte(previsione: Previsione) -> Partenze:
    """The starting values of the changes of a reading."""
    variazioni = [condizione for condizione in previsione.lette if condizione.genere is Genere.DELTA]
    return {n: formatta_numero(c.base) for n, c in enumerate(variazioni, start=1) if c.base is not None}


def leggi_righe(previsione: Previsione, righe: str, partenze: Partenze) -> list[RigaLetta]:
    """Read what a person wrote, one condition a line; a line left as proposed keeps its condition untouched."""
    note = {descrivi(condizione): condizione for condizione in map(_senza_partenza, previsione.lette)}
    lette = (
        _riga(testo, (note[testo],) if testo in note else interpreta(testo, previsione.anno).condizioni)
        for testo in filter(None, (parte.strip() for parte in righe.splitlines()))
    )
    return list(_con_partenze(lette, partenze))


def _senza_partenza(condizione: Condizione) -> Condizione:
    return replace(condizione, base=None) if condizione.genere is Genere.DELTA else condizione


def _con_partenze(righe: Iterable[RigaLetta], partenze: Partenze) -> Iterable[RigaLetta]:
    variazioni = 0
    for riga in righe:
        if riga.errore or riga.condizioni[0].genere is not Genere.DELTA:
            yield riga
            continue
        variazioni += 1
        detta = riga.condizioni[0].base is not None
        yield riga if detta else _con_partenza(riga, variazioni, partenze.get(variazioni, "").strip())


def _con_partenza(riga: RigaLetta, posto: int, scritta: str) -> RigaLetta:
    if not scritta:
        return replace(riga, variazione=posto)
    (condizione,) = riga.condizioni
    try:
        base = _leggi_partenza(condizione, scritta)
    except ValueError as errore:
        return replace(riga, variazione=posto, partenza=scritta, errore=f"Valore di partenza: {errore}")
    return replace(riga, condizioni=(replace(condizione, base=base),), variazione=posto, partenza=scritta)


def _leggi_partenza(condizione: Condizione, scritta: str) -> Decimal:
    base = leggi_numero(scritta.removesuffix("%"))
    if not base and condizione.unita == "%":
        raise ValueError("una variazione in percentuale non può partire da 0.")
    return base


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
        ("partenza", _partenza(c)),
        ("che cosa", c.etichetta or ""),
    ]
    return [(nome, testo) for nome, testo in parti if testo]


def _partenza(c: Condizione) -> str:
    """A change starts from a level, whose unit is not the unit of the change."""
    if c.base is None:
        return ""
    unita = unita_campo(c) if c.genere is Genere.DELTA else c.unita
    return descrivi_quantita(c.base, unita or None)
