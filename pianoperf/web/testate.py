"""The headers of every answer, whoever makes it: a page, a file, a refusal, a fault."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

NEGATI = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
SEMPRE = {
    "Permissions-Policy": ", ".join(f"{nome}=()" for nome in NEGATI),
    "Cross-Origin-Resource-Policy": "same-origin",
    # Django's own middleware writes these, but not on what is refused before it has its say
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # a page that may be kept says so itself: the public ones, the static files, the API
    "Cache-Control": "private, no-store",
}


class TestateMiddleware:
    """Adds what is not there; changes nothing that a view has decided."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        risposta = self.get_response(request)
        for nome, valore in SEMPRE.items():
            risposta.headers.setdefault(nome, valore)
        return risposta
