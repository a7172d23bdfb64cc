"""The discussion on one indicator: a fragment for HTMX, a page of its own without."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.forms import InterventoForm
from rendicontazione.nucleo.selectors import discussione_di
from rendicontazione.nucleo.services.discussione import intervieni
from rendicontazione.permissions import motivo_divieto
from rendicontazione.selectors.premesse import premessa_mancata_di
from rendicontazione.views.basi import VistaRisultato


class DiscussioneView(VistaRisultato):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(InterventoForm())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = InterventoForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            intervieni(
                risultato=self.risultato,
                testo=form.cleaned_data["testo"],
                utente=request.user,
                adesso=timezone.now(),
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        if self._frammento:
            return self._pagina(InterventoForm())
        return redirect("discussione", ente=self.ente.codice, risultato=self.risultato.pk)

    @property
    def _frammento(self) -> bool:
        return bool(self.request.htmx and not self.request.htmx.history_restore_request)

    def _pagina(self, form: InterventoForm, *, stato: int = 200) -> HttpResponse:
        contesto = {
            "risultato": self.risultato,
            "rendicontazione": self.risultato.rendicontazione,
            **contesto_del_colloquio(self, form),
        }
        # the slot asks for everything with GET; the form of the discussion puts only itself back
        parte = "_discussione" if self.request.method == "POST" else "_colloquio"
        pagina = parte if self._frammento else "discussione"
        return render(self.request, f"rendicontazione/nucleo/{pagina}.html", contesto, status=stato)


def contesto_del_colloquio(vista: VistaRisultato, form: InterventoForm | None = None) -> dict[str, object]:
    """What `nucleo/_colloquio.html` takes beside `risultato` and `ente`: requests and discussion of the result."""
    utente, risultato = vista.request.user, vista.risultato
    return {
        "richieste": list(risultato.richieste.all()),
        "puo_chiedere": Ruolo.DIRETTORE in vista.ruoli,
        "mancata": premessa_mancata_di(risultato),
        "motivo_chiedere": motivo_divieto(permissions.controlla_puo_chiedere, utente, risultato, ""),
        "interventi": discussione_di(risultato),
        "form_discussione": form or InterventoForm(),
        "errori_di_pagina": bool(form and form.errors),
        "motivo_discussione": motivo_divieto(permissions.controlla_puo_intervenire, utente, risultato),
    }
