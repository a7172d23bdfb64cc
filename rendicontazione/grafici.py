"""The charts of a year, the same in its dashboard and in the Relazione: each draws the figures of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from indicatori.motore.numeri import formatta_percentuale
from pianoperf.web.grafici import Barra, Grafico, barre, colonne

NON_RENDICONTATI = "non rendicontati"
TACCHE = ("0 %", "25 %", "50 %", "75 %", "100 %")
# With more bars than these nobody compares them: the table leads, the chart shows the groups or nothing.
BARRE_MASSIME = 25
# (name, grade as a share of one or None, what is printed for it when there is none)
Gradata = tuple[str, Fraction | None, str]


def grafico_esiti(anno: int, conti: Sequence[tuple[str, int]]) -> Grafico:
    """How many indicators in each band, then without a grade, then not reported."""
    return grafico_conti(f"Indicatori del {anno} per esito", conti)


def grafico_conti(titolo: str, conti: Sequence[tuple[str, int]]) -> Grafico:
    """One bar a count; what is not reported is an outline."""
    massimo = max((numero for _, numero in conti), default=1)
    voci = [Barra(nome, numero, str(numero), vuota=nome == NON_RENDICONTATI) for nome, numero in conti]
    return barre(titolo, voci, massimo=massimo)


def grafico_gradi(titolo: str, voci: Sequence[Gradata]) -> Grafico:
    """One horizontal bar a grade, on a scale from 0 to 100 %."""
    return barre(titolo, [_barra(*voce) for voce in voci], tacche=TACCHE)


def grafico_andamento(titolo: str, voci: Sequence[Gradata]) -> Grafico:
    """One column a grade, for what follows in time."""
    return colonne(titolo, [_barra(*voce) for voce in voci])


def _barra(nome: str, grado: Fraction | None, motivo: str) -> Barra:
    if grado is None:
        return Barra(nome, None, motivo or "senza grado")
    return Barra(nome, grado, formatta_percentuale(grado))


def per_gruppo(voci: Iterable[tuple[str, Fraction | None]]) -> list[tuple[str, int]]:
    """How many grades fell in each band (or have no grade, for a reason), the best first."""
    conti: Counter[str] = Counter()
    migliori: dict[str, Fraction] = {}
    for nome, grado in voci:
        conti[nome] += 1
        if grado is not None:
            migliori[nome] = max(grado, migliori.get(nome, Fraction(0)))
    return sorted(conti.items(), key=lambda voce: (-migliori.get(voce[0], Fraction(-1)), voce[0]))


def grafico_schede(famiglia: str, anno: int, voci: Sequence[Gradata], fasce: Sequence[tuple[str, int]]) -> Grafico:
    """The grade of each scheda; when they are too many, how many fell in each band."""
    nome = "Schede" if famiglia == "schede" else "Obiettivi"
    if len(voci) > BARRE_MASSIME:
        return grafico_conti(f"{nome} per fascia nel {anno}", fasce)
    return grafico_gradi(f"Grado nel {anno}: {nome.lower()}", voci)
