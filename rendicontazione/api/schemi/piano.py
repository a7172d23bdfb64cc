"""A plan whole, in the shape of `manage.py esporta` (DESIGN.md 8), and its parts in lists."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from indicatori.enums import StatoLettura
from indicatori.motore.condizioni import Genere
from obiettivi.enums import Famiglia, TipoScheda
from rendicontazione.api.schemi.basi import Filtri, Pagina

PERCENTO = "Percentuale, numero con al massimo tre decimali."
PER_ANNO = 'Per anno, scritto come testo: {"2023": …}.'
Numero = int | float


class ObiettivoStrategico(Schema):
    codice: str
    titolo: str
    area: str


class Azione(Schema):
    numero: str
    innovazione: bool
    descrizione: str
    risultato_atteso: str
    anni: list[int]


class IndicatoreDelPiano(Schema):
    """An indicator, or a step, as the plan prints it."""

    codice: str = Field(description="Unico nella sua scheda.")
    azione: str = Field(description="Numero dell'azione; vuoto se il piano non lo dice.")
    descrizione: str
    responsabili: str = Field(description="Come li stampa il piano.")
    strutture: list[str]
    algoritmo: str
    baseline: str
    termine: date | None
    peso: Numero | None = Field(description=PERCENTO)
    pesi_anno: dict[str, str] = Field(description="Peso nell'anno, in percentuale con due decimali. " + PER_ANNO)
    verso: str
    ciclico: bool
    condizionato_da: str
    previsioni: dict[str, str] = Field(description="Target con le parole del piano. " + PER_ANNO)
    annotazioni: dict[str, str] = Field(description="Testi che il piano stampa fra i risultati. " + PER_ANNO)
    risultati: dict[str, str] = Field(description="Risultati degli anni che la chiave vede. " + PER_ANNO)
    note: str


class Scheda(Schema):
    codice: str
    tipo: TipoScheda
    titolo: str
    triennio_dichiarato: str
    responsabile: str
    altri_servizi: str
    incidenza: Numero | None = Field(description=PERCENTO)
    obiettivi_strategici: list[str] = Field(description="Codici.")
    testi: dict[str, str]
    azioni: list[Azione]
    indicatori: list[IndicatoreDelPiano]


class Capitolo(Schema):
    numero: str
    titolo: str
    testo: str = Field(description="Markdown.")
    tavola: str


class Piano(Schema):
    """The JSON of `manage.py esporta`, with the number of the version."""

    codice: str
    ente: str
    famiglia: Famiglia
    titolo: str
    triennio: list[int] = Field(min_length=3, max_length=3)
    versione: int
    obiettivi_strategici: list[ObiettivoStrategico]
    schede: list[Scheda]
    capitoli: list[Capitolo] = []


class FiltriPiano(Schema):
    versione: int | None = Field(
        None, ge=1, le=10_000, description="Una versione approvata prima; senza, quella in vigore."
    )


class SchedaInElenco(Schema):
    codice: str
    tipo: TipoScheda
    titolo: str
    triennio_dichiarato: str
    responsabile: str
    altri_servizi: str
    incidenza: Numero | None = Field(description=PERCENTO)
    obiettivi_strategici: list[str]
    azioni: int
    indicatori: int
    indirizzo: str = Field(json_schema_extra={"format": "uri"})


class PaginaSchede(Pagina):
    elementi: list[SchedaInElenco]


class Condizione(Schema):
    """One measurable part of a target, as the engine reads it."""

    kind: Genere
    op: Literal["<", "<=", "=", ">=", ">"] | None
    value: Numero | None = Field(description="Nell'unità «unit»: il 95 % è 95.")
    unit: str | None
    date: str | None = Field(description="MM-DD, o YYYY-MM-DD dove il testo dice l'anno.")
    label: str | None
    value_max: Numero | None = Field(None, description="Fine di un intervallo.")
    baseline: Numero | None = Field(None, description="Da dove parte una variazione.")
    sub: str | None = Field(None, description="milestone o placeholder, per le condizioni qualitative.")


class Lettura(Schema):
    stato: StatoLettura = Field(description="confermata da una persona, o soltanto proposta (solo chiave interna).")
    condizioni: list[Condizione]


class Previsione(Schema):
    anno: int
    testo: str = Field(description="Il target con le parole del piano.")
    annotazione: str
    lettura: Lettura | None = Field(description="null finché nessuno l'ha confermata, o nelle versioni di prima.")


class Indicatore(Schema):
    scheda: str
    codice: str
    azione: str
    descrizione: str
    responsabili: str
    strutture: list[str]
    algoritmo: str
    baseline: str
    termine: date | None
    peso: Numero | None = Field(description=PERCENTO)
    pesi_anno: dict[str, str]
    verso: str
    ciclico: bool
    condizionato_da: str
    note: str
    previsioni: list[Previsione]


class PaginaIndicatori(Pagina):
    elementi: list[Indicatore]


class FiltriIndicatori(Filtri):
    scheda: str | None = Field(None, max_length=20, description="Solo quelli di questa scheda, per codice.")
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo quelli con un target in quest'anno.")
