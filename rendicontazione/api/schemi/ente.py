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
    name: str = Field(description="Sigla della licenza.")
    title: str = Field(description="Nome della licenza.")
    path: str = Field(description="Indirizzo del suo testo.")


class ChiaveInUso(Schema):
    nome: str = Field(description="Come si chiama la chiave.")
    ambito: AmbitoChiave = Field(description="pubblico: solo ciò che è pubblicato; interno: anche gli anni validati.")
    scade_il: date = Field(description="Ultimo giorno in cui la chiave vale.")


class Ente(Schema):
    codice: str = Field(description="Codice, che entra negli indirizzi e non cambia.")
    nome: str = Field(description="Nome con cui è conosciuto.")
    nome_breve: str = Field(description="Nome breve.")
    tipo: str = Field(description="Che tipo di ente è.")
    piani: int = Field(description="Quanti piani vede questa chiave.")
    anni: list[int] = Field(description="Anni rendicontati che questa chiave vede, di tutti i piani, dal più recente.")
    dimostrativo: bool = Field(description="Vero se fra i dati ce ne sono di inventati, per dimostrazione.")
    licenza: Licenza = Field(description="Come si possono riusare i dati.")
    chiave: ChiaveInUso = Field(description="La chiave di questa richiesta.")


class Versione(Schema):
    numero: int = Field(description="Numero della versione.")
    atto: Atto = Field(description="L'atto che l'ha approvata.")
    dal: datetime | None = Field(description="Quando l'approvazione è stata registrata; null nei piani più vecchi.")


class PianoInElenco(Schema):
    codice: str = Field(description="Codice, che entra negli indirizzi e non cambia.")
    titolo: str = Field(description="Titolo.")
    famiglia: Famiglia = Field(description="Come è fatto il piano: schede, albero o PIAO.")
    triennio: list[int] = Field(min_length=3, max_length=3, description="I tre anni del piano.")
    stato: StatoVisibile = Field(description="A che punto è.")
    versione: int = Field(description="Numero della versione in vigore.")
    versioni: list[Versione] = Field(description="Dalla più recente: ogni rimodulazione ne aggiunge una.")
    anni: list[int] = Field(description="Anni rendicontati che questa chiave vede, dal più recente.")
    dimostrativo: bool = Field(description="Vero se i dati sono inventati, per dimostrazione.")
    indirizzo: str = Field(json_schema_extra={"format": "uri"}, description="Da dove si legge per intero.")


class PaginaPiani(Pagina):
    elementi: list[PianoInElenco] = Field(description="Gli elementi di questa pagina.")


class FiltriPiani(Filtri):
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo i piani che comprendono quest'anno.")
    stato: StatoVisibile | None = Field(None, description="Solo i piani in questo stato.")
    famiglia: Famiglia | None = Field(None, description="Solo i piani di questa famiglia.")


class Documento(Schema):
    """A published PDF."""

    tipo: TipoPubblico = Field(description="Piano, rendicontazione, Relazione o verbale.")
    etichetta: str = Field(description="Come si chiama nelle pagine pubbliche.")
    nome: str = Field(description="Nome del file.")
    piano: str = Field(description="Codice del piano.")
    anno: int | None = Field(description="Anno rendicontato; null se il documento è il piano.")
    versione: int | None = Field(description="Versione del piano stampata.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Impronta del file, per verificarlo.")
    dimensione: int = Field(ge=1, description="Byte.")
    pronto_il: datetime = Field(description="Quando il file è stato preparato.")
    indirizzo: str = Field(
        description="Da dove si scarica, senza chiave: non cambia finché il documento è pubblicato.",
        json_schema_extra={"format": "uri"},
    )


class PaginaDocumenti(Pagina):
    elementi: list[Documento] = Field(description="Gli elementi di questa pagina.")


class FiltriDocumenti(Filtri):
    piano: str | None = Field(None, max_length=80, description="Solo quelli di questo piano, per codice.")
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo quelli di quest'anno rendicontato.")
    tipo: TipoPubblico | None = Field(None, description="Solo quelli di questo tipo.")
