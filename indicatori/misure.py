"""What `make bench` times of the engine: reading targets, scoring and explaining a plan of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import cycle, islice

from indicatori.motore.aggregazione import Voce, aggrega
from indicatori.motore.condizioni import Condizione, Verso
from indicatori.motore.gradi import Grado
from indicatori.motore.grammatica import interpreta
from indicatori.motore.profilo import PROFILO_PREDEFINITO
from indicatori.motore.punteggio import grado_previsione
from indicatori.motore.valori import Valore, tipo_campo

PER_SCHEDA = 10


@dataclass(frozen=True)
class Rendicontato:
    """A target already read, with a result for each of its conditions."""

    anno: int
    condizioni: tuple[Condizione, ...]
    valori: tuple[Valore, ...]


def rendicontati(testi: Sequence[tuple[str, int]], quanti: int) -> list[Rendicontato]:
    """`quanti` indicators that take their targets (text, year) in turn, each with a full set of results."""
    letti = [(anno, interpreta(testo, anno).condizioni) for testo, anno in testi]
    pieni = [Rendicontato(anno, lette, tuple(_valore(c, anno) for c in lette)) for anno, lette in letti]
    return list(islice(cycle(pieni), quanti))


def valuta_e_spiega(indicatori: Sequence[Rendicontato]) -> str:
    """Score every indicator, ten to a scheda, up to the body; write every explanation out. Returns the body's."""
    gradi = [_grado(indicatore) for indicatore in indicatori]
    voci = [Voce(str(n), grado) for n, grado in enumerate(gradi)]
    schede = [aggrega("Scheda", voci[n : n + PER_SCHEDA]) for n in range(0, len(voci), PER_SCHEDA)]
    ente = aggrega("Ente", [Voce(scheda.nome, scheda) for scheda in schede])
    for grado in (*gradi, *(scheda.grado for scheda in schede)):
        grado.spiegazione.paragrafo()
    return ente.grado.spiegazione.paragrafo()


def _grado(indicatore: Rendicontato) -> Grado:
    return grado_previsione(
        indicatore.condizioni,
        indicatore.valori,
        anno=indicatore.anno,
        verso=Verso.CRESCENTE,
        profilo=PROFILO_PREDEFINITO,
        base=Decimal(10),
    )


def _valore(condizione: Condizione, anno: int) -> Valore:
    tipo = tipo_campo(condizione)
    if tipo == "fatto":
        return Valore(fatto=True)
    return Valore(data=date(anno, 7, 15)) if tipo == "data" else Valore(numero=Decimal(3))
