"""The body, its plans in a list, its documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from obiettivi.enums import Famiglia
from rendicontazione.api.schemi.basi import Atto, Filtri, Pagina
from rendicontazione.enums import AmbitoChiave

TipoPubblico = Literal["piano", "rendicontazione", "relazione", "verbale"]
StatoVisibile = Literal["approvato", "vigente", "chiuso"]


class Licenza(Schema):
    name: str
    title: str
    path: str


class ChiaveInUso(Schema):
    nome: str
    ambito: AmbitoChiave = Field(description="pubblico: solo ciò che è pubblicato; interno: anche gli anni validati.")
    scade_il: date = Field(description="Ultimo giorno in cui la chiave vale.")


class Ente(Schema):
    codice: str
    nome: str
    nome_breve: str
    tipo: str
    piani: int = Field(description="Quanti piani vede questa chiave.")
    anni: list[int] = Field(description="Anni rendicontati che questa chiave vede, di tutti i piani, dal più recente.")
    dimostrativo: bool = Field(description="Vero se fra i dati ce ne sono di inventati, per dimostrazione.")
    licenza: Licenza
    chiave: ChiaveInUso


class Versione(Schema):
    numero: int
    atto: Atto
    dal: datetime | None = Field(description="Quando l'approvazione è stata registrata; null nei piani più vecchi.")


class PianoInElenco(Schema):
    codice: str
    titolo: str
    famiglia: Famiglia
    triennio: list[int] = Field(min_length=3, max_length=3)
    stato: StatoVisibile
    versione: int = Field(description="Numero della versione in vigore.")
    versioni: list[Versione] = Field(description="Dalla più recente: ogni rimodulazione ne aggiunge una.")
    anni: list[int] = Field(description="Anni rendicontati che questa chiave vede, dal più recente.")
    dimostrativo: bool
    indirizzo: str = Field(json_schema_extra={"format": "uri"})


class PaginaPiani(Pagina):
    elementi: list[PianoInElenco]


class FiltriPiani(Filtri):
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo i piani che comprendono quest'anno.")
    stato: StatoVisibile | None = Field(None, description="Solo i piani in questo stato.")
    famiglia: Famiglia | None = Field(None, description="Solo i piani di questa famiglia.")


class Documento(Schema):
    """A published PDF."""

    tipo: TipoPubblico
    etichetta: str
    nome: str = Field(description="Nome del file.")
    piano: str = Field(description="Codice del piano.")
    anno: int | None = Field(description="Anno rendicontato; null se il documento è il piano.")
    versione: int | None = Field(description="Versione del piano stampata.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Impronta del file, per verificarlo.")
    dimensione: int = Field(ge=1, description="Byte.")
    pronto_il: datetime
    indirizzo: str = Field(
        description="Da dove si scarica, senza chiave: non cambia finché il documento è pubblicato.",
        json_schema_extra={"format": "uri"},
    )


class PaginaDocumenti(Pagina):
    elementi: list[Documento]


class FiltriDocumenti(Filtri):
    piano: str | None = Field(None, max_length=80, description="Solo quelli di questo piano, per codice.")
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo quelli di quest'anno rendicontato.")
    tipo: TipoPubblico | None = Field(None, description="Solo quelli di questo tipo.")
