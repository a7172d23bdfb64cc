"""Every request inside the fence, but those that look at the whole installation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from pianoperf.organizzazione.recinto.stato import TUTTO, Vista, recinto

# The administration of the platform, which only its staff enters; the health of the services; and what comes before
# anybody is known: logging in, accepting an invitation.
DI_TUTTI = ("/amministrazione/", "/salute/", "/accedi/", "/invito/")


class RecintoMiddleware:
    """Before the session is read: nothing that a request asks comes earlier."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with recinto(request, TUTTO if request.path.startswith(DI_TUTTI) else None) as aperto:
            risposta = self.get_response(request)
            vista = aperto.voluta() if aperto else TUTTO
        if isinstance(risposta, StreamingHttpResponse) and not isinstance(risposta, FileResponse):
            risposta.streaming_content = _dentro(vista, cast(Iterable[bytes], risposta.streaming_content))
        return risposta


def _dentro(vista: Vista, pezzi: Iterable[bytes]) -> Iterator[bytes]:
    """What is still to be written is read inside the same fence, piece by piece: between two it is open to others."""
    prossimi = iter(pezzi)
    while True:
        with recinto(vista=vista):
            try:
                pezzo = next(prossimi)
            except StopIteration:
                return
        yield pezzo
