"""Steps of the year: open it, hand it to the Nucleo, examine it, validate it. Each asks before it does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione import permissions
from rendicontazione.forms.apertura import AperturaForm, ProrogaForm
from rendicontazione.mancanze import mancante
from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.nucleo.forms import ValidazioneForm
from rendicontazione.nucleo.selectors import criteri_di, sedute_di
from rendicontazione.selectors.completamento import mancanti, risultati_dell_anno
from rendicontazione.selectors.elenchi import anni_rendicontabili
from rendicontazione.selectors.pagine import piani_di
from rendicontazione.selectors.premesse import frasi_dei_ciclici
from rendicontazione.services.anno import (
    apri_rendicontazione,
    avvia_validazione,
    proroga_finestra,
    trasmetti_rendicontazione,
    valida_rendicontazione,
)
from rendicontazione.views.basi import VistaAnno


class PassoView(VistaAnno):
    """GET asks, POST does. A refusal is a page with its sentence, status 403."""

    titolo = ""
    testo = ""
    azione = ""
    fatto = ""
    modello = "web/conferma.html"

    def controlla(self) -> None:
        raise NotImplementedError

    def esegui(self) -> None:
        raise NotImplementedError

    def aggiunte(self) -> dict[str, Any]:
        """What else the page of the question shows."""
        return {}

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        contesto = {
            "titolo": f"{self.titolo}: {self.rendicontazione}",
            "testo": self.testo,
            "azione": self.azione,
            "ritorno": self.indirizzo_quadro,
            **self.aggiunte(),
        }
        return render(request, self.modello, contesto)

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.esegui()
        messages.success(request, self.fatto)
        return redirect(self.indirizzo_quadro)


class TrasmettiView(PassoView):
    """The gate of the year: everything that is still missing, in sentences, before it is handed over."""

    modello = "rendicontazione/trasmetti.html"
    titolo = azione = "Trasmetti al Nucleo"
    testo = "Da questo momento si possono correggere solo i risultati che il Nucleo rinvia."
    fatto = "Rendicontazione trasmessa al Nucleo."

    def controlla(self) -> None:
        permissions.controlla_puo_trasmettere(self.request.user, self.rendicontazione)

    def aggiunte(self) -> dict[str, Any]:
        profilo = self.rendicontazione.profilo.letto
        voci = [mancante(risultato, profilo) for risultato in mancanti(self.rendicontazione)]
        non_inviati = [voce for voce in voci if not voce.rinviato]
        a_zero = sum(voce.pesa for voce in non_inviati)
        return {
            "rendicontazione": self.rendicontazione,
            "totale": risultati_dell_anno(self.rendicontazione).count(),
            "non_inviati": non_inviati,
            "rinviati": [voce for voce in voci if voce.rinviato],
            "a_zero": a_zero,
            "fuori": len(non_inviati) - a_zero,
        }

    def esegui(self) -> None:
        trasmetti_rendicontazione(rendicontazione=self.rendicontazione, utente=self.request.user, adesso=timezone.now())


class AvviaView(PassoView):
    titolo = azione = "Avvia la validazione"
    testo = "Il Nucleo prende in esame la rendicontazione ed esprime un giudizio su ogni risultato inviato."
    fatto = "Validazione avviata."

    def controlla(self) -> None:
        permissions.controlla_puo_prendere_in_esame(self.request.user, self.rendicontazione)

    def esegui(self) -> None:
        avvia_validazione(rendicontazione=self.rendicontazione, utente=self.request.user)


class ValidaView(VistaAnno):
    """The Nucleo gives its outcome and the year is closed, whichever it is."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(ValidazioneForm())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        permissions.controlla_puo_validare(request.user, self.rendicontazione)
        form = ValidazioneForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            chiusa = valida_rendicontazione(
                rendicontazione=self.rendicontazione, utente=request.user, adesso=timezone.now(), **form.cleaned_data
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, f"Anno chiuso, esito: {chiusa.get_esito_display().lower()}. I gradi sono congelati.")
        return redirect(self.indirizzo_quadro)

    def _pagina(self, form: ValidazioneForm, *, stato: int = 200) -> HttpResponse:
        permissions.controlla_puo_validare(self.request.user, self.rendicontazione)
        date = criteri_di(self.rendicontazione)
        contesto = {
            "rendicontazione": self.rendicontazione,
            "form": form,
            "ritorno": self.indirizzo_quadro,
            "sedute": sedute_di(self.rendicontazione),
            "senza_risposta": [d for d in DOMANDE if d.codice not in date or date[d.codice].soddisfatto is None],
            "non_soddisfatti": [d for d in DOMANDE if d.codice in date and date[d.codice].soddisfatto is False],
            "mai_inviati": mancanti(self.rendicontazione).count(),
        }
        return render(self.request, "rendicontazione/valida.html", contesto, status=stato)


class ProrogaView(VistaAnno):
    """A new end of the window, for the amministratore."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        permissions.controlla_puo_prorogare(request.user, self.rendicontazione)
        return self._pagina(ProrogaForm())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        permissions.controlla_puo_prorogare(request.user, self.rendicontazione)
        form = ProrogaForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            proroga_finestra(rendicontazione=self.rendicontazione, finestra_al=form.fine, utente=request.user)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, f"Finestra prorogata: si chiude il {form.cleaned_data['finestra_al']:%d/%m/%Y}.")
        return redirect(self.indirizzo_quadro)

    def _pagina(self, form: ProrogaForm, *, stato: int = 200) -> HttpResponse:
        fine = timezone.localtime(self.rendicontazione.finestra_al)
        contesto = {
            "titolo": f"Proroga la finestra: {self.rendicontazione}",
            "testo": f"Adesso la finestra si chiude il {fine:%d/%m/%Y}.",
            "azione": "Proroga",
            "ritorno": self.indirizzo_quadro,
            "form": form,
        }
        return render(self.request, "web/conferma.html", contesto, status=stato)


class ApriView(VistaEnte):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(self._form())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            aperta = apri_rendicontazione(utente=request.user, adesso=timezone.now(), **form.dati)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, f"Rilevazione aperta: {aperta}.")
        return redirect("rilevazioni_anno", ente=self.ente.codice, piano=aperta.piano.codice, anno=aperta.anno)

    def _form(self, dati: object = None) -> AperturaForm:
        controlla_ruolo(self.request.user, self.ente, Ruolo.AMMINISTRATORE, per="aprire la rilevazione di un anno")
        aperture = [(piano, anni_rendicontabili(piano)) for piano in piani_di(self.ente)]
        aperture = [(piano, anni) for piano, anni in aperture if anni]
        return AperturaForm(aperture, dati, ciclici=frasi_dei_ciclici(aperture))

    def _pagina(self, form: AperturaForm, *, stato: int = 200) -> HttpResponse:
        return render(self.request, "rendicontazione/apri.html", {"form": form}, status=stato)
