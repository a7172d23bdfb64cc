"""Layout of the performance tree (document 004): three-year table with dots, annual tables by objective."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.documento import IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from rendicontazione.relazioni.capitoli import CapitoloStampato, narrato, tra_i_capitoli
from rendicontazione.relazioni.celle import Cella, VoceIndice, cella
from rendicontazione.relazioni.celle_stampate import in_colonna, risultato
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.tavola_stampata import Riga, TavolaStampata, stampa_gruppi, stampa_tavola
from rendicontazione.relazioni.vista import GradoVista, Vista

PUNTO = "●"


@dataclass(frozen=True, slots=True)
class Operativo:
    """An operative objective; `annuale`, its indicators in the year printed, is None when it has none."""

    scheda: SchedaDati
    ancora: str
    annuale: TavolaStampata | None
    grado: GradoVista | None


@dataclass(frozen=True, slots=True)
class Strategico:
    """A strategic objective with the operative ones below it."""

    obiettivo: ObiettivoStrategicoDati
    ancora: str
    schede: tuple[SchedaDati, ...]


def sezioni(vista: Vista) -> list[Sezione]:
    """The chapters, the three-year table, the annual part of each year with targets or of the year measured."""
    anni = [vista.anno] if vista.anno else _anni_con_target(vista.piano)
    return tra_i_capitoli(
        vista.piano.capitoli,
        {
            "triennale": lambda capitolo: [_triennale(vista, capitolo)],
            "annuale": lambda capitolo: _annuali(vista, anni, capitolo),
        },
    )


def _triennale(vista: Vista, capitolo: CapitoloStampato | None) -> Sezione:
    rami = _rami(vista.piano)
    livello = capitolo.livello if capitolo else 2
    voci = [capitolo.voce if capitolo else VoceIndice("triennale", "Pianificazione triennale")]
    voci += [VoceIndice(f"triennale-{ramo.ancora}", ramo.obiettivo.titolo, livello) for ramo in rami]
    stampati = [(ramo, _tavola_triennale(vista, ramo)) for ramo in rami]
    contesto = {"rami": stampati, "capitolo": capitolo, "sotto": _sotto(livello)}
    return Sezione("albero_triennale", contesto, tuple(voci))


def _annuali(vista: Vista, anni: list[int], capitolo: CapitoloStampato | None) -> list[Sezione]:
    """The chapter stands on the first year's page when the plan has one year, on its own when it has more."""
    if capitolo and len(anni) != 1:
        return [narrato(capitolo), *(_annuale(vista, anno, None, capitolo.livello + 1) for anno in anni)]
    return [_annuale(vista, anno, capitolo, capitolo.livello if capitolo else 2) for anno in anni]


def _annuale(vista: Vista, anno: int, capitolo: CapitoloStampato | None, livello: int) -> Sezione:
    rami = _rami(vista.piano)
    livello = min(livello, 4)
    titolo = VoceIndice(f"annuale-{anno}", f"Programmazione annuale {anno}", livello - 1)
    voci = [capitolo.voce if capitolo else titolo]
    voci += [VoceIndice(f"{ramo.ancora}-{anno}", ramo.obiettivo.titolo, livello) for ramo in rami]
    stampati = [(ramo, [_operativo(vista, scheda, anno) for scheda in ramo.schede]) for ramo in rami]
    contesto = {"rami": stampati, "anno": anno, "capitolo": capitolo, "titolo": livello, "sotto": _sotto(livello)}
    return Sezione("albero_annuale", contesto, tuple(voci))


def _sotto(livello: int) -> tuple[int, int]:
    """The levels of the headings of the strategic and of the operative objectives."""
    return min(livello + 1, 6), min(livello + 2, 6)


def _anni_con_target(piano: PianoDati) -> list[int]:
    return sorted({anno for s in piano.schede for voce in s.indicatori for anno, t in voce.previsioni.items() if t})


def _rami(piano: PianoDati) -> tuple[Strategico, ...]:
    rami: list[Strategico] = []
    presi: set[str] = set()
    for obiettivo in piano.obiettivi_strategici:
        figlie = tuple(scheda for scheda in piano.schede if obiettivo.codice in scheda.obiettivi_strategici)
        presi.update(scheda.codice for scheda in figlie)
        rami.append(Strategico(obiettivo, f"strategico-{obiettivo.codice}", figlie))
    orfane = tuple(scheda for scheda in piano.schede if scheda.codice not in presi)
    if orfane:
        senza = ObiettivoStrategicoDati("", "Obiettivi operativi senza obiettivo strategico")
        rami.append(Strategico(senza, "strategico-altri", orfane))
    return tuple(rami)


def _tavola_triennale(vista: Vista, ramo: Strategico) -> TavolaStampata:
    """The azioni of its operative objectives over the three years."""
    triennio = vista.piano.triennio
    gruppi = [("insieme", _azioni(scheda, triennio)) for scheda in ramo.schede]
    return stampa_gruppi("albero.triennale", vista, gruppi, anni=triennio)


def _azioni(scheda: SchedaDati, anni: tuple[int, ...]) -> list[Riga]:
    """The objective is named in its first row only."""
    azioni = [(azione.descrizione, [PUNTO if anno in azione.anni else "" for anno in anni]) for azione in scheda.azioni]
    return [
        Riga(
            {"obiettivo": "" if n else scheda.titolo, "azione": descrizione, "anno": punti},
            "continua" if n else "inizia",
        )
        for n, (descrizione, punti) in enumerate(azioni or [("", [""] * len(anni))])
    ]


def _operativo(vista: Vista, scheda: SchedaDati, anno: int) -> Operativo:
    righe = [
        _annuale_di(voce, cella(vista, scheda, voce, anno), anno)
        for voce in scheda.indicatori
        if voce.previsioni.get(anno) or vista.esito(scheda.codice, voce.codice, anno)
    ]
    presenti = ["risultati"] if vista.anno else []
    return Operativo(
        scheda=scheda,
        ancora=f"operativo-{scheda.codice}-{anno}",
        annuale=stampa_tavola("albero.annuale", vista, righe, anno=anno, presenti=presenti) if righe else None,
        grado=vista.schede.get(scheda.codice) if vista.anno else None,
    )


def _annuale_di(voce: IndicatoreDati, cella: Cella, anno: int) -> Riga:
    return Riga(
        {
            "indicatore": voce.descrizione,
            "algoritmo": voce.algoritmo,
            "baseline": voce.baseline,
            "target": voce.previsioni.get(anno, ""),
            "risultato": risultato(cella, nota=True),
            "aree": in_colonna(voce.strutture),
        }
    )
