"""The API itself: its operations, its errors, and the door that every request goes through."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from pianoperf.web.guasto import risposta_al_guasto
from rendicontazione.api.accesso import Chiave
from rendicontazione.api.operazioni import anni, ente, piani
from rendicontazione.api.problemi import GUASTO, METODO, PARAMETRI, SENZA_CHIAVE, ErroreApi, non_trovato, risposta_di

registro = logging.getLogger("pianoperf.api")
VERSIONE = "1.0.0"
LETTURE = ("GET", "HEAD", "OPTIONS")
VIENE = "Manca la chiave: mandala nell'intestazione «Authorization: Bearer pp_…»."
FRASI = {
    "int_parsing": "Scrivi un numero intero.",
    "greater_than_equal": "Il numero è troppo piccolo: il minimo è {ge}.",
    "less_than_equal": "Il numero è troppo grande: il massimo è {le}.",
    "enum": "Questo valore non è fra quelli ammessi: {expected}.",
    "literal_error": "Questo valore non è fra quelli ammessi: {expected}.",
    "string_too_long": "Il testo supera i {max_length} caratteri.",
}

api = NinjaAPI(
    title="API di pianoperf",
    version=VERSIONE,
    description="Piani della performance, target e risultati dell'ente a cui appartiene la chiave. Si legge soltanto.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api_v1",
    auth=Chiave(),
)
for _router in (ente.router, piani.router, anni.router):
    api.add_router("", _router)


@api.exception_handler(ErroreApi)
def _errore(request: HttpRequest, errore: ErroreApi) -> HttpResponse:
    return risposta_di(errore)


@api.exception_handler(AuthenticationError)
def _senza_chiave(request: HttpRequest, errore: AuthenticationError) -> HttpResponse:
    return risposta_di(ErroreApi(SENZA_CHIAVE, VIENE))


@api.exception_handler(ValidationError)
def _parametri(request: HttpRequest, errore: ValidationError) -> HttpResponse:
    errori = [{"parametro": str(voce["loc"][-1]), "messaggio": _frase(voce)} for voce in errore.errors]
    return risposta_di(ErroreApi(PARAMETRI, "La richiesta ha parametri che non si possono accettare.", errori))


@api.exception_handler(Exception)
def _guasto(request: HttpRequest, errore: Exception) -> HttpResponse:
    registro.error("Una richiesta dell'API non è riuscita.", exc_info=errore)
    if risposta := risposta_al_guasto(request, errore):
        return risposta
    return risposta_di(ErroreApi(GUASTO, "La richiesta non è riuscita per un errore di questo sistema: riprova."))


def indirizzi() -> list[URLPattern]:
    """The addresses of the operations, each behind its door."""
    tutti = [voce for voce in api.urls[0] if isinstance(voce, URLPattern) and voce.name != "api-root"]
    return [URLPattern(voce.pattern, porta(voce.callback), voce.default_args, voce.name) for voce in tutti]


def porta(vista: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """GET and HEAD pass, OPTIONS is told what may be asked, the rest is refused with a problem."""

    @wraps(vista)
    def entra(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(LETTURE)})
        if request.method not in LETTURE:
            frase = f"{request.method} non si può usare: questa API si legge soltanto."
            return risposta_di(ErroreApi(METODO, frase, testate={"Allow": ", ".join(LETTURE)}))
        chiesto, request.method = request.method, "GET"
        try:
            return vista(request, *args, **kwargs)
        finally:
            request.method = chiesto  # the server leaves out the body of what was asked with HEAD

    entra.csrf_exempt = True  # type: ignore[attr-defined]
    return entra


@porta
def niente(request: HttpRequest, resto: str) -> HttpResponse:
    """What is below the address of the API and is none of its own."""
    return risposta_di(non_trovato("Questo indirizzo non esiste: l'elenco è alla pagina /api/v1/."))


def _frase(errore: dict[str, Any]) -> str:
    return FRASI.get(errore["type"], "Questo valore non si può accettare.").format_map(errore.get("ctx", {}))
