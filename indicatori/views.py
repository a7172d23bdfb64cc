"""The indicators of a scheda (part of its page, or a page of their own), and the readings of the targets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from indicatori import permissions, righe
from indicatori.conferme import anteprima_conferme
from indicatori.filters import CHIAVI, LetturaFilterSet
from indicatori.forms import LetturaForm
from indicatori.letture import Partenze, leggi_righe, partenze_proposte, righe_proposte
from indicatori.models import Previsione
from indicatori.rimodulazione.rimodulati import rimodulati_del_piano
from indicatori.services import annulla_conferma, conferma_lettura, conferma_letture_senza_avvisi
from indicatori.tables import LetturaTable
from obiettivi.enums import Famiglia
from obiettivi.models import Scheda
from obiettivi.selectors import piano_o_404, scheda_o_404
from pianoperf.organizzazione.annulla import VistaAnnulla
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.annulla import offri
from pianoperf.web.elenchi import Elenco
from pianoperf.web.rifiuti import DatiNonValidi
from pianoperf.web.vicini import Vicini, Vicino, filtri_in, vicini_in


class IndicatoriScheda(VistaEnte):
    def get(self, request: HttpRequest, ente: str, piano: str, scheda: str) -> HttpResponse:
        voce = scheda_o_404(piano_o_404(self.ente, piano), scheda)
        parte = bool(request.headers.get("HX-Request"))
        modello = "indicatori/_tabella.html" if parte else "indicatori/indicatori.html"
        risposta = render(request, modello, _contesto(voce))
        patch_vary_headers(risposta, ["HX-Request"])
        return risposta


def _contesto(scheda: Scheda) -> dict[str, Any]:
    indicatori = righe.indicatori_della_scheda(scheda)
    piao = scheda.piano.famiglia == Famiglia.PIAO
    anni = righe.anni_delle_previsioni(scheda, indicatori)
    pesi = righe.pesi_per_anno(scheda, indicatori) if piao else None
    return {
        "piano": scheda.piano,
        "scheda": scheda,
        "anni": anni,
        "anni_peso": list(pesi or ()),
        "righe": righe.righe_indicatori(indicatori, anni, pesi, rimodulati_del_piano(scheda.piano_id)),
        "con_responsabili": any(indicatore.responsabili_testo for indicatore in indicatori),
        "con_note": any(indicatore.note for indicatore in indicatori),
    }


class Letture(Elenco, VistaEnte):
    tabella = LetturaTable
    filtro = LetturaFilterSet
    pagina = "indicatori/letture.html"

    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        voce = piano_o_404(self.ente, piano)
        letture = righe.letture_del_piano(voce)
        contesto = {
            "piano": voce,
            "da_confermare": letture.filter(confermata_il=None).count(),
            "certe": letture.filter(confermata_il=None, avvisi=[]).count(),
            "puo_confermare": permissions.puo_confermare(request.user, voce),
        }
        return self.mostra_elenco(request, letture, **contesto)


class ConfermaCerte(VistaEnte):
    """GET is the preview: what would be confirmed, what would not and why."""

    ruoli_ammessi = permissions.CHI_CONFERMA

    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        voce = piano_o_404(self.ente, piano)
        contesto = {"piano": voce, "anteprima": anteprima_conferme(righe.letture_del_piano(voce))}
        return render(request, "indicatori/conferma_certe.html", contesto)

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        voce, adesso = piano_o_404(self.ente, piano), timezone.now()
        quante = conferma_letture_senza_avvisi(piano=voce, utente=request.user, adesso=adesso)
        offri(
            request,
            f"Letture confermate: {quante}. Restano quelle con un avviso.",
            indirizzo=reverse("annulla_conferma", kwargs={"ente": self.ente.codice}),
            torna=reverse("letture", kwargs={"ente": self.ente.codice, "piano": voce.codice}),
            ente=self.ente.pk,
            piano=voce.codice,
            il=adesso.isoformat(),
            quante=quante,
        )
        return redirect("letture", ente=self.ente.codice, piano=voce.codice)


class AnnullaConferma(VistaAnnulla):
    ruoli_ammessi = permissions.CHI_CONFERMA

    def annulla(self, dati: dict[str, Any]) -> str:
        quante = annulla_conferma(
            piano=piano_o_404(self.ente, dati["piano"]),
            confermate_il=datetime.fromisoformat(dati["il"]),
            quante=dati["quante"],
            utente=self.request.user,
        )
        return f"Conferma annullata: {quante} letture sono di nuovo proposte."


class Lettura(VistaEnte):
    """One reading: the target, what was understood, and the form that confirms it or says it better."""

    def get(self, request: HttpRequest, ente: str, piano: str, previsione: int) -> HttpResponse:
        voce = self._previsione(piano, previsione)
        form = LetturaForm(initial={"righe": righe_proposte(voce), "verso": voce.indicatore.verso})
        return self._pagina(voce, form, partenze_proposte(voce))

    def post(self, request: HttpRequest, ente: str, piano: str, previsione: int) -> HttpResponse:
        voce = self._previsione(piano, previsione)
        permissions.controlla_puo_confermare(request.user, voce.indicatore.scheda.piano)
        form = LetturaForm(request.POST)
        if not form.is_valid():
            return self._pagina(voce, form, form.partenze)
        scritti = {**form.cleaned_data, "partenze": form.partenze}
        try:
            conferma_lettura(previsione=voce, utente=request.user, adesso=timezone.now(), **scritti)
        except DatiNonValidi as non_validi:
            form.add_error(None, "La lettura non è stata salvata.")
            for campo, frasi in non_validi.errori.items():
                form.add_error(campo or None, frasi)
            return self._pagina(voce, form, form.partenze)
        messages.success(request, f"Lettura confermata: {voce.indicatore.codice}, {voce.anno}.")
        prossima = righe.prossima_da_confermare(voce, self._tra(voce))
        if prossima is None:
            return redirect(reverse("letture", kwargs={"ente": self.ente.codice, "piano": piano}) + self._filtri)
        return redirect(self._indirizzo(prossima.pk))

    @property
    def _filtri(self) -> str:
        return filtri_in(self.request.GET, CHIAVI)

    def _indirizzo(self, chiave: int) -> str:
        dove = {"ente": self.ente.codice, "piano": self.kwargs["piano"], "previsione": chiave}
        return reverse("lettura", kwargs=dove) + self._filtri

    def _tra(self, previsione: Previsione) -> set[int] | None:
        """The readings that the filters of the list keep; None without filters."""
        if not self._filtri:
            return None
        letture = righe.letture_del_piano(previsione.indicatore.scheda.piano)
        return set(LetturaFilterSet(self.request.GET, queryset=letture).qs.values_list("pk", flat=True))

    def _vicini(self, previsione: Previsione) -> Vicini:
        nomi = {
            pk: f"{codice}, {anno}"
            for pk, codice, anno in righe.letture_del_piano(previsione.indicatore.scheda.piano).values_list(
                "pk", "indicatore__codice", "anno"
            )
        }

        def vicino(chiave: int) -> Vicino:
            return Vicino(self._indirizzo(chiave), nomi[chiave])

        return vicini_in(list(nomi), previsione.pk, vicino, tra=self._tra(previsione))

    def _previsione(self, piano: str, chiave: int) -> Previsione:
        voce = righe.letture_del_piano(piano_o_404(self.ente, piano)).filter(pk=chiave).first()
        if voce is None:
            raise Http404("Questo target non esiste nel piano.")
        return voce

    def _pagina(self, previsione: Previsione, form: LetturaForm, partenze: Partenze) -> HttpResponse:
        contesto = {
            "piano": previsione.indicatore.scheda.piano,
            "scheda": previsione.indicatore.scheda,
            "previsione": previsione,
            "cella": righe.cella_previsione(previsione),
            "form": form,
            "righe": leggi_righe(previsione, form["righe"].value() or "", partenze),
            "puo_confermare": permissions.puo_confermare(self.request.user, previsione.indicatore.scheda.piano),
            "motivo": permissions.motivo_per_non_correggere(self.request.user, previsione),
            "vicini": self._vicini(previsione),
            "filtri": self._filtri,
        }
        return render(self.request, "indicatori/lettura.html", contesto)


class AnteprimaLettura(Lettura):
    """The chips of what a person is writing, while the person writes; writes nothing."""

    def get(self, request: HttpRequest, ente: str, piano: str, previsione: int) -> HttpResponse:
        return redirect("lettura", ente=ente, piano=piano, previsione=self._previsione(piano, previsione).pk)

    def post(self, request: HttpRequest, ente: str, piano: str, previsione: int) -> HttpResponse:
        voce = self._previsione(piano, previsione)
        lette = leggi_righe(voce, request.POST.get("righe", "")[:5000], LetturaForm(request.POST).partenze)
        contesto = {
            "previsione": voce,
            "righe": lette,
            "motivo": permissions.motivo_per_non_correggere(request.user, voce),
        }
        return render(request, "indicatori/_gettoni.html", contesto)
