"""Pages of the chapters: the list, one chapter, and while the plan is a draft the form that writes them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator

from obiettivi.capitoli import selectors, services
from obiettivi.capitoli.forms import CapitoloForm
from obiettivi.capitoli.permissions import APPROVATO, controlla_puo_scrivere
from obiettivi.enums import StatoPiano
from obiettivi.markdown import attorno_alla_tavola, in_html
from obiettivi.models import Capitolo, Piano
from obiettivi.permissions import controlla_puo_proporre, motivo_del_rifiuto
from obiettivi.selectors import piano_o_404
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi, ModificaConcorrente
from pianoperf.web.vicini import Vicini, Vicino, vicini_in


class VistaCapitoli(VistaEnte):
    """Sets `self.piano`; the URL's keyword is `piano`."""

    piano: Piano

    def carica(self, piano: str) -> Piano:
        self.piano = piano_o_404(self.ente, piano)
        return self.piano

    def carica_capitolo(self, piano: str, pk: int) -> Capitolo:
        return selectors.capitolo_o_404(self.carica(piano), pk)

    def mostra(self, modello: str, *, status: int = 200, **contesto: Any) -> HttpResponse:
        pagina = f"obiettivi/capitoli/{modello}.html"
        return render(self.request, pagina, {"piano": self.piano, **contesto}, status=status)

    def stato(self) -> dict[str, Any]:
        """`scrive`: this person may write; `congelato` why nobody may, with why no change can be proposed now."""
        utente, piano = self.request.user, self.piano
        if piano.stato == StatoPiano.BOZZA:
            return {"scrive": not motivo_del_rifiuto(controlla_puo_scrivere, utente, piano), "congelato": ""}
        motivo = motivo_del_rifiuto(controlla_puo_proporre, utente, piano)
        return {"scrive": False, "congelato": APPROVATO.format(atto=piano.atto), "motivo_rimodulazione": motivo}

    def torna(self) -> HttpResponse:
        return redirect("capitoli", ente=self.ente.codice, piano=self.piano.codice)


class Capitoli(VistaCapitoli):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        self.carica(piano)
        return self.mostra("capitoli", capitoli=selectors.capitoli_di(self.piano), **self.stato())


class PaginaCapitolo(VistaCapitoli):
    def get(self, request: HttpRequest, ente: str, piano: str, capitolo: int) -> HttpResponse:
        voce = self.carica_capitolo(piano, capitolo)
        prima, dopo = attorno_alla_tavola(voce.testo)
        return self.mostra(
            "capitolo",
            capitolo=voce,
            prima=in_html(prima, 1, cornici=True),
            dopo=in_html(dopo, 1, cornici=True),
            vicini=self._vicini(voce),
            **self.stato(),
        )

    def _vicini(self, capitolo: Capitolo) -> Vicini:
        fila = {voce.pk: voce for voce in selectors.capitoli_di(self.piano)}
        dove = {"ente": self.ente.codice, "piano": self.piano.codice}

        def vicino(pk: int) -> Vicino:
            indirizzo = reverse("capitolo", kwargs={**dove, "capitolo": pk})
            return Vicino(indirizzo, Truncator(fila[pk].chiave).chars(30), fila[pk].titolo)

        return vicini_in(list(fila), capitolo.pk, vicino)


class ModuloCapitolo(VistaCapitoli):
    """Base of the forms: "anteprima" shows the text as it will be read and saves nothing."""

    def modulo(self, form: CapitoloForm, *, status: int = 200, **contesto: Any) -> HttpResponse:
        return self.mostra("modulo", status=status, form=form, **contesto)

    def anteprima(self, form: CapitoloForm, **contesto: Any) -> HttpResponse:
        """The form as it was sent, and above it the text rendered when it can be."""
        if form.is_valid():
            contesto["anteprima"] = in_html(form.cleaned_data["testo"], 3, cornici=True)
        return self.modulo(form, **contesto)


