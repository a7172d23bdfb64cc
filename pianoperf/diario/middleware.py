"""The first middleware: it names the request, and writes one line when the answer is ready."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pianoperf.diario.richiesta import identificativo, richiesta

registro = logging.getLogger("pianoperf.richieste")
TESTATA = "X-Request-ID"


class DiarioMiddleware:
    """Gives `request.richiesta`, and X-Request-ID to the answer: the one received, if well formed, or a new one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        suo = identificativo(request.headers.get(TESTATA))
        request.richiesta = suo  # type: ignore[attr-defined]
        segno, inizio = richiesta.set(suo), time.perf_counter()
        try:
            risposta = self.get_response(request)
            risposta[TESTATA] = suo
            registro.info("richiesta", extra=_campi(request, risposta, time.perf_counter() - inizio))
        finally:
            richiesta.reset(segno)
        return risposta


def _campi(request: HttpRequest, risposta: HttpResponseBase, secondi: float) -> dict[str, object]:
    """Names of code and numbers: no path, no query, no name of a person. Asks the database nothing."""
    trovata = request.resolver_match
    utente = getattr(request, "_cached_user", None)
    return {
        "metodo": request.method if request.method in METODI else "altro",
        "rotta": trovata.view_name if trovata else None,
        "stato": risposta.status_code,
        "millisecondi": round(secondi * 1000),
        "utente": getattr(utente, "pk", None),
        # given by VistaEnte once the body is known to exist and to be visible: what is in the address may be anything
        "ente": getattr(getattr(request, "ente", None), "codice", None),
    }


METODI = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
