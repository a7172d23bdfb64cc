"""A proof as a file to keep: never shown inside the site, whatever it contains."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione import permissions
from rendicontazione.annullamenti.offerte import offri_rimetti_evidenza
from rendicontazione.models import Evidenza
from rendicontazione.riservate import vede_evidenza
from rendicontazione.selectors.pagine import evidenza_di
from rendicontazione.services.evidenze import togli_evidenza
from rendicontazione.views.basi import o_404


class EvidenzaView(VistaEnte):
    def get(self, request: HttpRequest, evidenza: int, **_: object) -> HttpResponseBase:
        trovata = self._visibile(evidenza)
        if not trovata.file:
            return redirect(trovata.indirizzo)
        try:
            contenuto = trovata.file.open("rb")
        except FileNotFoundError:
            o_404(None)
        risposta = FileResponse(contenuto, as_attachment=True, filename=trovata.nome, content_type=trovata.tipo)
        risposta["X-Content-Type-Options"] = "nosniff"
        risposta["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return risposta

    def _visibile(self, evidenza_id: int) -> Evidenza:
        evidenza: Evidenza = o_404(evidenza_di(self.ente, evidenza_id))
        permissions.controlla_puo_vedere(self.request.user, evidenza.risultato)
        return o_404(evidenza if vede_evidenza(self.request.user, evidenza) else None)


class TogliEvidenzaView(EvidenzaView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, evidenza: int, **_: object) -> HttpResponse:
        trovata = self._visibile(evidenza)
        codice = trovata.pk
        togli_evidenza(evidenza=trovata, utente=request.user, adesso=timezone.now())
        torna = reverse("rilevazione", kwargs={"ente": self.ente.codice, "risultato": trovata.risultato_id})
        offri_rimetti_evidenza(request, self.ente, f"Evidenza tolta: {trovata}.", codice, torna)
        return redirect(torna)
