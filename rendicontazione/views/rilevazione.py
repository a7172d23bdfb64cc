"""Entering one result: save a draft, send it, the trial grade, the conflict between two people."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from pianoperf.web.vicini import Vicini, Vicino, filtri_in, vicini_in
from rendicontazione import permissions
from rendicontazione.annullamenti.offerte import offri_annulla_invii
from rendicontazione.calcolo import grado_dei_valori
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.filters import (
    CHIAVI,
    COMPLETAMENTO,
    DAL_COMPLETAMENTO,
    CompletamentoFilterSet,
    RilevazioniFilterSet,
)
from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.forms.scelte import con_le_scelte, salvati_nei_campi
from rendicontazione.models import Risultato
from rendicontazione.selectors.anno_prima import anno_prima
from rendicontazione.selectors.catena import catena_di, ribassato_dopo
from rendicontazione.selectors.completamento import completamento, tempo_scaduto
from rendicontazione.selectors.confronto import confronto
from rendicontazione.selectors.elenchi import rilevazioni_di
from rendicontazione.selectors.intermedio import intermedio_di
from rendicontazione.selectors.misure import misure_dei_valori, misure_di
from rendicontazione.services.risultati import (
    gia_salvato,
    grado_in_prova,
    invia_risultato,
    mancanze_per_inviare,
    salva_bozza,
)
from rendicontazione.views.basi import VistaRisultato
from rendicontazione.views.rilevazione_prove import ConProve


class RilevazioneView(ConProve, VistaRisultato):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(RisultatoForm(self.risultato))

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = RisultatoForm(self.risultato, con_le_scelte(self.risultato, request.POST), request.FILES)
        try:
            if self.chiede_una_prova:
                self.cambia_prova()
                return self._pagina(form)
            allegati = [self.allega(form), self.collega(form)]
            if not form.is_valid() or not all(allegati):
                return self._pagina(form, stato=422)
            if self._gia_inviato(form):
                return self._torna()
            salvato = self._salva(form)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        except (ModificaConcorrente, AzioneNegata) as rifiuto:
            return self._pagina_del_rifiuto(form, str(rifiuto))
        return self._salvato(salvato, invia="invia" in request.POST)

    def _gia_inviato(self, form: RisultatoForm) -> bool:
        """The second click on «Invia»: the first one did everything, so there is nothing to refuse."""
        if "invia" not in self.request.POST:
            return False
        mio = (self.risultato.stato, self.risultato.inviato_da) == (StatoRisultato.TRASMESSO, self.request.user)
        return mio and gia_salvato(self.risultato, **form.contenuto)

    def _salva(self, form: RisultatoForm) -> Risultato:
        return salva_bozza(risultato=self.risultato, utente=self.request.user, adesso=timezone.now(), **form.dati)

    def _salvato(self, risultato: Risultato, *, invia: bool) -> HttpResponse:
        if not invia:
            messages.success(self.request, "Bozza salvata.")
            return self._torna()
        try:
            inviato = invia_risultato(risultato=risultato, utente=self.request.user, adesso=timezone.now())
        except AzioneNegata as negata:
            messages.warning(self.request, f"La bozza è salvata. {negata}")
        else:
            intermedio = risultato.periodo == Periodo.INTERMEDIO
            frase = "Monitoraggio inviato." if intermedio else "Risultato inviato al Nucleo."
            offri_annulla_invii(self.request, self.ente, frase, [inviato], torna=self.request.path)
        return self._torna()

    def _torna(self) -> HttpResponse:
        argomenti = {"ente": self.ente.codice, "risultato": self.kwargs["risultato"]}
        return redirect(reverse("rilevazione", kwargs=argomenti) + self._filtri)

    def _pagina_del_rifiuto(self, form: RisultatoForm, frase: str) -> HttpResponse:
        """Nothing was written: the stored values beside the typed ones, and a form on the newer version."""
        self.risultato, versione = self.leggi_risultato(), form.versione_di_partenza
        form.su_versione(self.risultato.versione)
        contesto = {
            "frase_rifiuto": frase,
            "confronto": confronto(self.risultato, form.scritti, form.testi, dalla_versione=versione),
            "salvati": {campo: json.dumps(valori) for campo, valori in salvati_nei_campi(self.risultato).items()},
        }
        return self._pagina(form, stato=409, **contesto)

    def _pagina(self, form: RisultatoForm, *, stato: int = 200, **altro: Any) -> HttpResponse:
        risultato = self.leggi_risultato() if self.request.method == "POST" else self.risultato
        motivo = permissions.motivo_divieto(
            permissions.controlla_puo_compilare, self.request.user, risultato, timezone.now()
        )
        catena = catena_di(risultato.previsione.indicatore)
        contesto = {
            "risultato": risultato,
            "rendicontazione": risultato.rendicontazione,
            "form": form,
            "motivo": motivo,
            "rispedito": form.is_bound and form.cambiato,
            "misure": misure_di(risultato),
            "grado_prova": grado_in_prova(risultato),
            "mancanze": mancanze_per_inviare(risultato) if risultato.versione and not motivo else [],
            "anno_prima": anno_prima(risultato),
            "catena": catena,
            "ribassato": ribassato_dopo(catena, risultato.previsione),
            "intermedio": intermedio_di(risultato),
            "vicini": self._vicini(risultato),
            **altro,
        }
        return render(self.request, "rendicontazione/rilevazione.html", contesto, status=stato)

    def _vicini(self, risultato: Risultato) -> Vicini:
        """In the person's own list of the year and period, through the filters of the list one comes from."""
        elenco = rilevazioni_di(self.request.user, risultato.rendicontazione, risultato.periodo)
        tra = None
        if self._filtri:
            tra = set(self._filtro(risultato, elenco).qs.values_list("pk", flat=True))
        chiavi = list(elenco.values_list("pk", flat=True))
        qui = chiavi.index(risultato.pk) if risultato.pk in chiavi else -1

        def vicino(pk: int) -> Vicino:
            nome = "Indicatore successivo" if chiavi.index(pk) > qui else "Indicatore precedente"
            argomenti = {"ente": self.ente.codice, "risultato": pk}
            return Vicino(reverse("rilevazione", kwargs=argomenti) + self._filtri, nome)

        return vicini_in(chiavi, risultato.pk, vicino, tra=tra)

    def _filtro(self, risultato: Risultato, elenco: QuerySet[Risultato]) -> RilevazioniFilterSet:
        """The filters of the list one comes from: one's own results, or what is missing."""
        rendicontazione, dati = risultato.rendicontazione, self.request.GET
        if not self._dal_completamento:
            return RilevazioniFilterSet(dati, elenco, rendicontazione=rendicontazione)
        adesso, periodo = timezone.now(), risultato.periodo
        return CompletamentoFilterSet(
            dati,
            rendicontazione=rendicontazione,
            anno=completamento(rendicontazione, adesso, periodo),
            scaduto=tempo_scaduto(rendicontazione, adesso, periodo),
            periodo=periodo,
        )

    @property
    def _dal_completamento(self) -> bool:
        return self.request.GET.get("da") == COMPLETAMENTO

    @property
    def _filtri(self) -> str:
        return filtri_in(self.request.GET, DAL_COMPLETAMENTO if self._dal_completamento else CHIAVI)


class ProvaView(VistaRisultato):
    """The grade that the typed values would have: nothing is written."""

    def handle_no_permission(self) -> Any:
        """The login form has no place in a panel: the page itself says that the session is over."""
        return HttpResponse(status=204) if self.request.htmx else super().handle_no_permission()

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = RisultatoForm(self.risultato, request.POST)
        grado, misure = None, []
        if form.is_valid():
            profilo = self.risultato.rendicontazione.profilo.letto
            grado = grado_dei_valori(self.risultato, form.valori, profilo)
            misure = misure_dei_valori(self.risultato, form.valori)
        errori = [frase for frasi in form.errors.values() for frase in frasi]
        contesto = {"grado_prova": grado, "misure": misure, "in_scrittura": True, "errori": errori}
        return render(request, "rendicontazione/_prova.html", contesto)
