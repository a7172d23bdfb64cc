"""The charts of the Relazione, drawn by the functions of the dashboard from what the document prints."""

from __future__ import annotations

from collections.abc import Sequence

from pianoperf.web.grafici import Grafico
from rendicontazione.grafici import (
    BARRE_MASSIME,
    TACCHE,
    Gradata,
    grafico_andamento,
    grafico_esiti,
)
from rendicontazione.grafici import grafico_schede as della_famiglia
from rendicontazione.relazioni.relazione_righe import ObiettivoAnnuale, schede_per_fascia
from rendicontazione.relazioni.relazione_vista import AnnoChiusoVista
from rendicontazione.relazioni.vista import GradoVista, Vista

__all__ = ["BARRE_MASSIME", "TACCHE", "grafico_anni", "grafico_fasce", "grafico_schede"]


def grafico_fasce(anno: int, fasce: Sequence[tuple[str, int]]) -> Grafico:
    """How many indicators in each band: as many as in the table."""
    return grafico_esiti(anno, fasce)


def grafico_schede(vista: Vista, obiettivi: list[ObiettivoAnnuale]) -> Grafico:
    """The grade of each scheda; when they are too many, how many fell in each band."""
    voci = [_gradata(f"{voce.scheda.codice} – {voce.scheda.titolo}", voce.grado) for voce in obiettivi]
    return della_famiglia(vista.piano.famiglia, vista.anno or 0, voci, schede_per_fascia(obiettivi))


def grafico_anni(vista: Vista, anni: Sequence[AnnoChiusoVista]) -> Grafico | None:
    """The grade of the body over the closed years and the one of the document; None with a single year."""
    if not anni or vista.totale is None:
        return None
    voci = [_gradata(str(voce.anno), voce.totale) for voce in anni] + [_gradata(str(vista.anno), vista.totale)]
    return grafico_andamento("Grado complessivo negli anni", voci)


def _gradata(nome: str, grado: GradoVista) -> Gradata:
    return nome, grado.grado, grado.motivo
