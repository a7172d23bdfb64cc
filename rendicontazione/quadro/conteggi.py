"""The counts of the dashboard: each is how many rows answer one filter, no more and no less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rendicontazione.quadro import mancanze, puntualita
from rendicontazione.quadro.fatti import RigaQuadro
from rendicontazione.quadro.filtri import esiti_possibili
from rendicontazione.quadro.mancanze import Mancanza
from rendicontazione.quadro.puntualita import Puntualita, Termine
from rendicontazione.selectors.valutati import Valutazione

# What most years never have is not told where there is none.
RARE = {Mancanza.MODIFICATO}


@dataclass(frozen=True, slots=True)
class Conteggio:
    """`chiave` is the value of the filter that opens these rows; `frase` says what they are."""

    chiave: str
    nome: str
    quanti: int
    frase: str = ""


def per_esito(valutazione: Valutazione, righe: Sequence[RigaQuadro]) -> list[Conteggio]:
    """The bands, best first, then why an indicator is in none; only those that somebody is in."""
    conti = Counter(riga.esito for riga in righe)
    return [Conteggio(chiave, nome, conti[chiave]) for chiave, nome in esiti_possibili(valutazione) if conti[chiave]]


def per_mancanza(righe: Sequence[RigaQuadro]) -> list[Conteggio]:
    """What to look at; an indicator may be in several of them, or in none."""
    conti = Counter(mancanza for riga in righe for mancanza in riga.mancanze)
    return [
        Conteggio(m.value, str(m.label), conti[m], mancanze.FRASI[m]) for m in Mancanza if conti[m] or m not in RARE
    ]


def per_puntualita(righe: Sequence[RigaQuadro]) -> list[Conteggio]:
    """When they were sent: every row is in one of them."""
    conti = Counter(riga.puntualita for riga in righe)
    return [Conteggio(p.value, str(p.label), conti[p], puntualita.FRASI[p]) for p in Puntualita]


def per_termine(righe: Sequence[RigaQuadro]) -> list[Conteggio]:
    """How the deadlines went; a row whose target has none, or was not sent, is in none of them."""
    conti = Counter(riga.termine for riga in righe if riga.termine)
    return [Conteggio(t.value, str(t.label), conti[t], puntualita.FRASI_TERMINE[t]) for t in Termine]


def coppie(conteggi: Iterable[Conteggio]) -> list[tuple[str, int]]:
    """(name, how many): what a chart draws."""
    return [(voce.nome, voce.quanti) for voce in conteggi]
