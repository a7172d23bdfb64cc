"""The messages that can be taken back, as the commands that do something leave them."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from pianoperf.organizzazione.models import Ente
from pianoperf.web.annulla import offri
from rendicontazione.models import Giudizio, Risultato


def offri_annulla_giudizi(
    request: HttpRequest, ente: Ente, frase: str, giudizi: Iterable[Giudizio], torna: str
) -> None:
    _offri(request, ente, frase, "annulla_giudizi", [giudizio.risultato for giudizio in giudizi], torna)


def offri_annulla_invii(request: HttpRequest, ente: Ente, frase: str, inviati: Iterable[Risultato], torna: str) -> None:
    _offri(request, ente, frase, "annulla_invii", inviati, torna)


def offri_rimetti_evidenza(request: HttpRequest, ente: Ente, frase: str, evidenza_id: int, torna: str) -> None:
    indirizzo = reverse("rimetti_evidenza", kwargs={"ente": ente.codice})
    offri(request, frase, indirizzo=indirizzo, torna=torna, ente=ente.pk, evidenza=evidenza_id)


def _offri(request: HttpRequest, ente: Ente, frase: str, nome: str, risultati: Iterable[Risultato], torna: str) -> None:
    versioni = [(risultato.pk, risultato.versione) for risultato in risultati]
    indirizzo = reverse(nome, kwargs={"ente": ente.codice})
    offri(request, frase, indirizzo=indirizzo, torna=torna, ente=ente.pk, versioni=versioni)
