"""Entering one result: save a draft, send it, the trial grade, the conflict between two people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from rendicontazione import permissions
from rendicontazione.calcolo import grado_dei_valori
from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.models import Evidenza, Risultato
from rendicontazione.selectors.anno_prima import anno_prima
from rendicontazione.selectors.confronto import confronto
from rendicontazione.selectors.misure import misure_di
from rendicontazione.selectors.pagine import vicini_rilevazione
from rendicontazione.services.evidenze import allega_evidenza, allega_indirizzo, togli_evidenza
from rendicontazione.services.risultati import (
    grado_in_prova,
    invia_risultato,
    mancanze_per_inviare,
    salva_bozza,
)
from rendicontazione.views.basi import VistaRisultato, o_404


class RilevazioneView(VistaRisultato):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(RisultatoForm(self.risultato))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = RisultatoForm(self.risultato, request.POST, request.FILES)
        try:
            if "togli" in request.POST:
                return self._togli(form)
            allegati = [self._allega(form), self._collega(form)]
            if not form.is_valid() or not all(allegati):
                return self._pagina(form, stato=422)
            salvato = self._salva(form)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        except (ModificaConcorrente, AzioneNegata) as rifiuto:
            return self._pagina_del_rifiuto(form, str(rifiuto))
        return self._salvato(salvato, invia="invia" in request.POST)

    def _allega(self, form: RisultatoForm) -> bool:
        """Keep a valid file even when the rest must be corrected: a browser does not offer it again."""
        caricato = self.request.FILES.get("file")
        if caricato is None:
            return True
        try:
            evidenza = allega_evidenza(
                risultato=self.risultato, caricato=caricato, utente=self.request.user, adesso=timezone.now()
            )
        except DatiNonValidi as errore:
            form.segna_errori({"file": [*errore.errori["file"], f"Scegli di nuovo il file: «{caricato.name}»."]})
            return False
        messages.success(self.request, f"Evidenza allegata: {evidenza.nome}.")
        return True

    def _collega(self, form: RisultatoForm) -> bool:
        """Keep a valid link even when the rest must be corrected, as for a file."""
        indirizzo = self.request.POST.get("indirizzo", "").strip()
        if not indirizzo:
            return True
        try:
            evidenza = allega_indirizzo(
                risultato=self.risultato, indirizzo=indirizzo, utente=self.request.user, adesso=timezone.now()
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return False
        form.senza_indirizzo()
        messages.success(self.request, f"Collegamento aggiunto: {evidenza.host}.")
        return True

    def _togli(self, form: RisultatoForm) -> HttpResponse:
        """Take a file off from inside the form, so that what was typed stays on the page, still to be saved."""
        codice = self.request.POST["togli"]
        proprie = {str(evidenza.pk): evidenza for evidenza in self.risultato.evidenze.all()}
        evidenza: Evidenza = o_404(proprie.get(codice))
        togli_evidenza(evidenza=evidenza, utente=self.request.user, adesso=timezone.now())
        messages.success(self.request, f"Evidenza tolta: {evidenza}.")
        return self._pagina(form)

    def _salva(self, form: RisultatoForm) -> Risultato:
        return salva_bozza(risultato=self.risultato, utente=self.request.user, adesso=timezone.now(), **form.dati)

    def _salvato(self, risultato: Risultato, *, invia: bool) -> HttpResponse:
        if not invia:
            messages.success(self.request, "Bozza salvata.")
            return self._torna()
        try:
            invia_risultato(risultato=risultato, utente=self.request.user, adesso=timezone.now())
        except AzioneNegata as negata:
            messages.warning(self.request, f"La bozza è salvata. {negata}")
        else:
            messages.success(self.request, "Risultato inviato al Nucleo.")
        return self._torna()

    def _torna(self) -> HttpResponse:
        return redirect("rilevazione", ente=self.ente.codice, risultato=self.kwargs["risultato"])

    def _pagina_del_rifiuto(self, form: RisultatoForm, frase: str) -> HttpResponse:
        """Nothing was written: the stored values beside the typed ones, and a form on the newer version."""
        self.risultato = self.leggi_risultato()
        form.su_versione(self.risultato.versione)
        contesto = {"frase_rifiuto": frase, "confronto": confronto(self.risultato, form.scritti, form.testi)}
        return self._pagina(form, stato=409, **contesto)

    def _pagina(self, form: RisultatoForm, *, stato: int = 200, **altro: Any) -> HttpResponse:
        risultato = self.leggi_risultato() if self.request.method == "POST" else self.risultato
        motivo = permissions.motivo_divieto(
            permissions.controlla_puo_compilare, self.request.user, risultato, timezone.now()
        )
        prima, dopo = vicini_rilevazione(self.request.user, risultato)
        contesto = {
            "risultato": risultato,
            "rendicontazione": risultato.rendicontazione,
            "form": form,
            "motivo": motivo,
            "misure": misure_di(risultato),
            "grado_prova": grado_in_prova(risultato),
            "mancanze": mancanze_per_inviare(risultato) if risultato.versione and not motivo else [],
            "anno_prima": anno_prima(risultato),
            "prima": prima,
            "dopo": dopo,
            **altro,
        }
        return render(self.request, "rendicontazione/rilevazione.html", contesto, status=stato)


class ProvaView(VistaRisultato):
    """The grade that the typed values would have: nothing is written."""

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = RisultatoForm(self.risultato, request.POST)
        grado = None
        if form.is_valid():
            profilo = self.risultato.rendicontazione.profilo.letto
            grado = grado_dei_valori(self.risultato, form.valori, profilo)
        errori = [frase for frasi in form.errors.values() for frase in frasi]
        contesto = {"grado_prova": grado, "in_scrittura": True, "errori": errori}
        return render(request, "rendicontazione/_prova.html", contesto)
