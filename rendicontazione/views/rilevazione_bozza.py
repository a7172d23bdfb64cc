"""A draft saved in the background, from the page of one result and from the grid: JSON answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from rendicontazione import permissions
from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.griglia import risposte
from rendicontazione.griglia.selectors import risultato_da_salvare
from rendicontazione.models import Risultato
from rendicontazione.services.risultati import salva_bozza
from rendicontazione.views.basi import o_404


class BozzaView(VistaEnte):
    """POST of the form's fields; 200 saved, 422 wrong, 409 conflict, 403 refused, 401 the session is over."""

    http_method_names = ["post"]

    def handle_no_permission(self) -> Any:
        """A page that works alone needs an answer, not the login form in place of its own."""
        if "application/json" not in self.request.headers.get("Accept", ""):
            return super().handle_no_permission()
        return JsonResponse({"esito": "accesso", "indirizzo": resolve_url(settings.LOGIN_URL)}, status=401)

    def post(self, request: HttpRequest, risultato: int, **_: object) -> HttpResponse:
        trovato = self._leggi(risultato)
        form = RisultatoForm(trovato, request.POST)
        try:
            if not form.is_valid():
                return JsonResponse(risposte.errori(form), status=422)
            salvato = salva_bozza(risultato=trovato, utente=request.user, adesso=timezone.now(), **form.dati)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return JsonResponse(risposte.errori(form), status=422)
        except ModificaConcorrente as rifiuto:
            return JsonResponse(risposte.conflitto(self._leggi(risultato), form, str(rifiuto)), status=409)
        except AzioneNegata as negata:
            return JsonResponse(risposte.negato(str(negata)), status=403)
        return JsonResponse(risposte.salvato(salvato))

    def _leggi(self, risultato_id: int) -> Risultato:
        trovato: Risultato = o_404(risultato_da_salvare(self.ente, risultato_id))
        permissions.controlla_puo_vedere(self.request.user, trovato)
        return trovato