class NuovoCapitolo(ModuloCapitolo):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        controlla_puo_scrivere(request.user, self.carica(piano))
        return self.modulo(CapitoloForm(dopo=_scelte(selectors.capitoli_di(self.piano))))

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        controlla_puo_scrivere(request.user, self.carica(piano))
        capitoli = selectors.capitoli_di(self.piano)
        form = CapitoloForm(request.POST, dopo=_scelte(capitoli))
        if "anteprima" in request.POST or not form.is_valid():
            return self.anteprima(form)
        campi = form.campi()
        scelto = campi.pop("dopo")
        dopo = next((voce for voce in capitoli if voce.pk == scelto), None)
        try:
            nuovo = services.aggiungi_capitolo(piano=self.piano, utente=request.user, dopo=dopo, **campi)
        except DatiNonValidi as non_validi:
            _segna(form, non_validi)
            return self.modulo(form)
        messages.success(request, f"Capitolo aggiunto: {nuovo}.")
        return self.torna()


class ModificaCapitolo(ModuloCapitolo):
    def get(self, request: HttpRequest, ente: str, piano: str, capitolo: int) -> HttpResponse:
        voce = self._carica(piano, capitolo)
        form = CapitoloForm(capitolo=voce)
        return self.modulo(form, capitolo=voce, impronta=selectors.impronta_di(voce))

    def post(self, request: HttpRequest, ente: str, piano: str, capitolo: int) -> HttpResponse:
        voce = self._carica(piano, capitolo)
        form = CapitoloForm(request.POST, capitolo=voce)
        impronta = request.POST.get("impronta", "")
        if "anteprima" in request.POST or not form.is_valid():
            return self.anteprima(form, capitolo=voce, impronta=impronta)
        try:
            services.modifica_capitolo(capitolo=voce, impronta=impronta, utente=request.user, **form.campi())
        except ModificaConcorrente as altro:
            messages.warning(request, str(altro))
            voce.refresh_from_db()
            adesso = selectors.impronta_di(voce)
            return self.modulo(form, capitolo=voce, impronta=adesso, salvato=voce, status=409)
        except DatiNonValidi as non_validi:
            _segna(form, non_validi)
            return self.modulo(form, capitolo=voce, impronta=impronta)
        messages.success(request, "Capitolo salvato.")
        return redirect("capitolo", ente=ente, piano=piano, capitolo=voce.pk)

    def _carica(self, piano: str, pk: int) -> Capitolo:
        voce = self.carica_capitolo(piano, pk)
        controlla_puo_scrivere(self.request.user, self.piano)
        return voce


class SpostaCapitolo(VistaCapitoli):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str, piano: str, capitolo: int) -> HttpResponse:
        voce = self.carica_capitolo(piano, capitolo)
        verso: services.Verso = "su" if request.POST.get("verso") == "su" else "giu"
        try:
            services.sposta_capitolo(capitolo=voce, verso=verso, utente=request.user)
        except DatiNonValidi as non_validi:
            messages.error(request, str(non_validi))
        risposta = self.torna()
        risposta["Location"] += f"#capitolo-{voce.pk}"
        return risposta


class EliminaCapitolo(VistaCapitoli):
    def get(self, request: HttpRequest, ente: str, piano: str, capitolo: int) -> HttpResponse:
        voce = self.carica_capitolo(piano, capitolo)
        controlla_puo_scrivere(request.user, self.piano)
        contesto = {
            "titolo": f"Elimina il capitolo {voce.chiave}",
            "testo": f"«{voce.titolo}» e il suo testo non saranno più nel piano. Gli altri capitoli restano come sono.",
            "azione": "Elimina il capitolo",
            "ritorno": reverse("capitoli", kwargs={"ente": ente, "piano": piano}),
        }
        return render(request, "web/conferma.html", contesto)

    def post(self, request: HttpRequest, ente: str, piano: str, capitolo: int) -> HttpResponse:
        voce = self.carica_capitolo(piano, capitolo)
        services.elimina_capitolo(capitolo=voce, utente=request.user)
        messages.success(request, f"Capitolo eliminato: {voce}.")
        return self.torna()


def _scelte(capitoli: list[Capitolo]) -> list[tuple[str, str]]:
    return [(str(voce.pk), str(voce)) for voce in capitoli]


def _segna(form: CapitoloForm, non_validi: DatiNonValidi) -> None:
    for campo, frasi in non_validi.errori.items():
        form.add_error(campo or None, frasi)
