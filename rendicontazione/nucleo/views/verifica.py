"""The checklist of the validation, its figures, and the confirmation of what is complete."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.annullamenti.offerte import offri_annulla_giudizi
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.completi import anteprima_conferma
from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.nucleo.forms import CriteriForm, SogliaForm
from rendicontazione.nucleo.riscontri import riscontri_di, riscontro
from rendicontazione.nucleo.selectors import criteri_di
from rendicontazione.nucleo.services.conferma import conferma_completi
from rendicontazione.nucleo.services.criteri import Risposta, rispondi_ai_criteri
from rendicontazione.nucleo.views.basi import VistaLavoro
from rendicontazione.permissions import motivo_divieto
from rendicontazione.selectors.valutazione import valutazione
from rendicontazione.views.basi import o_404


class VerificaView(VistaLavoro):
    attiva = "verifica"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        date = criteri_di(self.rendicontazione)
        risposte = {codice: Risposta(voce.soddisfatto, voce.nota) for codice, voce in date.items()}
        return self._pagina(CriteriForm(risposte=risposte))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        permissions.controlla_puo_verificare(request.user, self.rendicontazione)
        form = CriteriForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            cambiate = rispondi_ai_criteri(
                rendicontazione=self.rendicontazione,
                risposte=form.risposte,
                utente=request.user,
                adesso=timezone.now(),
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, f"Verifica salvata: {cambiate} rispost{'a' if cambiate == 1 else 'e'} nuove.")
        return redirect(request.path)

    def _pagina(self, form: CriteriForm, *, stato: int = 200) -> HttpResponse:
        per_codice, date = riscontri_di(valutazione(self.rendicontazione)), criteri_di(self.rendicontazione)
        righe = [
            (domanda, per_codice[domanda.codice], date.get(domanda.codice), form[domanda.codice], _nota(form, domanda))
            for domanda in DOMANDE
        ]
        contesto = self.contesto(
            righe=righe,
            form=form,
            risposti=sum(1 for voce in date.values() if voce.soddisfatto is not None),
            motivo=motivo_divieto(permissions.controlla_puo_verificare, self.request.user, self.rendicontazione),
        )
        return render(self.request, "rendicontazione/nucleo/verifica.html", contesto, status=stato)


def _nota(form: CriteriForm, domanda: Any) -> Any:
    return form[f"{domanda.codice}_nota"]


class RiscontroView(VistaLavoro):
    """The results that one figure counts, page by page."""

    attiva = "verifica"

    def get(self, request: HttpRequest, chiave: str, **_: object) -> HttpResponse:
        contesto = self.contesto()
        trovato = o_404(riscontro(valutazione(self.rendicontazione), chiave))
        pagina = Paginator(trovato.voci, 50).get_page(request.GET.get("page"))
        contesto |= {"riscontro": trovato, "pagina": pagina, "coda": f"?riscontro={trovato.chiave}"}
        return render(request, "rendicontazione/nucleo/riscontro.html", contesto)


class CompletiView(VistaLavoro):
    """The preview of what would be confirmed, and why the rest would not; POST confirms the ticked ones."""

    attiva = "completi"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(SogliaForm({"soglia": request.GET.get("soglia") or "100"}))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        permissions.controlla_puo_confermare_insieme(request.user, self.rendicontazione)
        form = SogliaForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        scelti = {int(pk) for pk in request.POST.getlist("scelti") if pk.isdecimal()}
        try:
            giudizi = conferma_completi(
                rendicontazione=self.rendicontazione,
                scelti=scelti,
                soglia=form.cleaned_data["soglia"],
                utente=request.user,
                adesso=timezone.now(),
            )
        except DatiNonValidi as errore:
            return self._pagina(form, stato=422, frase=str(errore))
        quanti = "1 risultato confermato" if len(giudizi) == 1 else f"{len(giudizi)} risultati confermati"
        frase = f"{quanti}, ognuno con il suo giudizio."
        offri_annulla_giudizi(request, self.ente, frase, giudizi, torna=request.path)
        return redirect(self.indirizzo_quadro)

    def _pagina(self, form: SogliaForm, *, stato: int = 200, frase: str = "") -> HttpResponse:
        soglia = form.cleaned_data["soglia"] if form.is_valid() else Decimal(1)
        contesto = self.contesto(
            form=form,
            soglia=soglia,
            anteprima=anteprima_conferma(self.rendicontazione, soglia),
            frase=frase,
            motivo=motivo_divieto(
                permissions.controlla_puo_confermare_insieme, self.request.user, self.rendicontazione
            ),
        )
        return render(self.request, "rendicontazione/nucleo/completi.html", contesto, status=stato)
