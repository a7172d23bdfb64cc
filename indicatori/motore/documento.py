"""A plan as plain data: what the importer builds, the export writes, the checks read and the PDFs print.

Texts are as printed, never repaired. The shape is the JSON of `manage.py esporta` (DESIGN.md 8).
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(slots=True)
class ObiettivoStrategicoDati:
    codice: str
    titolo: str
    area: str = ""


@dataclass(slots=True)
class AzioneDati:
    numero: str
    descrizione: str
    innovazione: bool = False
    risultato_atteso: str = ""
    anni: tuple[int, ...] = ()


@dataclass(slots=True)
class IndicatoreDati:
    """`azione` is the number of the azione it belongs to, "" when the document names none.

    `responsabili` are the surnames as printed; `previsioni` hold the target of each year word for word;
    `annotazioni` are texts that the plan itself prints in a year's result column: they are not results.
    `risultati` are the year's results as text, for print and export only. `ciclico`: a dated step that comes again
    each year; `condizionato_da` is the code of the step of the same scheda without which this one makes no sense.
    """

    codice: str
    descrizione: str
    azione: str = ""
    responsabili: str = ""
    strutture: tuple[str, ...] = ()
    algoritmo: str = ""
    baseline: str = ""
    termine: date | None = None
    peso: Decimal | None = None
    verso: str = ""
    previsioni: dict[int, str] = field(default_factory=dict)
    annotazioni: dict[int, str] = field(default_factory=dict)
    risultati: dict[int, str] = field(default_factory=dict)
    note: str = ""
    ciclico: bool = False
    condizionato_da: str = ""


@dataclass(slots=True)
class SchedaDati:
    """`tipo` is scheda, performance, peg or operativo; `testi` has the keys of DESIGN.md 8."""

    codice: str
    titolo: str
    tipo: str = "scheda"
    triennio_dichiarato: str = ""
    responsabile: str = ""
    altri_servizi: str = ""
    incidenza: Decimal | None = None
    obiettivi_strategici: tuple[str, ...] = ()
    testi: dict[str, str] = field(default_factory=dict)
    azioni: list[AzioneDati] = field(default_factory=list)
    indicatori: list[IndicatoreDati] = field(default_factory=list)


@dataclass(slots=True)
class CapitoloDati:
    """A narrative chapter: `testo` is Markdown; `tavola` (obiettivi, triennale, annuale, "") is the generated part that
    it prints, after the text or where a line "[tavola]" stands.
    """

    numero: str
    titolo: str
    testo: str = ""
    tavola: str = ""

    @property
    def chiave(self) -> str:
        """What names it in its plan: its number, its title when it has none."""
        return self.numero or self.titolo

    @property
    def titolo_intero(self) -> str:
        """ "2.1 Contesto": the number, when there is one, and the title."""
        return f"{self.numero} {self.titolo}".strip()

    @property
    def livello(self) -> int:
        """3 for "2.4.1"; 1 for "2." and for a chapter without a number."""
        return max(1, sum(bool(parte.strip()) for parte in self.numero.split(".")))


@dataclass(slots=True)
class PianoDati:
    """`famiglia` is schede, piao or albero; `triennio` three consecutive years; `capitoli` in the order printed."""

    codice: str
    ente: str
    famiglia: str
    titolo: str
    triennio: tuple[int, int, int]
    obiettivi_strategici: list[ObiettivoStrategicoDati] = field(default_factory=list)
    schede: list[SchedaDati] = field(default_factory=list)
    capitoli: list[CapitoloDati] = field(default_factory=list)


TESTI_PIAO = (
    "situazione_attuale",
    "criticita",
    "situazione_attesa",
    "vantaggi",
    "descrizione_azioni",
    "operatori",
    "costi",
    "indicatore_generale",
    "stakeholders",
    "dimensioni_valore_pubblico",
    "aree_strategiche",
    "anno_primo_inserimento",
)


def nell_anno(giorno: date, anno: int) -> date:
    """The day on which a yearly step comes again in `anno`; 29 February becomes 28 where there is none."""
    if (giorno.month, giorno.day) == (2, 29) and not isleap(anno):
        return date(anno, 2, 28)
    return giorno.replace(year=anno)
