"""Pages of documents: ask, list, download, verify."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from obiettivi.selectors import piano_o_404
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.elenchi import Elenco
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto
from rendicontazione.documenti import selectors
from rendicontazione.documenti.archivio import impronta, letto
from rendicontazione.documenti.filters import DocumentoFilterSet
from rendicontazione.documenti.forms import RichiestaForm, VerificaForm
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.documenti.tables import DocumentoTable
from rendicontazione.enums import TipoDocumento

FILE_ROVINATO = (
    "Il file conservato non corrisponde più alla sua impronta, quindi non viene consegnato: "
    "avvisa chi gestisce il servizio."
)


class DocumentiView(Elenco, VistaEnte):
    tabella = DocumentoTable
    filtro = DocumentoFilterSet
    pagina = "rendicontazione/documenti/documenti.html"
    righe_per_pagina = 20

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self._elenco(RichiestaForm(selectors.richieste_di(self.ente), piano=request.GET.get("piano", "")))

    def _elenco(self, form: RichiestaForm) -> HttpResponse:
        return self.mostra_elenco(self.request, selectors.documenti_di(self.ente), form=form)


class ChiediView(DocumentiView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = RichiestaForm(selectors.richieste_di(self.ente), request.POST)
        if not form.is_valid():
            return self._elenco(form)
        richiesta = form.richiesta
        try:
            documento = chiedi_documento(
                piano=richiesta.piano,
                tipo=richiesta.tipo,
                anno=richiesta.anno,
                versioni=richiesta.versioni,
                utente=request.user,
                adesso=timezone.now(),
            )
        except AzioneNegata:
            raise
        except Rifiuto as no:
            form.add_error(None, str(no))
            return self._elenco(form)
        messages.success(request, _messaggio(documento.nome, pronto=documento.pronto_il is not None))
        return redirect("documenti", ente=self.ente.codice)


class ChiediTestoAFronte(VistaEnte):
    """Ask for any two versions of a plan, from the page that shows them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        numeri = [request.POST.get(nome, "") for nome in ("da", "a")]
        if not all(numero.isdecimal() and len(numero) < 5 for numero in numeri):
            raise Http404("Questa versione del piano non esiste.")
        try:
            documento = chiedi_documento(
                piano=piano_o_404(self.ente, piano),
                tipo=TipoDocumento.TESTO_A_FRONTE,
                anno=None,
                versioni=(min(map(int, numeri)), max(map(int, numeri))),
                utente=request.user,
                adesso=timezone.now(),
            )
        except AzioneNegata:
            raise
        except Rifiuto as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _messaggio(documento.nome, pronto=documento.pronto_il is not None))
        return redirect("documenti", ente=self.ente.codice)


class ScaricaView(VistaEnte):
    def get(self, request: HttpRequest, ente: str, documento: int) -> HttpResponse | FileResponse:
        trovato = selectors.documento_di(self.ente, documento)
        if trovato is None:
            raise Http404("Questo documento non esiste, o non è visibile con il tuo accesso.")
        contenuto = letto(trovato.file.name)
        if contenuto is None or impronta(contenuto) != trovato.sha256:
            raise AzioneNegata(FILE_ROVINATO)
        risposta = FileResponse(
            BytesIO(contenuto), as_attachment=True, filename=trovato.nome, content_type="application/pdf"
        )
        risposta["X-Content-Type-Options"] = "nosniff"
        risposta["Cache-Control"] = "private, no-store"
        return risposta


class VerificaView(VistaEnte):
    pagina = "rendicontazione/documenti/verifica.html"

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return render(request, self.pagina, {"form": VerificaForm()})

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = VerificaForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, self.pagina, {"form": form}, status=422)
        caricato = form.cleaned_data["file"]
        contenuto = caricato.read()
        verifica = selectors.verifica_pdf(contenuto, selectors.documenti_di(self.ente))
        contesto = {"form": VerificaForm(), "verifica": verifica, "nome": caricato.name, "sha256": impronta(contenuto)}
        return render(request, self.pagina, contesto)


def _messaggio(nome: str, *, pronto: bool) -> str:
    if pronto:
        return f"«{nome}» era già pronto con gli stessi dati: puoi scaricarlo."
    return f"«{nome}» è in preparazione: segui l’avanzamento nell’elenco qui sotto."
