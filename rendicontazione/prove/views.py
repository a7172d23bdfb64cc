"""Pages of the proofs of a year: the list, the archive, the schede that want them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from obiettivi.models import Piano
from obiettivi.selectors import piano_o_404
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione.prove.archivio import zip_delle_evidenze
from rendicontazione.prove.permissions import controlla_puo_imporre, controlla_puo_raccogliere
from rendicontazione.prove.selectors import evidenze_dell_anno, schede_con_obbligo
from rendicontazione.prove.services import imponi_evidenze
from rendicontazione.views.basi import VistaAnno


class EvidenzeAnnoView(VistaAnno):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_puo_raccogliere(request.user, self.rendicontazione)
        evidenze = list(evidenze_dell_anno(self.rendicontazione))
        contesto = {
            "rendicontazione": self.rendicontazione,
            "evidenze": evidenze,
            "byte": sum(evidenza.dimensione for evidenza in evidenze),
            "puo_imporre": Ruolo.AMMINISTRATORE in self.ruoli,
        }
        return render(request, "rendicontazione/prove/evidenze_anno.html", contesto)


class ZipView(VistaAnno):
    def get(self, request: HttpRequest, **_: object) -> StreamingHttpResponse:
        controlla_puo_raccogliere(request.user, self.rendicontazione)
        evidenze = list(evidenze_dell_anno(self.rendicontazione))
        nome = f"evidenze-{self.kwargs['piano']}-{self.kwargs['anno']}.zip"
        risposta = StreamingHttpResponse(zip_delle_evidenze(evidenze), content_type="application/zip")
        risposta["Content-Disposition"] = f'attachment; filename="{nome}"'
        risposta["X-Content-Type-Options"] = "nosniff"
        risposta["Cache-Control"] = "private, no-store"
        return risposta


class ObbligoView(VistaEnte):
    """Which schede want a proof for each result: the amministratore says it, for a whole plan at once."""

    def get(self, request: HttpRequest, piano: str, **_: object) -> HttpResponse:
        voce = self._piano(piano)
        contesto = {"piano": voce, "schede": schede_con_obbligo(voce)}
        return render(request, "rendicontazione/prove/obbligo.html", contesto)

    def post(self, request: HttpRequest, piano: str, **_: object) -> HttpResponse:
        voce = self._piano(piano)
        cambiate = imponi_evidenze(piano=voce, codici=request.POST.getlist("schede"), utente=request.user)
        quante = "1 scheda cambiata" if cambiate == 1 else f"{cambiate} schede cambiate"
        messages.success(request, f"{quante}." if cambiate else "Non c'era niente da cambiare.")
        return redirect("evidenze_obbligatorie", ente=self.ente.codice, piano=voce.codice)

    def _piano(self, codice: str) -> Piano:
        voce = piano_o_404(self.ente, codice)
        controlla_puo_imporre(self.request.user, voce)
        return voce
