"""The grades of published years as the public pages show them: numbers for the tables, and the charts of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.numeri import formatta_percentuale
from pianoperf.web.grafici import Barra, Grafico, barre, colonne
from rendicontazione.models import Rendicontazione
from rendicontazione.pubblica.vetrina import PianoPubblico
from rendicontazione.selectors import Valutazione, valutazione

TACCHE = ("0 %", "25 %", "50 %", "75 %", "100 %")
# With more bars than these nobody compares them: the table is enough.
BARRE_MASSIME = 25


@dataclass(frozen=True, slots=True)
class GradoDellAnno:
    """The grade of the body in a published year; `fascia` is its band, "" without one."""

    anno: int
    aggregato: Aggregato
    fascia: str


def gradi_degli_anni(piano: PianoPubblico) -> list[GradoDellAnno]:
    """Newest first, as the page lists the years; two queries a year, once for each state of the body."""
    righe = Rendicontazione.objects.filter(piano=piano.pk, anno__in=[voce.anno for voce in piano.anni])
    valutate = [valutazione(riga) for riga in righe.select_related("piano__ente", "profilo").order_by("-anno")]
    return [
        GradoDellAnno(voce.rendicontazione.anno, voce.ente, voce.fascia.nome if voce.fascia else "")
        for voce in valutate
    ]


def grafico_degli_anni(gradi: Sequence[GradoDellAnno]) -> Grafico | None:
    """In the order of time; None for a single year."""
    if len(gradi) < 2:
        return None
    return colonne(
        "Grado dell'ente negli anni pubblicati", [_barra(str(voce.anno), voce.aggregato) for voce in gradi[::-1]]
    )


def grafico_delle_schede(valutata: Valutazione) -> Grafico | None:
    """The same figures as the table below it; None where they are too few or too many to be compared by eye."""
    schede = [voce for voce in valutata.schede if voce.indicatori]
    if not 1 < len(schede) <= BARRE_MASSIME:
        return None
    voci = [_barra(f"{voce.scheda.codice} – {voce.scheda.titolo}", voce.aggregato) for voce in schede]
    return barre(f"Grado delle schede nel {valutata.rendicontazione.anno}", voci, tacche=TACCHE)


def _barra(nome: str, aggregato: Aggregato) -> Barra:
    grado = aggregato.grado
    if grado.valore is None:
        return Barra(nome, None, grado.stato.etichetta.lower())
    return Barra(nome, grado.valore, formatta_percentuale(grado.valore))
