"""The pages of the import: list and upload, preview, confirmation; and the downloads of the template."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from indicatori.enums import StatoImportazione
from indicatori.esportazione.formati import FORMATI, in_formato, vuoto_in_formato
from indicatori.esportazione.json_piano import json_del_piano
from indicatori.esportazione.risultati import risultati_in_testo, risultati_per_parti
from indicatori.esportazione.xlsx import TestoTroppoLungo
from indicatori.importazione import selectors, services
from indicatori.importazione.forms import CaricaFoglioForm, ConfermaForm
from indicatori.importazione.pagina import contesto, ramo_di
from indicatori.importazione.tables import ImportazioneTable
from indicatori.models import Importazione
from indicatori.selectors import piano_in_dati
from obiettivi.enums import Famiglia
from obiettivi.selectors import piano_o_404
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.permissions import oggi
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.elenchi import Elenco
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, Rifiuto

SCELTA = "scelta:"
PAGINE = {
    StatoImportazione.IN_ESAME: "indicatori/importazione/in_esame.html",
    StatoImportazione.RIFIUTATA: "indicatori/importazione/rifiutata.html",
    StatoImportazione.CONFERMATA: "indicatori/importazione/esito.html",
}


class Importazioni(Elenco, VistaEnte):
    ruoli_ammessi = (Ruolo.AMMINISTRATORE,)
    tabella = ImportazioneTable
    pagina = "indicatori/importazione/importazioni.html"

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self._elenco(request, CaricaFoglioForm(ente=self.ente))

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = CaricaFoglioForm(request.POST, request.FILES, ente=self.ente)
        if not form.is_valid():
            return self._elenco(request, form)
        foglio = form.cleaned_data["foglio"]
        try:
            importazione = services.carica_foglio(
                ente=self.ente,
                nome_file=foglio.name,
                contenuto=foglio.read(),
                utente=request.user,
                adesso=timezone.now(),
                piano=form.cleaned_data["piano"],
            )
        except DatiNonValidi as non_validi:
            form.add_error("foglio", str(non_validi))
            return self._elenco(request, form)
        return redirect("importazione_anteprima", self.ente.codice, importazione.pk)

    def _elenco(self, request: HttpRequest, form: CaricaFoglioForm) -> HttpResponse:
        famiglie = Famiglia.choices
        return self.mostra_elenco(request, selectors.importazioni_di(self.ente), form=form, famiglie=famiglie)


class VistaImportazione(VistaEnte):
    """Base of the pages of one import."""

    ruoli_ammessi = (Ruolo.AMMINISTRATORE,)

    def importazione(self, pk: int) -> Importazione:
        trovata = selectors.importazioni_di(self.ente).select_related("ente", "confermata_da").filter(pk=pk).first()
        if trovata is None:
            raise Http404("Questa importazione non esiste, o non è visibile con il tuo accesso.")
        return trovata


class Anteprima(VistaImportazione):
    def get(self, request: HttpRequest, ente: str, importazione: int) -> HttpResponse:
        voce = self.importazione(importazione)
        pagina = PAGINE.get(StatoImportazione(voce.stato), "indicatori/importazione/anteprima.html")
        return render(request, pagina, contesto(request, voce))


class Differenze(VistaImportazione):
    """A branch of the tree of differences, from where the page left it: the lines alone to htmx, else a page."""

    def get(self, request: HttpRequest, ente: str, importazione: int) -> HttpResponse:
        voce = self.importazione(importazione)
        da = request.GET.get("da", "0")
        scelto = ramo_di(voce, request.GET.get("ramo", ""), int(da) if da.isdecimal() else 0)
        if scelto is None:
            raise Http404("Questa parte dell'anteprima non c'è più: riapri l'anteprima.")
        pagina = "_rami.html" if request.htmx else "differenze.html"
        return render(request, f"indicatori/importazione/{pagina}", {"importazione": voce, "ramo": scelto})


class Stato(VistaImportazione):
    """Asked by htmx every second while the workbook is examined; at the end it makes the page reload."""

    def get(self, request: HttpRequest, ente: str, importazione: int) -> HttpResponse:
        voce = self.importazione(importazione)
        risposta = render(request, "indicatori/importazione/_in_esame.html", {"importazione": voce})
        if voce.lavoro is None or voce.lavoro.concluso:
            risposta["HX-Refresh"] = "true"
        return risposta


class Conferma(VistaImportazione):
    def post(self, request: HttpRequest, ente: str, importazione: int) -> HttpResponse:
        voce = self.importazione(importazione)
        form = ConfermaForm(request.POST)
        elimina = form.is_valid() and form.cleaned_data["elimina_assenti"]
        try:
            esito = services.conferma_importazione(
                importazione=voce, utente=request.user, adesso=timezone.now(), elimina_assenti=elimina
            )
        except Rifiuto as rifiuto:
            messages.error(request, str(rifiuto))
        else:
            messages.success(request, _fatto(esito))
            if esito.rimodulazione is not None:
                return redirect("rimodulazione", self.ente.codice, esito.piano.codice, esito.rimodulazione.pk)
        return redirect("importazione_anteprima", self.ente.codice, voce.pk)


class Riesamina(VistaImportazione):
    def post(self, request: HttpRequest, ente: str, importazione: int) -> HttpResponse:
        voce = self.importazione(importazione)
        try:
            scelte = {
                nome.removeprefix(SCELTA): valore for nome, valore in request.POST.items() if nome.startswith(SCELTA)
            }
            services.riesamina(importazione=voce, utente=request.user, adesso=timezone.now(), scelte=scelte or None)
        except Rifiuto as rifiuto:
            messages.error(request, str(rifiuto))
        return redirect("importazione_anteprima", self.ente.codice, voce.pk)


class FoglioAnnotato(VistaImportazione):
    """The workbook that was uploaded, with its findings on the cells; made in a child process, never stored."""

    def get(self, request: HttpRequest, ente: str, importazione: int) -> HttpResponse:
        voce = self.importazione(importazione)
        try:
            contenuto = services.foglio_annotato(importazione=voce, utente=request.user)
        except Rifiuto as rifiuto:
            messages.error(request, str(rifiuto))
            return redirect("importazione_anteprima", self.ente.codice, voce.pk)
        return _foglio(contenuto, "xlsx", f"{nome_senza_estensione(voce.nome_file)}-annotato")


class ModelloVuoto(VistaEnte):
    def get(self, request: HttpRequest, ente: str, formato: str) -> HttpResponse:
        famiglia = request.GET.get("famiglia", Famiglia.SCHEDE)
        if formato not in FORMATI or famiglia not in Famiglia.values:
            raise Http404("Questo modello non esiste.")
        contenuto = vuoto_in_formato(formato, famiglia, oggi().year + 1, self.ente.codice)
        return _foglio(contenuto, formato, f"modello-{famiglia}")


class EsportaPiano(VistaEnte):
    """The plan as the template filled in, or as JSON: everybody of the body may have it, with the results they see."""

    def get(self, request: HttpRequest, ente: str, piano: str, formato: str) -> HttpResponse:
        scelto = piano_o_404(self.ente, piano)
        dati, chi = piano_in_dati(scelto), request.user
        if formato not in ("json", *FORMATI):
            raise Http404("Questo formato non esiste.")
        parti = risultati_per_parti(piano=scelto, utente=chi)
        if formato == "json":
            contenuto = json_del_piano(dati, risultati_in_testo(piano=scelto, utente=chi), parti)
            return scaricabile(contenuto, f"{dati.codice}.json", "application/json")
        try:
            return _foglio(in_formato(formato, dati, parti), formato, dati.codice)
        except TestoTroppoLungo as troppo_lungo:
            raise AzioneNegata(str(troppo_lungo)) from troppo_lungo


def _fatto(esito: services.EsitoImportazione) -> str:
    """What was imported, in one sentence."""
    if esito.rimodulazione is not None:
        return "È nata una rimodulazione proposta: scrivi il motivo di ogni cambiamento, poi approvala con un atto."
    if not esito.risultati:
        return "Il piano è stato importato."
    quanti = "1 risultato" if esito.risultati == 1 else f"{esito.risultati} risultati"
    if esito.cambiamenti:
        return f"Importati il piano e {quanti}."
    return (
        "Importato 1 risultato: ora è una bozza da inviare."
        if esito.risultati == 1
        else (f"Importati {quanti}: ora sono bozze da inviare.")
    )


def _foglio(contenuto: bytes, formato: str, nome: str) -> HttpResponse:
    return scaricabile(contenuto, f"{nome}.{FORMATI[formato].estensione}", FORMATI[formato].tipo)


def scaricabile(contenuto: bytes, nome: str, tipo: str) -> HttpResponse:
    """A file to download, under that name."""
    risposta = HttpResponse(contenuto, content_type=tipo)
    risposta["Content-Disposition"] = content_disposition_header(True, nome) or "attachment"
    return risposta


def nome_senza_estensione(nome_file: str) -> str:
    """The stem of a file name as a header can carry it."""
    return "".join(carattere for carattere in PurePath(nome_file).stem if carattere.isprintable()) or "foglio"
