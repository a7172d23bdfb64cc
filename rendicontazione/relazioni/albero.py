"""Layout of the performance tree (document 004): three-year table with dots, annual tables by objective."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.documento import IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from rendicontazione.relazioni.capitoli import CapitoloStampato, narrato, tra_i_capitoli
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
    """The chapters, the three-year table, the annual part of each year with targets or of the year measured."""
    anni = [vista.anno] if vista.anno else _anni_con_target(vista.piano)
    primo = anni[0] if anni else vista.piano.triennio[0]
    return tra_i_capitoli(
        vista.piano.capitoli,
        {
            "triennale": lambda capitolo: [_triennale(_rami(vista, primo), capitolo)],
            "annuale": lambda capitolo: _annuali(vista, anni, capitolo),
        },
    )


def _triennale(rami: tuple[Strategico, ...], capitolo: CapitoloStampato | None) -> Sezione:
    livello = capitolo.livello if capitolo else 2
    voci = [capitolo.voce if capitolo else VoceIndice("triennale", "Pianificazione triennale")]
    voci += [VoceIndice(f"triennale-{ramo.ancora}", ramo.obiettivo.titolo, livello) for ramo in rami]
    contesto = {"rami": rami, "capitolo": capitolo, "sotto": _sotto(livello)}
    return Sezione("albero_triennale", contesto, tuple(voci))


def _annuali(vista: Vista, anni: list[int], capitolo: CapitoloStampato | None) -> list[Sezione]:
    """The chapter stands on the first year's page when the plan has one year, on its own when it has more."""
    if capitolo and len(anni) != 1:
        return [narrato(capitolo), *(_annuale(_rami(vista, anno), anno, None, capitolo.livello + 1) for anno in anni)]
    return [_annuale(_rami(vista, anno), anno, capitolo, capitolo.livello if capitolo else 2) for anno in anni]


def _annuale(rami: tuple[Strategico, ...], anno: int, capitolo: CapitoloStampato | None, livello: int) -> Sezione:
    livello = min(livello, 4)
    titolo = VoceIndice(f"annuale-{anno}", f"Programmazione annuale {anno}", livello - 1)
    voci = [capitolo.voce if capitolo else titolo]
    voci += [VoceIndice(f"{ramo.ancora}-{anno}", ramo.obiettivo.titolo, livello) for ramo in rami]
    contesto = {"rami": rami, "anno": anno, "capitolo": capitolo, "titolo": livello, "sotto": _sotto(livello)}
    return Sezione("albero_annuale", contesto, tuple(voci), scheda=True)


def _sotto(livello: int) -> tuple[int, int]:
    """The levels of the headings of the strategic and of the operative objectives."""
    return min(livello + 1, 6), min(livello + 2, 6)


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
