"""Errors of the API: RFC 9457 problem details, in Italian, each of a stable `type` that the manual page explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from rendicontazione.api.schemi.basi import Problema

TIPO_CONTENUTO = "application/problem+json"
REGNO = 'Bearer realm="pianoperf"'


@dataclass(frozen=True)
class Genere:
    """A kind of error: `codice` ends the address that is its `type`, `quando` says when it comes."""

    codice: str
    stato: int
    titolo: str
    quando: str

    @property
    def tipo(self) -> str:
        return f"/api/v1/#errore-{self.codice}"


PARAMETRI = Genere(
    "parametri",
    422,
    "Parametri non validi",
    "Un parametro non esiste, è scritto due volte o ha un valore che non si può accettare: «errori» dice quale.",
)
SENZA_CHIAVE = Genere(
    "chiave-assente",
    401,
    "Manca la chiave",
    "La richiesta non ha l'intestazione «Authorization: Bearer …».",
)
IGNOTA = Genere(
    "chiave-non-valida", 401, "Chiave non valida", "La chiave non esiste: di solito manca un carattere nella copia."
)
SCADUTA = Genere("chiave-scaduta", 401, "Chiave scaduta", "Il giorno di scadenza è passato: serve una chiave nuova.")
REVOCATA = Genere("chiave-revocata", 401, "Chiave revocata", "Un amministratore dell'ente ha revocato la chiave.")
ASSENTE = Genere(
    "non-trovato",
    404,
    "Non trovato",
    "L'indirizzo non esiste, o ciò che nomina non è del tuo ente o non è visibile con questa chiave: "
    "la risposta è la stessa.",
)
METODO = Genere("metodo", 405, "Metodo non ammesso", "Questa API si legge soltanto: GET, HEAD e OPTIONS.")
TROPPE = Genere(
    "troppe-richieste",
    429,
    "Troppe richieste",
    "La chiave ha superato le richieste di un minuto: «Retry-After» dice fra quanti secondi riprovare.",
)
GUASTO = Genere("guasto", 500, "Errore interno", "Qualcosa non ha funzionato da questa parte: è già nel registro.")
GENERI = (PARAMETRI, SENZA_CHIAVE, IGNOTA, SCADUTA, REVOCATA, ASSENTE, METODO, TROPPE, GUASTO)
NON_C_E = "Questo indirizzo non esiste, o non è visibile con questa chiave."


@dataclass
class ErroreApi(Exception):
    """What could not be answered. `dettaglio` is a sentence for the person who wrote the program."""

    genere: Genere
    dettaglio: str
    errori: list[dict[str, str]] = field(default_factory=list)
    testate: Mapping[str, str] = field(default_factory=dict)


def risposta_di(errore: ErroreApi) -> HttpResponse:
    dati: dict[str, Any] = {
        "type": errore.genere.tipo,
        "title": errore.genere.titolo,
        "status": errore.genere.stato,
        "detail": errore.dettaglio,
        "errori": errore.errori or None,
    }
    testo = Problema(**dati).model_dump_json(exclude_none=True)
    risposta = HttpResponse(testo, content_type=TIPO_CONTENUTO, status=errore.genere.stato)
    if errore.genere.stato == 401:
        risposta["WWW-Authenticate"] = REGNO if errore.genere is SENZA_CHIAVE else f'{REGNO}, error="invalid_token"'
    for nome, valore in errore.testate.items():
        risposta[nome] = valore
    risposta["Cache-Control"] = "no-store"
    return risposta


def non_trovato(dettaglio: str = NON_C_E) -> ErroreApi:
    return ErroreApi(ASSENTE, dettaglio)
