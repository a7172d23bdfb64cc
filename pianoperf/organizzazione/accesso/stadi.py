"""What a login passes through after the first proof of who one is."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from pianoperf.organizzazione.models import Utente

ALTROVE = "fornitore"


class StadioSecondoFattore(AuthenticateStage):
    """allauth's, less for who already gave the second factor to a provider that is believed."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not gia_dato_altrove(request, self.login.user)


def gia_dato_altrove(request: HttpRequest, utente: Utente) -> bool:
    return any(
        (prova.get("method"), prova.get("type")) == ("mfa", ALTROVE)
        for prova in get_authentication_records(request, utente)
    )


def superato(request: HttpRequest, utente: Utente) -> bool:
    """Whether this session has given a second factor, here or to a provider that is believed."""
    return any(prova.get("method") == "mfa" for prova in get_authentication_records(request, utente))
