"""Pages of the look of the documents: choose, see at once, try in a PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi, Rifiuto
from rendicontazione.enums import Orientamento
from rendicontazione.relazioni.anteprima import pagina_di_anteprima, stile_di_anteprima
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.veste_vista import VERTICALE, VesteVista
from rendicontazione.relazioni.vista import Vista
from rendicontazione.veste.forms import VesteForm
from rendicontazione.veste.permissions import controlla_puo_vestire
from rendicontazione.veste.selectors import Provabile, con_la_prima_scheda, provabili_di, tavole_di, veste_di
from rendicontazione.veste.services import ripristina_veste, salva_veste
from rendicontazione.veste.valide import errori_della_veste

SALVATA = "Aspetto salvato: vale per i documenti chiesti da ora in poi. Quelli già pronti restano come sono."
RIPRISTINATA = "I documenti tornano all'aspetto di partenza. Quelli già pronti restano come sono."
SENZA_PIANI = "Per vedere l'anteprima serve almeno un piano."


class VistaVeste(VistaEnte):
    """Base: only for who may choose how the documents look."""

    def _form(self, *, inviato: bool = False) -> VesteForm:
        controlla_puo_vestire(self.request.user, self.ente)
        dati = (self.request.POST, self.request.FILES) if inviato else ()
        form = VesteForm(tavole_di(self.ente), provabili_di(self.ente), veste_di(self.ente) or VesteVista(), *dati)
        if inviato and form.is_valid():
            form.segna_errori(errori_della_veste(form.veste))
        return form

    def _pagina(self, form: VesteForm, *, stato: int = 200) -> HttpResponse:
        attuale = veste_di(self.ente)
        contesto = {"form": form, "attuale": attuale, **self._anteprima(form)}
        return render(self.request, "rendicontazione/veste/veste.html", contesto, status=stato)

    def _anteprima(self, form: VesteForm) -> dict[str, str]:
        """What the fragment takes: the page to show, or why there is none."""
        if form.is_bound and form.errors:
            return {"motivo": "Correggi i campi segnati nel modulo per aggiornare l'anteprima."}
        veste = form.veste if form.is_bound else veste_di(self.ente)
        if form.provabile is None:
            return {"motivo": SENZA_PIANI}
        orientamento = veste.orientamento if veste else Orientamento.ORIZZONTALE
        stile = f"{reverse('veste_stile', kwargs={'ente': self.ente.codice})}?orientamento={orientamento}"
        vista = _vista_di_prova(form.provabile, veste)
        return {"pagina": pagina_di_anteprima(vista, form.provabile.tipo, stile)}


def _vista_di_prova(provabile: Provabile, veste: VesteVista | None) -> Vista:
    vista = vista_di(provabile.piano, provabile.tipo, provabile.anno)
    vista.veste = veste
    vista.piano = con_la_prima_scheda(vista.piano)
    return vista


class VesteView(VistaVeste):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(self._form())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = self._form(inviato=True)
        if form.errors:
            return self._pagina(form, stato=422)
        if request.POST.get("azione") == "anteprima":
            return self._pagina(form)
        try:
            salva_veste(ente=self.ente, veste=form.veste, utente=request.user, adesso=timezone.now())
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, SALVATA)
        return redirect("veste", ente=self.ente.codice)


class AnteprimaView(VistaVeste):
    """The fragment beside the form, from what stands in the form and is not saved."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = self._form(inviato=True)
        contesto = {**self._anteprima(form), "errori": form.errors}
        return render(request, "rendicontazione/veste/_anteprima.html", contesto, status=422 if form.errors else 200)


class ProvaView(VistaVeste):
    """The first scheda as a PDF, at once, from what stands in the form and is not saved."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = self._form(inviato=True)
        if form.errors:
            return self._pagina(form, stato=422)
        if form.provabile is None:
            raise Http404(SENZA_PIANI)
        try:
            contenuto = produci(_vista_di_prova(form.provabile, form.veste), form.provabile.tipo)
        except Rifiuto as no:
            form.add_error(None, str(no))
            return self._pagina(form, stato=422)
        risposta = HttpResponse(contenuto, content_type="application/pdf")
        risposta["Content-Disposition"] = 'inline; filename="prova.pdf"'
        risposta["X-Content-Type-Options"] = "nosniff"
        risposta["Cache-Control"] = "private, no-store"
        return risposta


class RipristinaView(VistaVeste):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        ripristina_veste(ente=self.ente, utente=request.user, adesso=timezone.now())
        messages.success(request, RIPRISTINATA)
        return redirect("veste", ente=self.ente.codice)


class LogoView(VistaEnte):
    """The logo of the body for the head of its pages: for whoever has a role in it. Its address changes with it."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        veste = veste_di(self.ente)
        if veste is None or not veste.logo:
            return HttpResponse(status=204)
        risposta = HttpResponse(veste.logo, content_type="image/png")
        patch_cache_control(risposta, private=True, max_age=86400)
        return risposta


class StileView(VistaVeste):
    """The stylesheet of the documents, for the preview: the page's policy allows no style of its own inside."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_puo_vestire(request.user, self.ente)
        testo = stile_di_anteprima(verticale=request.GET.get("orientamento") == VERTICALE)
        risposta = HttpResponse(testo, content_type="text/css; charset=utf-8")
        patch_cache_control(risposta, private=True, max_age=300)
        return risposta
