"""Pages of the editions: make the next one, say which came before, link the indicators."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from indicatori.scorrimento.forms import LegamiForm, PrecedenteForm
from indicatori.scorrimento.legami import collega, indicatori_di, legami_di
from indicatori.scorrimento.permissions import controlla_puo_indicare, controlla_puo_scorrere
from indicatori.scorrimento.services import anteprima_edizione, indica_edizione_precedente, scorri
from obiettivi.models import Piano
from obiettivi.permissions import motivo_del_rifiuto
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi


class _VistaPiano(VistaEnte):
    def piano_o_404(self, codice: str) -> Piano:
        piano = Piano.objects.filter(ente=self.ente, codice=codice).select_related("ente", "precedente").first()
        if piano is None:
            raise Http404("Questo piano non esiste, o non è visibile con il tuo accesso.")
        return piano


class ProssimaEdizioneView(_VistaPiano):
    """What the next edition would carry and leave; a POST makes its draft."""

    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        return self._pagina(self.piano_o_404(piano))

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        trovato = self.piano_o_404(piano)
        controlla_puo_scorrere(request.user, trovato)
        try:
            nuovo = scorri(piano=trovato, utente=request.user, adesso=timezone.now())
        except DatiNonValidi as errori:
            messages.error(request, str(errori))
            return self._pagina(trovato, status=422)
        messages.success(
            request, f"La bozza del {nuovo.primo_anno}-{nuovo.ultimo_anno} è pronta: completa i target del nuovo anno."
        )
        return redirect("piano", ente=self.ente.codice, piano=nuovo.codice)

    def _pagina(self, piano: Piano, *, status: int = 200) -> HttpResponse:
        contesto = {
            "piano": piano,
            "edizione": anteprima_edizione(piano),
            "motivo": motivo_del_rifiuto(controlla_puo_scorrere, self.request.user, piano),
        }
        return render(self.request, "indicatori/scorrimento/prossima.html", contesto, status=status)


class EdizionePrecedenteView(_VistaPiano):
    """Which plan came before, and indicator by indicator which one goes on."""

    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        return self._pagina(self.piano_o_404(piano))

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        trovato = self.piano_o_404(piano)
        controlla_puo_indicare(request.user, trovato)
        try:
            if "precedente" in request.POST:
                return self._indica(trovato)
            return self._collega(trovato)
        except DatiNonValidi as errori:
            messages.error(request, str(errori))
            return self._pagina(trovato, status=422)

    def _indica(self, piano: Piano) -> HttpResponse:
        form = PrecedenteForm(piano, self.request.POST)
        if not form.is_valid():
            return self._pagina(piano, precedente=form, status=422)
        indica_edizione_precedente(piano=piano, precedente=form.cleaned_data["precedente"], utente=self.request.user)
        messages.success(self.request, "Edizione precedente salvata: controlla gli indicatori proposti e conferma.")
        return redirect("edizione_precedente", ente=self.ente.codice, piano=piano.codice)

    def _collega(self, piano: Piano) -> HttpResponse:
        form = LegamiForm(legami_di(piano), indicatori_di(piano.precedente), self.request.POST)
        if not form.is_valid():
            return self._pagina(piano, status=422)
        quanti = collega(piano=piano, scelte=form.scelte, utente=self.request.user)
        messages.success(self.request, f"Collegamenti salvati: {quanti} cambiati.")
        return redirect("edizione_precedente", ente=self.ente.codice, piano=piano.codice)

    def _pagina(self, piano: Piano, *, precedente: PrecedenteForm | None = None, status: int = 200) -> HttpResponse:
        legami = legami_di(piano)
        form = LegamiForm(legami, indicatori_di(piano.precedente))
        contesto = {
            "piano": piano,
            "precedente": precedente or PrecedenteForm(piano),
            "righe": [(legame, form[f"indicatore_{legame.indicatore.pk}"]) for legame in legami],
            "trovati": sum(legame.precedente is not None for legame in legami),
            "motivo": motivo_del_rifiuto(controlla_puo_indicare, self.request.user, piano),
        }
        return render(self.request, "indicatori/scorrimento/precedente.html", contesto, status=status)
