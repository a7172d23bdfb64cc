"""The messages of a body for its amministratore, and the click that reminds who is late."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.models import Persona
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.elenchi import Elenco
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.enums import Periodo
from rendicontazione.models import Messaggio
from rendicontazione.permissions import motivo_divieto
from rendicontazione.promemoria import permissions, selectors, services
from rendicontazione.promemoria.filters import MessaggioFilterSet
from rendicontazione.promemoria.impegni import senza_indirizzo
from rendicontazione.promemoria.tables import MessaggioTable
from rendicontazione.views.basi import VistaAnno, o_404

TUTTI = "tutti"


class MessaggiView(Elenco, VistaEnte):
    tabella = MessaggioTable
    filtro = MessaggioFilterSet
    pagina = "rendicontazione/promemoria/messaggi.html"
    righe_per_pagina = 30

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        permissions.controlla_puo_leggere(request.user, self.ente)
        righe = selectors.messaggi_di(self.ente)
        return self.mostra_elenco(
            request,
            righe,
            senza_indirizzo=senza_indirizzo(self.ente),
            non_riusciti=righe.filter(selectors.NON_RIUSCITI).count(),
        )


class MessaggioView(VistaEnte):
    def get(self, request: HttpRequest, messaggio: int, **_: object) -> HttpResponse:
        permissions.controlla_puo_leggere(request.user, self.ente)
        trovato: Messaggio = o_404(selectors.messaggio_di(self.ente, messaggio))
        tono, stato = selectors.stato_di(trovato)
        contesto = {
            "messaggio": trovato,
            "tono": tono,
            "stato": stato,
            "motivo": motivo_divieto(permissions.controlla_puo_riprovare, request.user, trovato),
        }
        return render(request, "rendicontazione/promemoria/messaggio.html", contesto)


class RiprovaView(VistaEnte):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, messaggio: int, **_: object) -> HttpResponse:
        permissions.controlla_puo_leggere(request.user, self.ente)
        trovato: Messaggio = o_404(selectors.messaggio_di(self.ente, messaggio))
        services.riprova_messaggio(messaggio=trovato, utente=request.user, adesso=timezone.now())
        messages.success(request, "Il messaggio è di nuovo in spedizione: fra poco qui si legge l'esito.")
        return redirect("messaggio", ente=self.ente.codice, messaggio=trovato.pk)


class RiprovaTuttiView(VistaEnte):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        quanti = services.riprova_non_riusciti(ente=self.ente, utente=request.user, adesso=timezone.now())
        messages.success(request, f"Messaggi di nuovo in spedizione: {quanti}.")
        return redirect("messaggi", ente=self.ente.codice)


class SollecitaView(VistaAnno):
    """POST `persona`: an id, or "tutti"; `periodo`: that of the page. Back to the completion board."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        periodo = Periodo.INTERMEDIO if request.POST.get("periodo") == Periodo.INTERMEDIO else Periodo.FINALE
        controlla_ruolo(request.user, self.ente, *permissions.SOLLECITANO, per="sollecitare")
        try:
            messages.success(request, self._sollecita(request.POST.get("persona", ""), periodo))
        except AzioneNegata as negata:
            messages.warning(request, str(negata))
        argomenti = {"ente": self.ente.codice, "piano": self.kwargs["piano"], "anno": self.kwargs["anno"]}
        quale = f"?{urlencode({'periodo': periodo.value})}" if periodo == Periodo.INTERMEDIO else ""
        return redirect(reverse("completamento", kwargs=argomenti) + quale)

    def _sollecita(self, persona: str, periodo: Periodo) -> str:
        if persona == TUTTI:
            scritti = services.sollecita_tutti(
                rendicontazione=self.rendicontazione, periodo=periodo, utente=self.request.user, adesso=timezone.now()
            )
            return (
                "Sollecito in spedizione a 1 persona."
                if len(scritti) == 1
                else (f"Sollecito in spedizione a {len(scritti)} persone.")
            )
        trovata: Persona = o_404(
            Persona.objects.filter(ente=self.ente, pk=int(persona)).first() if persona.isdecimal() else None
        )
        services.sollecita(
            rendicontazione=self.rendicontazione,
            persona=trovata,
            periodo=periodo,
            utente=self.request.user,
            adesso=timezone.now(),
        )
        return f"Sollecito in spedizione a {trovata}."
