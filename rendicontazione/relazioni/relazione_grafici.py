"""The charts of the Relazione: each draws the figures of the table beside it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from indicatori.motore.numeri import formatta_percentuale
from pianoperf.web.grafici import Barra, Grafico, barre, colonne
from rendicontazione.relazioni.relazione_righe import NON_RENDICONTATI, ObiettivoAnnuale, schede_per_fascia
from rendicontazione.relazioni.relazione_vista import AnnoChiusoVista
from rendicontazione.relazioni.vista import GradoVista, Vista

TACCHE = ("0 %", "25 %", "50 %", "75 %", "100 %")
# With more bars than these nobody compares them: the table leads, the chart shows the groups.
BARRE_MASSIME = 25


def grafico_fasce(anno: int, fasce: Sequence[tuple[str, int]]) -> Grafico:
    """How many indicators in each band: as many as in the table."""
    return _conteggio(f"Indicatori del {anno} per esito", fasce)


def grafico_schede(vista: Vista, obiettivi: list[ObiettivoAnnuale]) -> Grafico:
    """The grade of each scheda; when they are too many, how many fell in each band."""
    nome = "Schede" if vista.piano.famiglia == "schede" else "Obiettivi"
    if len(obiettivi) > BARRE_MASSIME:
        return _conteggio(f"{nome} per fascia nel {vista.anno}", schede_per_fascia(obiettivi))
    voci = [_barra(f"{voce.scheda.codice} – {voce.scheda.titolo}", voce.grado) for voce in obiettivi]
    return barre(f"Grado nel {vista.anno}: {nome.lower()}", voci, tacche=TACCHE)


def grafico_anni(vista: Vista, anni: Sequence[AnnoChiusoVista]) -> Grafico | None:
    """The grade of the body over the closed years and the one of the document; None with a single year."""
    if not anni or vista.totale is None:
        return None
    voci = [_barra(str(voce.anno), voce.totale) for voce in anni] + [_barra(str(vista.anno), vista.totale)]
    return colonne("Grado complessivo negli anni", voci)


def _barra(nome: str, grado: GradoVista) -> Barra:
    if grado.grado is None:
        return Barra(nome, None, grado.motivo or "senza grado")
    return Barra(nome, grado.grado, formatta_percentuale(grado.grado))


def _conteggio(titolo: str, conti: Sequence[tuple[str, int]]) -> Grafico:
    massimo = max((numero for _, numero in conti), default=1)
    voci = [Barra(nome, numero, str(numero), vuota=nome == NON_RENDICONTATI) for nome, numero in conti]
    return barre(titolo, voci, massimo=massimo)
