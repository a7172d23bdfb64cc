"""The Nucleo reads one result, down to the arithmetic and the proof, and says its opinion."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from pianoperf.web.vicini import Vicini, Vicino, filtri_in
from rendicontazione import permissions
from rendicontazione.annullamenti.offerte import offri_annulla_giudizi
from rendicontazione.enums import StatoRisultato
from rendicontazione.filters import CHIAVI
from rendicontazione.forms.giudizio import GiudizioForm
from rendicontazione.nucleo.filters import EsamiFilterSet
from rendicontazione.nucleo.percorso import Percorso, percorso
from rendicontazione.nucleo.riscontri import Riscontro, riscontro
from rendicontazione.nucleo.selectors import in_ordine_di_piano
from rendicontazione.nucleo.views.discussione import contesto_del_colloquio
from rendicontazione.selectors.esaminato import esaminato
from rendicontazione.selectors.misure import misure_di
from rendicontazione.selectors.valutazione import valutazione
from rendicontazione.services.risultati import giudica_risultato
from rendicontazione.views.basi import VistaRisultato, controlla_vede_il_quadro

# what the lists that lead here add to the address: those of the results, and the figure of the checklist
DAGLI_ELENCHI = (*CHIAVI, "riscontro")


class EsameView(VistaRisultato):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        return self._pagina(GiudizioForm())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        form = GiudizioForm(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            giudizio = giudica_risultato(
                risultato=self.risultato, utente=request.user, adesso=timezone.now(), **form.cleaned_data
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        except AzioneNegata as negata:
            return self._pagina(form, stato=409, frase_rifiuto=str(negata))
        codice = self.risultato.previsione.indicatore.codice
        frase = f"Giudizio registrato per {codice}: {giudizio.get_esito_display().lower()}."
        offri_annulla_giudizi(request, self.ente, frase, [giudizio], torna=request.path)
        return redirect(self._seguente())

    def _seguente(self) -> str:
        """The next result that awaits inside the filters, else an earlier one, else the list or the dashboard."""
        filtri = filtri_in(self.request.GET, DAGLI_ELENCHI)
        via = percorso(self.risultato, tra=self._tra(solo_in_attesa=True))
        if altro := via.dopo or via.prima:
            return reverse("esame", kwargs={"ente": self.ente.codice, "risultato": altro}) + filtri
        anno = self.risultato.rendicontazione
        dove = {"ente": self.ente.codice, "piano": anno.piano.codice, "anno": anno.anno}
        if chiave := self.request.GET.get("riscontro"):
            return (
                reverse("nucleo_verifica", kwargs=dove)
                if self._riscontro is None
                else reverse("nucleo_riscontro", kwargs={**dove, "chiave": chiave})
            )
        return reverse("nucleo_esami", kwargs=dove) + filtri if filtri else reverse("quadro", kwargs=dove)

    @property
    def _riscontro(self) -> Riscontro | None:
        """The figure of the checklist one comes from."""
        chiave = self.request.GET.get("riscontro", "")
        return riscontro(valutazione(self.risultato.rendicontazione), chiave) if chiave else None

    def _tra(self, *, solo_in_attesa: bool = False) -> set[int] | None:
        """The results that the filters of the list keep; None without filters."""
        if not filtri_in(self.request.GET, DAGLI_ELENCHI):
            return None
        anno = self.risultato.rendicontazione
        if trovato := self._riscontro:
            attese = {StatoRisultato.TRASMESSO} if solo_in_attesa else set(StatoRisultato)
            return {voce.risultato.pk for voce in trovato.voci if voce.risultato.stato in attese}
        trovati = EsamiFilterSet(self.request.GET, in_ordine_di_piano(anno), rendicontazione=anno).qs
        if solo_in_attesa:
            trovati = trovati.filter(stato=StatoRisultato.TRASMESSO)
        return set(trovati.values_list("pk", flat=True))

    def _vicini(self, via: Percorso, filtri: str) -> Vicini:
        tutti = "tutti" in self.request.GET
        quali = "" if tutti or filtri else " in attesa"
        coda = filtri or ("?tutti" if tutti else "")

        def vicino(pk: int | None, nome: str) -> Vicino | None:
            if pk is None:
                return None
            return Vicino(reverse("esame", kwargs={"ente": self.ente.codice, "risultato": pk}) + coda, nome + quali)

        prima, dopo = vicino(via.prima, "Precedente"), vicino(via.dopo, "Successivo")
        return Vicini(prima, dopo, via.posto, via.totale, filtrati=bool(filtri))

    def _pagina(self, form: GiudizioForm, *, stato: int = 200, frase_rifiuto: str = "") -> HttpResponse:
        risultato = self.risultato
        rendicontazione = risultato.rendicontazione
        esame = esaminato(risultato)
        utente = self.request.user
        via = percorso(risultato, tutti="tutti" in self.request.GET, tra=self._tra())
        contesto = {
            "risultato": risultato,
            "rendicontazione": rendicontazione,
            "form": form,
            "frase_rifiuto": frase_rifiuto,
            "motivo": permissions.motivo_divieto(permissions.controlla_puo_giudicare, utente, risultato),
            "misure": misure_di(risultato),
            "grado_calcolato": esame.calcolato,
            "grado_che_conta": esame.che_conta,
            "modifica": esame.modifica,
            "percorso": via,
            "vicini": self._vicini(via, filtri_in(self.request.GET, DAGLI_ELENCHI)),
            **contesto_del_colloquio(self),
        }
        return render(self.request, "rendicontazione/esame.html", contesto, status=stato)
