"""Layout of the numbered schede (documents 000, 001, 002): head, AZIONI, INDICATORI, grade."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.documento import AzioneDati, IndicatoreDati, SchedaDati
from rendicontazione.relazioni.capitoli import dopo_il_capitolo, tra_i_capitoli
from rendicontazione.relazioni.celle import Cella, VoceIndice, anni_di, cella
from rendicontazione.relazioni.sezioni import Sezione
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


def sezioni(vista: Vista) -> list[Sezione]:
    """The chapters, with a section for each scheda.

    The result columns are printed with results, and also in the plan when the approved document itself
    carries texts in them (document 002).
    """
    con_risultati = bool(vista.anno) or any(
        voce.annotazioni for scheda in vista.piano.schede for voce in scheda.indicatori
    )
    schede = [_sezione(_scheda(vista, scheda, con_risultati), con_risultati) for scheda in vista.piano.schede]
    return tra_i_capitoli(vista.piano.capitoli, {"obiettivi": lambda capitolo: dopo_il_capitolo(capitolo, schede)})


def _sezione(stampata: SchedaStampata, con_risultati: bool) -> Sezione:
    voce = VoceIndice(stampata.ancora, f"Scheda {stampata.scheda.codice} – {stampata.scheda.titolo}")
    return Sezione("schede", {"voce": stampata, "con_risultati": con_risultati}, (voce,), scheda=True)


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
