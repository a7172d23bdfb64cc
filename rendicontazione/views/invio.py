"""The gate of one scheda: what is missing, indicator by indicator, then everything is sent in one go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from obiettivi.models import Scheda
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione import permissions
from rendicontazione.annullamenti.offerte import offri_annulla_invii
from rendicontazione.selectors.elenchi import rilevazioni_di
from rendicontazione.services.invio import da_inviare, invia_scheda
from rendicontazione.views.basi import VistaAnno, o_404
from rendicontazione.views.periodi import periodo_scelto


class InvioSchedaView(VistaAnno):
    """Who may fill results in; a scheda with none of one's own does not exist."""

    ruoli_ammessi = (*permissions.COMPILANO_TUTTO, "responsabile")

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina()

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        try:
            inviati = invia_scheda(
                rendicontazione=self.rendicontazione,
                scheda=self._scheda(),
                utente=request.user,
                adesso=timezone.now(),
                periodo=self._periodo,
                anche_in_parte=request.POST.get("quali") == "pronti",
            )
        except AzioneNegata as negata:
            return self._pagina(frase=str(negata), stato=409)
        quanti = "1 risultato inviato" if len(inviati) == 1 else f"{len(inviati)} risultati inviati"
        offri_annulla_invii(request, self.ente, f"{quanti} al Nucleo.", inviati, torna=self._ritorno())
        return redirect(self._ritorno())

    @property
    def _periodo(self) -> str:
        return periodo_scelto(self.request, self.rendicontazione)

    def _scheda(self) -> Scheda:
        mie = rilevazioni_di(self.request.user, self.rendicontazione, self._periodo)
        uno = mie.filter(previsione__indicatore__scheda__codice=self.kwargs["codice"]).first()
        scheda: Scheda = o_404(uno.previsione.indicatore.scheda if uno else None)
        return scheda

    def _ritorno(self) -> str:
        anno = {"ente": self.ente.codice, "piano": self.kwargs["piano"], "anno": self.kwargs["anno"]}
        indirizzo = reverse("rilevazioni_anno", kwargs=anno)
        return f"{indirizzo}?{self.request.GET.urlencode()}" if self.request.GET else indirizzo

    def _pagina(self, *, frase: str = "", stato: int = 200) -> HttpResponse:
        scheda = self._scheda()
        voci = da_inviare(
            rendicontazione=self.rendicontazione,
            scheda=scheda,
            utente=self.request.user,
            adesso=timezone.now(),
            periodo=self._periodo,
        )
        contesto = {
            "rendicontazione": self.rendicontazione,
            "scheda": scheda,
            "periodo": self._periodo,
            "pronti": [voce.risultato for voce in voci if voce.pronto],
            "fermi": [voce for voce in voci if not voce.pronto],
            "frase": frase,
            "ritorno": self._ritorno(),
        }
        return render(self.request, "rendicontazione/invia_scheda.html", contesto, status=stato)
