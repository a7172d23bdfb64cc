"""Pages of the export: results of a year, everything of a body, and the page that leads to both."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.elenchi import Elenco
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto
from rendicontazione.documenti.archivio import impronta, letto
from rendicontazione.documenti.views import FILE_ROVINATO
from rendicontazione.esportazione import permissions, selectors
from rendicontazione.esportazione.formati import TIPI, file_dei_risultati, nome_dei_risultati
from rendicontazione.esportazione.risultati import risultati_esportabili
from rendicontazione.esportazione.services import chiedi_esportazione
from rendicontazione.esportazione.tables import EsportazioneTable
from rendicontazione.selectors.elenchi import VEDONO_TUTTO
from rendicontazione.views.basi import ASSENTE, VistaAnno

IN_PREPARAZIONE = "L’archivio è in preparazione: segui l’avanzamento nell’elenco qui sotto."


class EsportazioniView(Elenco, VistaEnte):
    """What can be taken away, and the archives asked for."""

    ruoli_ammessi = permissions.ESPORTANO
    tabella = EsportazioneTable
    pagina = "rendicontazione/esportazione/esportazioni.html"
    righe_per_pagina = 20

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        con_email = permissions.vede_gli_indirizzi(request.user, self.ente)
        return self.mostra_elenco(
            request,
            selectors.esportazioni_di(self.ente, con_email=con_email),
            piani=selectors.piani_con_gli_anni(self.ente),
            con_email=con_email,
        )

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        chiedi_esportazione(ente=self.ente, utente=request.user, adesso=timezone.now())
        messages.success(request, IN_PREPARAZIONE)
        return redirect("esportazioni", ente=self.ente.codice)


class ScaricaEsportazioneView(VistaEnte):
    def get(self, request: HttpRequest, esportazione: int, **_: object) -> FileResponse:
        trovata = selectors.esportazione_di(self.ente, esportazione)
        if trovata is None:
            raise Http404(ASSENTE)
        permissions.controlla_puo_scaricare(request.user, trovata)
        contenuto = letto(trovata.file.name)
        if contenuto is None or impronta(contenuto) != trovata.sha256:
            raise AzioneNegata(FILE_ROVINATO)
        return _scaricabile(contenuto, trovata.nome, "application/zip")


class EsportaRisultatiView(VistaAnno):
    """The results of a year as a file: all of them for who sees the quadro, one's own for a responsabile."""

    def get(self, request: HttpRequest, formato: str, **_: object) -> FileResponse:
        controlla_ruolo(request.user, self.ente, *VEDONO_TUTTO, Ruolo.RESPONSABILE, per="scaricare i risultati")
        if formato not in TIPI:
            raise Http404(ASSENTE)
        esportati = risultati_esportabili(self.rendicontazione, request.user)
        try:
            contenuto = file_dei_risultati(formato, esportati)
        except Rifiuto as rifiuto:
            raise AzioneNegata(str(rifiuto)) from rifiuto
        return _scaricabile(contenuto, nome_dei_risultati(self.rendicontazione, formato), TIPI[formato])


def _scaricabile(contenuto: bytes, nome: str, tipo: str) -> FileResponse:
    risposta = FileResponse(BytesIO(contenuto), as_attachment=True, filename=nome, content_type=tipo)
    risposta["X-Content-Type-Options"] = "nosniff"
    risposta["Cache-Control"] = "private, no-store"
    return risposta
