"""Layout of the performance tree (document 004): three-year table with dots, annual tables by objective."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.documento import IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from rendicontazione.relazioni.celle import Cella, VoceIndice, cella
from rendicontazione.relazioni.schede import RigaAzione
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.vista import GradoVista, Vista


@dataclass(frozen=True, slots=True)
class RigaAnnuale:
    indicatore: IndicatoreDati
    target: str
    cella: Cella


@dataclass(frozen=True, slots=True)
class Operativo:
    """An operative objective: its azioni over three years, its indicators in the year printed."""

    scheda: SchedaDati
    ancora: str
    azioni: tuple[RigaAzione, ...]
    righe: tuple[RigaAnnuale, ...]
    grado: GradoVista | None


@dataclass(frozen=True, slots=True)
class Strategico:
    obiettivo: ObiettivoStrategicoDati
    ancora: str
    operativi: tuple[Operativo, ...]


def sezioni(vista: Vista) -> list[Sezione]:
    """The three-year table, then an annual part for each year with targets, or for the year measured."""
    anni = [vista.anno] if vista.anno else _anni_con_target(vista.piano)
    primo = anni[0] if anni else vista.piano.triennio[0]
    return [_triennale(_rami(vista, primo)), *(_annuale(_rami(vista, anno), anno) for anno in anni)]


def _triennale(rami: tuple[Strategico, ...]) -> Sezione:
    voci = [VoceIndice("triennale", "Pianificazione triennale")]
    voci += [VoceIndice(f"triennale-{ramo.ancora}", ramo.obiettivo.titolo, 2) for ramo in rami]
    return Sezione("albero_triennale", {"rami": rami}, tuple(voci))


def _annuale(rami: tuple[Strategico, ...], anno: int) -> Sezione:
    voci = [VoceIndice(f"annuale-{anno}", f"Programmazione annuale {anno}")]
    voci += [VoceIndice(f"{ramo.ancora}-{anno}", ramo.obiettivo.titolo, 2) for ramo in rami]
    return Sezione("albero_annuale", {"rami": rami, "anno": anno}, tuple(voci), scheda=True)


def _anni_con_target(piano: PianoDati) -> list[int]:
    return sorted({anno for s in piano.schede for voce in s.indicatori for anno, t in voce.previsioni.items() if t})


def _rami(vista: Vista, anno: int) -> tuple[Strategico, ...]:
    operativi = {scheda.codice: _operativo(vista, scheda, anno) for scheda in vista.piano.schede}
    rami, presi = [], set()
    for obiettivo in vista.piano.obiettivi_strategici:
        figli = [s.codice for s in vista.piano.schede if obiettivo.codice in s.obiettivi_strategici]
        presi.update(figli)
        rami.append(Strategico(obiettivo, f"strategico-{obiettivo.codice}", tuple(operativi[c] for c in figli)))
    orfani = tuple(voce for codice, voce in operativi.items() if codice not in presi)
    if orfani:
        senza = ObiettivoStrategicoDati("", "Obiettivi operativi senza obiettivo strategico")
        rami.append(Strategico(senza, "strategico-altri", orfani))
    return tuple(rami)


def _operativo(vista: Vista, scheda: SchedaDati, anno: int) -> Operativo:
    righe = [
        RigaAnnuale(voce, voce.previsioni.get(anno, ""), cella(vista, scheda, voce, anno))
        for voce in scheda.indicatori
        if voce.previsioni.get(anno) or vista.esito(scheda.codice, voce.codice, anno)
    ]
    return Operativo(
        scheda=scheda,
        ancora=f"operativo-{scheda.codice}-{anno}",
        azioni=tuple(RigaAzione(a, tuple(y in a.anni for y in vista.piano.triennio)) for a in scheda.azioni),
        righe=tuple(righe),
        grado=vista.schede.get(scheda.codice) if vista.anno else None,
    )
