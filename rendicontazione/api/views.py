"""The keys of a body, and the pages that tell what the API is."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.generic import View

from pianoperf.organizzazione.permissions import oggi
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.api.documentazione import pagina_di, testo_della_pagina
from rendicontazione.api.documento import documento
from rendicontazione.api.forms import ChiaveForm
from rendicontazione.api.permissions import controlla_puo_dare_chiavi, controlla_puo_revocare
from rendicontazione.api.selectors import chiavi_di, stato_di
from rendicontazione.api.services import crea_chiave, revoca_chiave
from rendicontazione.models import ChiaveApi
from rendicontazione.pubblica.risposte import canonico, condizionata, etichetta


class ChiaviView(VistaEnte):
    """The list, and a new one. The secret is in the answer that makes it and in no other: nothing keeps it."""

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self._pagina(ChiaveForm())

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = ChiaveForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, status=422)
        try:
            nuova, segreto = crea_chiave(
                ente=self.ente, utente=request.user, adesso=timezone.now(), **form.cleaned_data
            )
        except DatiNonValidi as errori:
            for campo, frasi in errori.errori.items():
                form.add_error(campo, frasi)
            return self._pagina(form, status=422)
        return self._pagina(ChiaveForm(), nuova=nuova, segreto=segreto)

    def _pagina(
        self, form: ChiaveForm, *, status: int = 200, nuova: ChiaveApi | None = None, segreto: str = ""
    ) -> HttpResponse:
        controlla_puo_dare_chiavi(self.request.user, self.ente)
        contesto = {
            "form": form,
            "righe": chiavi_di(self.ente, self.request.user, oggi()),
            "nuova": nuova,
            "segreto": segreto,
            "prova": canonico(self.request, reverse("api_ente")),
        }
        risposta = render(self.request, "rendicontazione/api/chiavi.html", contesto, status=status)
        add_never_cache_headers(risposta)
        return risposta


class RevocaChiaveView(VistaEnte):
    def get(self, request: HttpRequest, ente: str, chiave: int) -> HttpResponse:
        trovata = self._chiave(chiave)
        controlla_puo_revocare(request.user, trovata)
        scaduta = stato_di(trovata, oggi()) == "scaduta"
        contesto = {
            "titolo": f"Revoca la chiave «{trovata.nome}»",
            "testo": "È già scaduta: revocandola, il suo nome torna libero."
            if scaduta
            else "Da subito i programmi che la usano non ricevono più dati. Una chiave revocata non torna a valere.",
            "azione": "Revoca la chiave",
            "ritorno": reverse("chiavi_api", kwargs={"ente": self.ente.codice}),
        }
        return render(request, "web/conferma.html", contesto)

    def post(self, request: HttpRequest, ente: str, chiave: int) -> HttpResponse:
        revocata = revoca_chiave(chiave=self._chiave(chiave), utente=request.user, adesso=timezone.now())
        messages.success(request, f"La chiave «{revocata.nome}» è revocata da subito.")
        return redirect("chiavi_api", ente=self.ente.codice)

    def _chiave(self, chiave: int) -> ChiaveApi:
        trovata = ChiaveApi.objects.select_related("ente").filter(ente=self.ente, pk=chiave).first()
        if trovata is None:
            raise Http404("Questa chiave non esiste, o non è visibile con il tuo accesso.")
        return trovata


class OpenApiView(View):
    """The OpenAPI document: of no body, so open to anybody."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return condizionata(
            request,
            lambda: JsonResponse(documento(), json_dumps_params={"ensure_ascii": False}),
            etag=etichetta("openapi"),
        )


class DocumentazioneView(View):
    """The same document as a page for people: no script, nothing from elsewhere."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        sito = canonico(request, "/").removesuffix("/")
        return condizionata(
            request, lambda: HttpResponse(testo_della_pagina(pagina_di(sito))), etag=etichetta("documentazione", sito)
        )
