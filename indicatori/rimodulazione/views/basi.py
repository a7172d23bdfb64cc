"""What the pages of one proposal have in common."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from indicatori.rimodulazione import permissions, selectors
from obiettivi.models import Piano, Rimodulazione
from obiettivi.selectors import piano_o_404
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto


class VistaPiano(VistaEnte):
    """Sets `self.piano`; the URL's keyword is `piano`."""

    piano: Piano

    def carica(self, piano: str) -> Piano:
        self.piano = piano_o_404(self.ente, piano)
        return self.piano

    def mostra(self, modello: str, **contesto: Any) -> HttpResponse:
        cartella = "indicatori/rimodulazione"
        stato = contesto.pop("status", 200)
        return render(self.request, f"{cartella}/{modello}.html", {"piano": self.piano, **contesto}, status=stato)


class VistaProposta(VistaPiano):
    """Pages of one proposal: who may not see proposals is refused, before anything is shown."""

    rimodulazione: Rimodulazione

    def carica_proposta(self, piano: str, pk: int) -> Rimodulazione:
        permissions.controlla_puo_leggere(self.request.user, self.carica(piano))
        self.rimodulazione = selectors.rimodulazione_o_404(self.piano, pk)
        return self.rimodulazione

    def mostra(self, modello: str, **contesto: Any) -> HttpResponse:
        return super().mostra(modello, rimodulazione=self.rimodulazione, **contesto)

    def torna(self, nome: str = "rimodulazione", ancora: str = "", **argomenti: Any) -> HttpResponse:
        """Back to a page of this proposal."""
        dove = redirect(
            nome, ente=self.ente.codice, piano=self.piano.codice, rimodulazione=self.rimodulazione.pk, **argomenti
        )
        dove["Location"] += ancora
        return dove

    def rifiuta(self, rifiuto: Rifiuto) -> None:
        """Say why nothing was written; a refusal by role or state is a page of its own."""
        if isinstance(rifiuto, AzioneNegata):
            raise rifiuto
        messages.error(self.request, str(rifiuto))


def modifica_vista(request: HttpRequest) -> int:
    """The `modifica` from which the form was made; -1, which no proposal has, when it does not say."""
    scritta = request.POST.get("modifica", "")
    return int(scritta) if scritta.isdecimal() and len(scritta) < 10 else -1
