"""The grades of a year by struttura, responsabile, innovazione, area and obiettivo strategico (issue 3, Aggregation).

The grades are those of `valutazione`; here they are only put together in another way, by the engine's `aggrega`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import TextChoices, Value
from django.utils.text import slugify

from indicatori.models import Attribuzione, Indicatore, Responsabilita
from indicatori.motore.aggregazione import Aggregato, Voce, aggrega
from indicatori.motore.profilo import Fascia
from obiettivi.enums import Famiglia
from obiettivi.models import Collegamento, Piano
from pianoperf.organizzazione.models import Persona
from rendicontazione.selectors.valutazione import IndicatoreValutato, SchedaValutata, Valutazione


class Per(TextChoices):
    STRUTTURA = "struttura", "Struttura"
    PERSONA = "persona", "Responsabile"
    INNOVAZIONE = "innovazione", "Innovazione"
    AREA = "area", "Area strategica"
    OBIETTIVO = "obiettivo", "Obiettivo strategico"


SENZA = {
    Per.STRUTTURA: "Senza struttura",
    Per.PERSONA: "Senza responsabile",
    Per.INNOVAZIONE: "Senza azione",
    Per.AREA: "Senza area strategica",
    Per.OBIETTIVO: "Senza obiettivo strategico",
}
FRASI = {
    Per.STRUTTURA: "Un indicatore affidato a più strutture conta in ciascuna di esse.",
    Per.PERSONA: "Un indicatore con più responsabili conta per ciascuno di loro.",
    Per.INNOVAZIONE: "Un indicatore è innovativo quando il piano segna come innovazione la sua azione.",
    Per.AREA: "Un indicatore la cui scheda riguarda più aree strategiche conta in ciascuna di esse.",
    Per.OBIETTIVO: "Un indicatore la cui scheda è collegata a più obiettivi strategici conta in ciascuno di essi.",
}
INNOVATIVE, ALTRE = "si", "no"
SENZA_NESSUNO = "senza"


@dataclass(frozen=True, order=True)
class Etichetta:
    """A group to which an indicator belongs: its place in the page, its word in the address, its name."""

    posto: tuple[int, str]
    chiave: str
    nome: str


Etichette = dict[int, tuple[Etichetta, ...]]


@dataclass(frozen=True)
class Dimensione:
    """A way of grouping the year; `etichette` are by id of the indicator, absent for one that has none."""

    per: Per
    etichette: Etichette = field(repr=False)

    @property
    def nome(self) -> str:
        return str(self.per.label)

    @property
    def frase(self) -> str:
        """What counts where, and for how many indicators it makes a difference."""
        ripetuti = self.ripetuti
        if not ripetuti:
            return FRASI[self.per]
        return f"{FRASI[self.per]} Qui succede a {ripetuti} {'indicatore' if ripetuti == 1 else 'indicatori'}."

    @property
    def ripetuti(self) -> int:
        return sum(len(etichette) > 1 for etichette in self.etichette.values())


@dataclass(frozen=True)
class Riga:
    """An indicator in a group; `peso` is its weight in percent of the body, None where the plan gives no weights."""

    voce: IndicatoreValutato
    peso: Fraction | None


@dataclass(frozen=True)
class Gruppo:
    chiave: str
    nome: str
    aggregato: Aggregato
    fascia: Fascia | None
    righe: tuple[Riga, ...]


def dimensioni(valutazione: Valutazione) -> tuple[Dimensione, ...]:
    """The ways in which the indicators of this year can be grouped, those that would say nothing left out.

    Two queries, whatever the size of the plan.
    """
    piano = valutazione.rendicontazione.piano
    strutture, persone = _affidamenti(piano)
    obiettivi = _collegamenti(piano)
    per_scheda = {
        Per.AREA: _aree(obiettivi),
        Per.OBIETTIVO: {
            scheda: tuple(_obiettivo(collegamento) for collegamento in collegamenti)
            for scheda, collegamenti in obiettivi.items()
        },
    }
    trovate = {
        Per.STRUTTURA: strutture,
        Per.PERSONA: persone,
        Per.INNOVAZIONE: _innovazione(valutazione),
        **{per: _dalle_schede(valutazione, schede) for per, schede in per_scheda.items()},
    }
    dell_anno = {voce.indicatore.pk for _, voce in _tutte(valutazione)}
    tutte = (Dimensione(per, _solo(etichette, dell_anno)) for per, etichette in trovate.items())
    return tuple(dimensione for dimensione in tutte if dimensione.etichette)


def raggruppa(valutazione: Valutazione, dimensione: Dimensione) -> tuple[Gruppo, ...]:
    """The groups in order, "Senza ..." last. No query.

    An indicator weighs in each of its groups as in the body: equal weights, or incidenza x peso of the year / 100
    where the plan has them (domain.md 3.4).
    """
    righe: dict[Etichetta | None, list[Riga]] = {}
    for scheda, voce in _tutte(valutazione):
        riga = Riga(voce, peso_nell_ente(scheda, voce, valutazione))
        for etichetta in dimensione.etichette.get(voce.indicatore.pk) or (None,):
            righe.setdefault(etichetta, []).append(riga)
    ordinate = sorted(etichetta for etichetta in righe if etichetta is not None)
    gruppi = [gruppo_di(e.chiave, e.nome, righe[e], valutazione) for e in ordinate]
    if None in righe:
        gruppi.append(gruppo_di(SENZA_NESSUNO, SENZA[dimensione.per], righe[None], valutazione))
    return tuple(gruppi)


def _tutte(valutazione: Valutazione) -> Iterator[tuple[SchedaValutata, IndicatoreValutato]]:
    return ((scheda, voce) for scheda in valutazione.schede for voce in scheda.indicatori)


def _solo(etichette: Etichette, indicatori: set[int]) -> Etichette:
    return {chiave: valore for chiave, valore in etichette.items() if valore and chiave in indicatori}


def peso_nell_ente(scheda: SchedaValutata, voce: IndicatoreValutato, valutazione: Valutazione) -> Fraction | None:
    """In percent of the body: incidenza x peso of the year; None where the plan gives no weights."""
    if valutazione.rendicontazione.piano.famiglia != Famiglia.PIAO:
        return None
    incidenza = Fraction(1 if scheda.scheda.incidenza is None else scheda.scheda.incidenza)
    if any(altra.peso is not None for altra in scheda.indicatori):
        return incidenza * (voce.peso or 0) / 100
    return incidenza / len(scheda.indicatori)


def gruppo_di(chiave: str, nome: str, righe: Sequence[Riga], valutazione: Valutazione) -> Gruppo:
    """Any rows put together as a group, with the weight that each has in the body."""
    aggregato = aggrega(nome, [_voce(riga) for riga in righe])
    valore = aggregato.valore
    fascia = None if valore is None else valutazione.profilo.fascia(valore)
    return Gruppo(chiave, nome, aggregato, fascia, tuple(righe))


def _voce(riga: Riga) -> Voce:
    indicatore = riga.voce.indicatore
    peso = Fraction(1) if riga.peso is None else riga.peso
    return Voce(f"{indicatore.codice} {indicatore.descrizione}", riga.voce.grado, peso, chiave=indicatore.codice)


def _affidamenti(piano: Piano) -> tuple[Etichette, Etichette]:
    """Strutture and persone of each indicator, in one query; strutture that stand for several come last."""
    scelti = {"indicatore__scheda__piano": piano}
    strutture = Attribuzione.objects.filter(**scelti).values_list(
        "pk", Value(True), "indicatore_id", "struttura_id", "struttura__nome", Value(""), "struttura__gruppo"
    )
    persone = Responsabilita.objects.filter(**scelti).values_list(
        "pk", Value(False), "indicatore_id", "persona_id", "persona__cognome", "persona__nome", Value(False)
    )
    righe = sorted(strutture.union(persone, all=True))
    return (
        _raccolte((riga[2], Etichetta((int(riga[6]), riga[4]), str(riga[3]), riga[4])) for riga in righe if riga[1]),
        _raccolte(
            (riga[2], Etichetta((0, nome), str(riga[3]), nome))
            for riga in righe
            if not riga[1]
            for nome in [str(Persona(cognome=riga[4], nome=riga[5]))]
        ),
    )


def _innovazione(valutazione: Valutazione) -> Etichette:
    """Nothing when the plan marks no azione of the year as innovazione."""
    etichette = {voce.indicatore.pk: _etichetta_innovazione(voce.indicatore) for _, voce in _tutte(valutazione)}
    innovativa = any(voce.chiave == INNOVATIVE for voci in etichette.values() for voce in voci)
    return etichette if innovativa else {}


def _etichetta_innovazione(indicatore: Indicatore) -> tuple[Etichetta, ...]:
    if indicatore.azione is None:
        return ()
    if indicatore.azione.innovazione:
        return (Etichetta((0, ""), INNOVATIVE, "Azioni innovative"),)
    return (Etichetta((1, ""), ALTRE, "Altre azioni"),)


def _collegamenti(piano: Piano) -> dict[int, list[Collegamento]]:
    righe = Collegamento.objects.filter(scheda__piano=piano).select_related("obiettivo").order_by("obiettivo__ordine")
    per_scheda: dict[int, list[Collegamento]] = {}
    for riga in righe:
        per_scheda.setdefault(riga.scheda_id, []).append(riga)
    return per_scheda


def _obiettivo(collegamento: Collegamento) -> Etichetta:
    obiettivo = collegamento.obiettivo
    return Etichetta((obiettivo.ordine, ""), obiettivo.codice, str(obiettivo))


def _aree(per_scheda: dict[int, list[Collegamento]]) -> Etichette:
    """The areas of each scheda, once each, in the order of their first obiettivo."""
    primi: dict[str, int] = {}
    for obiettivo in (collegamento.obiettivo for voci in per_scheda.values() for collegamento in voci):
        primi[obiettivo.area] = min(obiettivo.ordine, primi.get(obiettivo.area, obiettivo.ordine))
    return {
        scheda: tuple(
            Etichetta((primi[area], ""), slugify(area), area)
            for area in dict.fromkeys(collegamento.obiettivo.area for collegamento in voci)
            if area
        )
        for scheda, voci in per_scheda.items()
    }


def _dalle_schede(valutazione: Valutazione, per_scheda: Etichette) -> Etichette:
    return {voce.indicatore.pk: per_scheda.get(scheda.scheda.pk, ()) for scheda, voce in _tutte(valutazione)}


def _raccolte(coppie: Iterator[tuple[int, Etichetta]]) -> Etichette:
    raccolte: dict[int, tuple[Etichetta, ...]] = {}
    for indicatore_id, etichetta in coppie:
        raccolte[indicatore_id] = (*raccolte.get(indicatore_id, ()), etichetta)
    return raccolte
