"""Requests of forzatura and neutralizzazione: ask, list, decide, take back."""

from __future__ import annotations

from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi
from pianoperf.web.vicini import Vicini, Vicino, filtri_in, vicini_in
from rendicontazione.enums import StatoRichiesta
from rendicontazione.models import Richiesta
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.forms import DecisioneForm, RichiestaForm
from rendicontazione.nucleo.selectors import conti_delle_richieste, richiesta_di, richieste_di
from rendicontazione.nucleo.services.richieste import (
    accogli_richiesta,
    chiedi_al_nucleo,
    respingi_richiesta,
    ritira_richiesta,
)
from rendicontazione.nucleo.views.basi import VistaLavoro
from rendicontazione.permissions import controlla_puo_vedere, motivo_divieto
from rendicontazione.selectors.esaminato import esaminato
from rendicontazione.selectors.premesse import premessa_mancata_di
from rendicontazione.views.basi import VistaRisultato, o_404, vede_il_quadro

CHIAVI = ("stato",)


class RichiesteView(VistaLavoro):
    """Every request of the year, those that wait first; `?stato=` shows one state."""

    attiva = "richieste"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        conti = conti_delle_richieste(self.rendicontazione)
        richieste, stato = richieste_di(self.rendicontazione), request.GET.get("stato", "")
        contesto = self.contesto(
            richieste=richieste.filter(stato=stato) if stato in StatoRichiesta.values else richieste,
            conti=[(stato, StatoRichiesta(stato).label, quante) for stato, quante in conti.items()],
            stato=stato,
            filtri=filtri_in(request.GET, CHIAVI),
        )
        return render(request, "rendicontazione/nucleo/richieste.html", contesto)


class ChiediView(VistaRisultato):
    """The direttore asks about one result."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        mancata = premessa_mancata_di(self.risultato)
        if mancata is not None:
            iniziali = {"tipo": "neutralizzazione", "motivo": mancata.motivo}
        else:
            iniziali = {"tipo": self._tipo_possibile(), "motivo": ""}
        return self._pagina(RichiestaForm(initial=iniziali))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = RichiestaForm(request.POST)
        permissions.controlla_puo_chiedere(request.user, self.risultato, request.POST.get("tipo", ""))
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            richiesta = chiedi_al_nucleo(
                risultato=self.risultato, utente=request.user, adesso=timezone.now(), **form.cleaned_data
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, f"{richiesta.get_tipo_display()}: richiesta inviata al Nucleo.")
        return redirect("richiesta", ente=self.ente.codice, richiesta=richiesta.pk)

    def _tipo_possibile(self) -> str:
        forzatura = motivo_divieto(permissions.controlla_puo_chiedere, self.request.user, self.risultato, "forzatura")
        return "neutralizzazione" if forzatura else "forzatura"

    def _pagina(self, form: RichiestaForm, *, stato: int = 200) -> HttpResponse:
        permissions.controlla_puo_chiedere(self.request.user, self.risultato, "")
        contesto = {
            "risultato": self.risultato,
            "rendicontazione": self.risultato.rendicontazione,
            "grado_calcolato": esaminato(self.risultato).calcolato,
            "form": form,
        }
        return render(self.request, "rendicontazione/nucleo/chiedi.html", contesto, status=stato)


class RichiestaView(VistaEnte):
    """One request: who asked may take it back, the Nucleo decides."""

    @cached_property
    def richiesta(self) -> Richiesta:
        return self._letta()

    def _letta(self) -> Richiesta:
        trovata: Richiesta = o_404(richiesta_di(self.ente, self.kwargs["richiesta"]))
        controlla_puo_vedere(self.request.user, trovata.risultato)
        return trovata

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(DecisioneForm())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        if "ritira" in request.POST:
            ritira_richiesta(richiesta=self.richiesta, utente=request.user, adesso=timezone.now())
            messages.success(request, "Richiesta ritirata.")
            return redirect("richiesta", ente=self.ente.codice, richiesta=self.richiesta.pk)
        permissions.controlla_puo_decidere(request.user, self.richiesta)
        form = DecisioneForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        decidi = accogli_richiesta if form.cleaned_data["decisione"] == "accogli" else respingi_richiesta
        try:
            decisa = decidi(
                richiesta=self.richiesta,
                risposta=form.cleaned_data["risposta"],
                utente=request.user,
                adesso=timezone.now(),
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        codice = decisa.risultato.previsione.indicatore.codice
        messages.success(request, f"{decisa.get_tipo_display()} per {codice}: {decisa.get_stato_display().lower()}.")
        rendicontazione = decisa.risultato.rendicontazione
        return redirect(
            "nucleo_richieste", ente=self.ente.codice, piano=rendicontazione.piano.codice, anno=rendicontazione.anno
        )

    def _vicini(self) -> Vicini:
        """In the list of the year's requests, those of one state when one comes from there."""
        richieste = richieste_di(self.richiesta.risultato.rendicontazione)
        nomi = dict(richieste.values_list("pk", "risultato__previsione__indicatore__codice"))
        filtri, stato = filtri_in(self.request.GET, CHIAVI), self.request.GET.get("stato", "")

        def vicino(pk: int) -> Vicino:
            return Vicino(reverse("richiesta", kwargs={"ente": self.ente.codice, "richiesta": pk}) + filtri, nomi[pk])

        tra = set(richieste.filter(stato=stato).values_list("pk", flat=True)) if stato else None
        return vicini_in(list(nomi), self.richiesta.pk, vicino, tra=tra)

    def _pagina(self, form: DecisioneForm, *, stato: int = 200) -> HttpResponse:
        utente, richiesta = self.request.user, self.richiesta
        risultato = richiesta.risultato
        contesto = {
            "richiesta": richiesta,
            "risultato": risultato,
            "rendicontazione": risultato.rendicontazione,
            "grado_calcolato": esaminato(risultato).calcolato,
            "form": form,
            "quadro": vede_il_quadro(self),
            "vicini": self._vicini() if vede_il_quadro(self) else None,
            "chi_ha_chiesto": richiesta.chiesta_da == utente,
            "motivo_decidere": motivo_divieto(permissions.controlla_puo_decidere, utente, richiesta),
            "motivo_ritirare": motivo_divieto(permissions.controlla_puo_ritirare, utente, richiesta),
        }
        return render(self.request, "rendicontazione/nucleo/richiesta.html", contesto, status=stato)
