"""What every answer has: pages, acts, links, errors."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

MASSIMO = 200
PREDEFINITO = 50
OLTRE = 1_000_000


class Filtri(Schema):
    """The two parameters of every list."""

    limit: int = Field(PREDEFINITO, ge=1, le=MASSIMO, description="Quanti elementi in una pagina.")
    offset: int = Field(0, ge=0, le=OLTRE, description="Quanti elementi saltare, dall'inizio.")


class Pagina(Schema):
    """A page of a list; the order does not change between one page and the next."""

    totale: int = Field(description="Elementi di tutta la lista, con i filtri chiesti.")
    limit: int = Field(description="Quanti elementi al massimo in una pagina.")
    offset: int = Field(description="Quanti elementi vengono prima di questa pagina.")
    next: str | None = Field(
        description="Indirizzo della pagina dopo; null all'ultima.", json_schema_extra={"format": "uri"}
    )
    prev: str | None = Field(
        description="Indirizzo della pagina prima; null alla prima.", json_schema_extra={"format": "uri"}
    )


class Atto(Schema):
    testo: str = Field(description="Organo, numero, data e lettera dell'allegato.")
    data: date = Field(description="Giorno dell'atto.")
    dimostrativo: bool = Field(description="Vero se l'atto è inventato, per dimostrazione.")


class ErroreDiParametro(Schema):
    parametro: str = Field(description="Nome del parametro.")
    messaggio: str = Field(description="Che cosa non va.")


class Problema(Schema):
    """An error (RFC 9457)."""

    type: str = Field(
        description="Indirizzo che spiega l'errore: non cambia mai, è quello da confrontare in un programma."
    )
    title: str = Field(description="L'errore in poche parole.")
    status: int = Field(description="Lo stesso codice HTTP della risposta.")
    detail: str = Field(description="Che cosa è successo, e che cosa fare.")
    errori: list[ErroreDiParametro] | None = Field(
        None, description="Solo con 422: quali parametri, e che cosa non va."
    )
