"""Pages of documents: ask, list, download, verify."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django_htmx.http import reswap, retarget

from obiettivi.models import Piano
from obiettivi.selectors import piano_o_404
from pianoperf.lavori.attese import segna_viste
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.elenchi import Elenco
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto
from rendicontazione.documenti import selectors
from rendicontazione.documenti.archivio import impronta, letto
from rendicontazione.documenti.avvisi import indirizzo_per
from rendicontazione.documenti.filters import DocumentoFilterSet
from rendicontazione.documenti.forms import RichiestaForm, VerificaForm
from rendicontazione.documenti.raccolta import NIENTE, chiedi_raccolta, in_breve
from rendicontazione.documenti.services import chiedi_documento, segna_scaricato
from rendicontazione.documenti.tables import DocumentoTable
from rendicontazione.documenti.verifica import verifica_pdf
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento, Raccolta

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
        segna_viste(utente=request.user, ente=self.ente, elenco="documenti", adesso=timezone.now())
        return self._elenco(self._form(piano=request.GET.get("piano", "")))

    def _form(self, dati: Any = None, **altro: str) -> RichiestaForm:
        indirizzo = indirizzo_per(self.request.user, self.ente)
        return RichiestaForm(self._richieste, dati, indirizzo=indirizzo, **altro)

    @cached_property
    def _richieste(self) -> list[tuple[Piano, list[selectors.Richiesta]]]:
        return selectors.richieste_di(self.ente)

    def _elenco(self, form: RichiestaForm) -> HttpResponse:
        allegati = selectors.allegati_di(self._richieste)
        return self.mostra_elenco(
            self.request,
            selectors.documenti_di(self.ente),
            form=form,
            raccolte=selectors.raccolte_di(self.ente),
            in_breve=in_breve(allegati) if allegati else "",
            senza_allegati="" if allegati else NIENTE,
        )


class ChiediView(DocumentiView):
    """Ask for a document: by htmx 202 and the fragment of its job, 200 when it was there already."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._da_correggere(form)
        richiesta = form.richiesta
        try:
            documento = chiedi_documento(
                piano=richiesta.piano,
                tipo=richiesta.tipo,
                anno=richiesta.anno,
                versioni=richiesta.versioni,
                utente=request.user,
                adesso=timezone.now(),
                con_email=form.avvisa,
            )
        except AzioneNegata:
            raise
        except Rifiuto as no:
            form.add_error(None, str(no))
            return self._da_correggere(form)
        if request.htmx:
            return _in_preparazione(request, documento.lavoro, documento.nome)
        messages.success(request, _messaggio(documento.nome, pronto=documento.lavoro.concluso))
        return redirect("documenti", ente=self.ente.codice)

    def _da_correggere(self, form: RichiestaForm) -> HttpResponse:
        if not self.request.htmx:
            risposta = self._elenco(form)
            risposta.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
            return risposta
        risposta = render(self.request, "rendicontazione/documenti/_chiedi.html", {"form": form}, status=422)
        return retarget(reswap(risposta, "outerHTML"), "#chiedi-documento")


class ChiediRaccoltaView(VistaEnte):
    """Ask for all the allegati in one zip."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        try:
            raccolta = chiedi_raccolta(
                ente=self.ente,
                utente=request.user,
                adesso=timezone.now(),
                con_email="con_email" in request.POST,
            )
        except AzioneNegata:
            raise
        except Rifiuto as no:
            messages.error(request, str(no))
            return redirect("documenti", ente=self.ente.codice)
        if request.htmx:
            return _in_preparazione(request, raccolta.lavoro, str(raccolta))
        messages.success(request, _messaggio(str(raccolta), pronto=False))
        return redirect("documenti", ente=self.ente.codice)


def _in_preparazione(request: HttpRequest, lavoro: Lavoro, nome: str) -> HttpResponse:
    stato = HTTPStatus.OK if lavoro.concluso else HTTPStatus.ACCEPTED
    return render(request, "rendicontazione/documenti/_chiesto.html", {"lavoro": lavoro, "nome": nome}, status=stato)


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
            messages.success(request, _messaggio(documento.nome, pronto=documento.lavoro.concluso))
        return redirect("documenti", ente=self.ente.codice)


class ScaricaView(VistaEnte):
    def get(self, request: HttpRequest, ente: str, documento: int) -> HttpResponse | FileResponse:
        trovato = selectors.documento_di(self.ente, documento)
        if trovato is None:
            raise Http404("Questo documento non esiste, o non è visibile con il tuo accesso.")
        risposta = _scaricabile(trovato, "application/pdf")
        segna_scaricato(documento=trovato, adesso=timezone.now())
        return risposta


class ScaricaRaccoltaView(VistaEnte):
    def get(self, request: HttpRequest, ente: str, raccolta: int) -> FileResponse:
        trovata = selectors.raccolta_di(self.ente, raccolta)
        if trovata is None:
            raise Http404("Questo archivio non esiste più, o non è visibile con il tuo accesso.")
        return _scaricabile(trovata, "application/zip")


def _scaricabile(trovato: Documento | Raccolta, tipo: str) -> FileResponse:
    """The file, whole. Raises AzioneNegata when it is not the one that was written down."""
    contenuto = letto(trovato.file.name)
    if contenuto is None or impronta(contenuto) != trovato.sha256:
        raise AzioneNegata(FILE_ROVINATO)
    risposta = FileResponse(BytesIO(contenuto), as_attachment=True, filename=trovato.nome, content_type=tipo)
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
        verifica = verifica_pdf(contenuto, selectors.documenti_di(self.ente))
        contesto = {"form": VerificaForm(), "verifica": verifica, "nome": caricato.name, "sha256": impronta(contenuto)}
        return render(request, self.pagina, contesto)


def _messaggio(nome: str, *, pronto: bool) -> str:
    if pronto:
        return f"«{nome}» era già pronto con gli stessi dati: puoi scaricarlo."
    return f"«{nome}» è in preparazione: segui l’avanzamento nell’elenco qui sotto."
