"""Every request inside the fence, but those that look at the whole installation."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pianoperf.organizzazione.recinto.stato import TUTTO, recinto

# The administration of the platform, which only its staff enters; the health of the services; and what comes before
# anybody is known: logging in, accepting an invitation.
DI_TUTTI = ("/amministrazione/", "/salute/", "/accedi/", "/invito/")


class RecintoMiddleware:
    """Before the session is read: nothing that a request asks comes earlier."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with recinto(request, TUTTO if request.path.startswith(DI_TUTTI) else None):
            return self.get_response(request)
