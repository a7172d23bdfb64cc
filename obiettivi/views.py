"""Pages of plans: the list, one plan, one scheda, the approval, the end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from obiettivi import permissions, selectors
from obiettivi.enums import Famiglia
from obiettivi.filters import PianoFilterSet
from obiettivi.forms import ApprovazioneForm
from obiettivi.models import Piano, Scheda
from obiettivi.services import approva_piano, chiudi_piano
from obiettivi.tables import PianoTable
from obiettivi.testi import testi_in_ordine
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.elenchi import Elenco
from pianoperf.web.vicini import Vicini, Vicino, vicini_in


class Piani(Elenco, VistaEnte):
    tabella = PianoTable
    filtro = PianoFilterSet
    pagina = "obiettivi/piani.html"

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self.mostra_elenco(request, selectors.piani_di(self.ente))


class PaginaPiano(VistaEnte):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        voce = selectors.piano_o_404(self.ente, piano)
        schede = list(selectors.schede_di(voce))
        contesto = {
            "piano": voce,
            "schede": schede,
            "puo_approvare": permissions.puo_approvare(request.user, voce),
            "versione": selectors.ultima_versione(voce),
            **_motivi(request.user, voce),
        }
        return render(request, "obiettivi/piano.html", contesto | _struttura(voce, schede))


class PaginaScheda(VistaEnte):
    def get(self, request: HttpRequest, ente: str, piano: str, scheda: str) -> HttpResponse:
        voce = selectors.piano_o_404(self.ente, piano)
        pagina = selectors.scheda_o_404(voce, scheda)
        azioni = list(pagina.azioni.all())
        contesto = {
            "piano": voce,
            "scheda": pagina,
            "azioni": azioni,
            "anni": selectors.anni_delle_azioni(voce, azioni),
            "testi": testi_in_ordine(pagina.testi),
            "vicini": self._vicini(voce, pagina),
        }
        return render(request, "obiettivi/scheda.html", contesto)

    def _vicini(self, piano: Piano, scheda: Scheda) -> Vicini:
        titoli = selectors.titoli_delle_schede(piano)
        dove = {"ente": self.ente.codice, "piano": piano.codice}

        def vicino(codice: str) -> Vicino:
            return Vicino(reverse("scheda", kwargs={**dove, "scheda": codice}), codice, titoli[codice])

        return vicini_in(list(titoli), scheda.codice, vicino)


class ChiudiPiano(VistaEnte):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        voce = selectors.piano_o_404(self.ente, piano)
        permissions.controlla_puo_chiudere(request.user, voce)
        contesto = {
            "titolo": "Chiudi il piano",
            "testo": "Il piano superato resta consultabile. Non si potrà più rendicontare né rimodulare.",
            "azione": "Chiudi il piano",
            "ritorno": reverse("piano", kwargs={"ente": ente, "piano": piano}),
        }
        return render(request, "web/conferma.html", contesto)

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        chiudi_piano(piano=selectors.piano_o_404(self.ente, piano), utente=request.user)
        messages.success(request, "Il piano è chiuso.")
        return redirect("piano", ente=ente, piano=piano)


class ApprovaPiano(VistaEnte):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        voce = selectors.piano_o_404(self.ente, piano)
        permissions.controlla_puo_approvare(request.user, voce)
        return self._pagina(voce, ApprovazioneForm())

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        voce = selectors.piano_o_404(self.ente, piano)
        permissions.controlla_puo_approvare(request.user, voce)
        form = ApprovazioneForm(request.POST)
        if not form.is_valid():
            return self._pagina(voce, form)
        atto = dict(form.cleaned_data)
        approvato = approva_piano(piano=voce, utente=request.user, data=atto.pop("data_atto"), **atto)
        messages.success(request, f"Il piano è approvato con {approvato.atto}.")
        return redirect("piano", ente=self.ente.codice, piano=voce.codice)

    def _pagina(self, piano: Piano, form: ApprovazioneForm) -> HttpResponse:
        return render(self.request, "obiettivi/approvazione.html", {"piano": piano, "form": form})


def _motivi(utente: Utente, piano: Piano) -> dict[str, str]:
    """Why a change cannot be proposed and the plan cannot be closed; "" where it can."""
    return {
        "motivo_rimodulazione": permissions.motivo_del_rifiuto(permissions.controlla_puo_proporre, utente, piano),
        "motivo_chiusura": permissions.motivo_del_rifiuto(permissions.controlla_puo_chiudere, utente, piano),
    }


def _struttura(piano: Piano, schede: list[Scheda]) -> dict[str, Any]:
    """What a family shows beside the list: the tree, or the cross table and the sum of the incidences."""
    if piano.famiglia == Famiglia.ALBERO:
        return {"albero": selectors.albero_di(piano, schede)}
    if piano.famiglia == Famiglia.PIAO:
        somma = sum((scheda.incidenza for scheda in schede if scheda.incidenza is not None), start=0)
        return {"incrocio": selectors.incrocio_di(piano, schede), "somma_incidenze": somma}
    return {}
