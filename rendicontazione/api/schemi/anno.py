"""A year measured: its state, its grades, its results."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from indicatori.motore.gradi import StatoGrado
from rendicontazione.api.schemi.basi import Atto, Filtri, Pagina
from rendicontazione.api.schemi.piano import Condizione
from rendicontazione.enums import EsitoValidazione, StatoRisultato

StatoChiuso = Literal["validata", "approvata", "pubblicata"]
FRAZIONE = "Esatto, come frazione: «3/4», «1»."


class PassoSpiegazione(Schema):
    etichetta: str
    programmato: str
    consuntivo: str
    calcolo: str
    peso: str | None = Field(description=FRAZIONE)
    grado: str | None = Field(description=FRAZIONE)
    escluso: str = Field(description="Perché il passo non conta; vuoto se conta.")


class Spiegazione(Schema):
    testo: str
    voci: list[PassoSpiegazione]


class Grado(Schema):
    """A degree of achievement, a share of one: never a float, so that nothing is lost on the way."""

    stato: StatoGrado
    valore: str | None = Field(
        pattern=r"^[0-9]+\.[0-9]{6}$", description="Quota di uno, sei decimali: «0.750000». null se non si calcola."
    )
    frazione: str | None = Field(pattern=r"^[0-9]+(/[0-9]+)?$", description=FRAZIONE)
    spiegazione: Spiegazione


class Copertura(Schema):
    valutati: int
    totale: int
    neutralizzati: int


class GradoDiScheda(Schema):
    scheda: str
    titolo: str
    grado: Grado
    fascia: str | None
    copertura: Copertura


class Fascia(Schema):
    nome: str
    da: str = Field(description="Da quale quota di uno comincia, compresa. " + FRAZIONE)


class AnnoInElenco(Schema):
    piano: str
    anno: int
    stato: StatoChiuso
    esito: EsitoValidazione | None
    osservazioni: str = Field(description="Del Nucleo di valutazione.")
    validata_il: datetime
    atto: Atto | None = Field(description="Quello che approva la rendicontazione.")
    pubblicata_il: datetime | None
    dimostrativo: bool
    indirizzo: str = Field(json_schema_extra={"format": "uri"})


class Anno(AnnoInElenco):
    grado: Grado = Field(description="Di tutto l'ente.")
    fascia: str | None
    copertura: Copertura = Field(description="Quanti indicatori hanno un grado, su quanti.")
    fasce: list[Fascia]
    schede: list[GradoDiScheda]


class PaginaAnni(Pagina):
    elementi: list[AnnoInElenco]


class FiltriAnni(Filtri):
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo quest'anno.")
    stato: StatoChiuso | None = Field(None, description="Solo gli anni in questo stato.")


class Valore(Schema):
    """What was entered for one condition; numbers as text, exact."""

    fatto: bool | None = None
    in_corso: bool = False
    data: date | None = None
    numero: str | None = None
    numeratore: str | None = None
    denominatore: str | None = None


class Risultato(Schema):
    scheda: str
    indicatore: str = Field(description="Codice, unico nella scheda.")
    azione: str
    descrizione: str
    anno: int
    previsione: str = Field(description="Il target come fu valutato.")
    condizioni: list[Condizione]
    stato: StatoRisultato
    rendicontato: bool = Field(description="Falso se nessuno ha consegnato il risultato.")
    risultato: str = Field(description="In parole; vuoto se non rendicontato.")
    valori: list[Valore | None] = Field(description="Uno per condizione, nello stesso ordine.")
    grado: Grado
    grado_calcolato: Grado | None = Field(description="Quello dei valori inseriti, dove il Nucleo l'ha rettificato.")
    fascia: str | None
    peso: str | None = Field(description="Peso dello step nell'anno, in centesimi. " + FRAZIONE)
    nota: str
    causa: str
    fonte: str
    scostamento: str
    modificato: bool = Field(description="Vero se è cambiato dopo la prima validazione.")


class PaginaRisultati(Pagina):
    elementi: list[Risultato]


class FiltriRisultati(Filtri):
    scheda: str | None = Field(None, max_length=20, description="Solo quelli di questa scheda, per codice.")
    stato: StatoRisultato | None = Field(None, description="Solo i risultati in questo stato.")
