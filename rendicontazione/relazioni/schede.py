"""Layout of the numbered schede (documents 000, 001, 002): head, AZIONI, INDICATORI, grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indicatori.motore.documento import AzioneDati, IndicatoreDati, SchedaDati
from rendicontazione.relazioni.celle import Avanzamento, Cella, VoceIndice, anni_di, cella
from rendicontazione.relazioni.vista import GradoVista, Vista


@dataclass(frozen=True, slots=True)
class RigaAzione:
    azione: AzioneDati
    spunte: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class RigaIndicatore:
    """`anni` holds, for each year column, the target and what stands in the result column beside it."""

    indicatore: IndicatoreDati
    anni: tuple[tuple[str, Cella], ...]
    note: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchedaStampata:
    scheda: SchedaDati
    ancora: str
    triennio: str
    anni: tuple[int, ...]
    azioni: tuple[RigaAzione, ...]
    indicatori: tuple[RigaIndicatore, ...]
    con_responsabili: bool
    con_note: bool
    grado: GradoVista | None


def contesto(vista: Vista, avanza: Avanzamento) -> dict[str, Any]:
    """Template variables of the schede layout.

    The result columns are printed with results, and also in the plan when the approved document itself
    carries texts in them (document 002).
    """
    con_risultati = bool(vista.anno) or any(
        voce.annotazioni for scheda in vista.piano.schede for voce in scheda.indicatori
    )
    schede = []
    for numero, scheda in enumerate(vista.piano.schede, 1):
        schede.append(_scheda(vista, scheda, con_risultati))
        avanza("scheda", numero, len(vista.piano.schede))
    indice = [VoceIndice(voce.ancora, f"Scheda {voce.scheda.codice} – {voce.scheda.titolo}") for voce in schede]
    return {"schede": schede, "con_risultati": con_risultati, "indice": indice}


def _scheda(vista: Vista, scheda: SchedaDati, con_risultati: bool) -> SchedaStampata:
    anni = anni_di(scheda, vista.piano)
    piano = vista.piano
    indicatori = tuple(_indicatore(vista, scheda, voce, anni) for voce in scheda.indicatori)
    return SchedaStampata(
        scheda=scheda,
        ancora=f"scheda-{scheda.codice}",
        triennio=scheda.triennio_dichiarato or f"{piano.triennio[0]}-{piano.triennio[2]}",
        anni=anni,
        azioni=tuple(RigaAzione(voce, tuple(anno in voce.anni for anno in anni)) for voce in scheda.azioni),
        indicatori=indicatori,
        con_responsabili=any(voce.responsabili for altra in piano.schede for voce in altra.indicatori),
        con_note=con_risultati or any(riga.note for riga in indicatori),
        grado=vista.schede.get(scheda.codice) if vista.anno else None,
    )


def _indicatore(vista: Vista, scheda: SchedaDati, voce: IndicatoreDati, anni: tuple[int, ...]) -> RigaIndicatore:
    celle = tuple((voce.previsioni.get(anno, ""), cella(vista, scheda, voce, anno)) for anno in anni)
    note = [voce.note] + [c.esito.nota for _, c in celle if c.esito]
    return RigaIndicatore(voce, celle, tuple(nota for nota in note if nota))
