"""Changing the calendar: the interim window, more time for a person, the body's dates, the reason of a delay."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.models import Persona
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.calendario import permissions, selectors, services
from rendicontazione.calendario.forms import ConErrori, IntermedioForm, MotivoForm, ProrogaPersonaForm, ScadenzaForm
from rendicontazione.calendario.legge import Adempimento
from rendicontazione.calendario.views.calendario import VistaCalendario
from rendicontazione.enums import Periodo
from rendicontazione.models import Proroga, Rendicontazione, Scadenza
from rendicontazione.selectors.pagine import rendicontazione_dell_anno
from rendicontazione.views.basi import o_404


class ModificaView(VistaCalendario):
    """GET asks, POST writes; what is refused comes back with its sentences, status 422."""

    titolo = ""
    azione = "Salva"

    def controlla(self) -> None:
        permissions.controlla_puo_gestire(self.request.user, self.ente)

    def form(self, dati: Any = None) -> ConErrori:
        raise NotImplementedError

    def scrivi(self, form: Any) -> str:
        """Do it, and say what was done."""
        raise NotImplementedError

    @property
    def testo(self) -> str:
        return ""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        return self._pagina(self.form())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        form = self.form(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            fatto = self.scrivi(form)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, fatto)
        return redirect(self.ritorno)

    @property
    def ritorno(self) -> str:
        return reverse("calendario_anno", kwargs={"ente": self.ente.codice, "anno": self.anno})

    def _pagina(self, form: ConErrori, *, stato: int = 200) -> HttpResponse:
        contesto = {
            "titolo": self.titolo,
            "testo": self.testo,
            "azione": self.azione,
            "ritorno": self.ritorno,
            "form": form,
        }
        return render(self.request, "web/conferma.html", contesto, status=stato)


class ModificaAnnoView(ModificaView):
    """A change of the year of one plan."""

    @cached_property
    def rendicontazione(self) -> Rendicontazione:
        return o_404(rendicontazione_dell_anno(self.ente, self.kwargs["piano"], self.anno))


class IntermedioView(ModificaAnnoView):
    titolo = "Monitoraggio intermedio"
    azione = "Fissa la finestra"

    def controlla(self) -> None:
        permissions.controlla_puo_fissare(self.request.user, self.rendicontazione)

    @property
    def testo(self) -> str:
        return (
            f"{self.rendicontazione}. Nasce un risultato intermedio vuoto per ogni target dell'anno: "
            "resta separato dal consuntivo e non entra nei gradi."
        )

    def form(self, dati: Any = None) -> IntermedioForm:
        dal, al = self.rendicontazione.intermedio_dal, self.rendicontazione.intermedio_al
        iniziali = {"dal": timezone.localdate(dal), "al": timezone.localdate(al)} if dal and al else {}
        return IntermedioForm(dati, initial=iniziali)

    def scrivi(self, form: IntermedioForm) -> str:
        services.fissa_intermedio(rendicontazione=self.rendicontazione, utente=self.request.user, **form.dati)
        dal, al = form.cleaned_data["dal"], form.cleaned_data["al"]
        return f"Monitoraggio intermedio dal {dal:%d/%m/%Y} al {al:%d/%m/%Y}: chi deve inserire riceve un messaggio."


class ConcediView(ModificaAnnoView):
    titolo = "Concedi una proroga"
    azione = "Concedi la proroga"

    def controlla(self) -> None:
        permissions.controlla_puo_concedere(self.request.user, self.rendicontazione)

    @property
    def testo(self) -> str:
        return f"{self.rendicontazione}. Solo questa persona, o chi la sostituisce, può inserire dopo la chiusura."

    def form(self, dati: Any = None) -> ProrogaPersonaForm:
        persone = Persona.objects.filter(
            responsabilita__indicatore__previsioni__risultati__rendicontazione=self.rendicontazione
        ).distinct()
        periodi = [Periodo.FINALE.value]
        if self.rendicontazione.intermedio_al is not None:
            periodi.append(Periodo.INTERMEDIO.value)
        iniziali = {nome: self.request.GET[nome] for nome in ("persona", "periodo") if nome in self.request.GET}
        return ProrogaPersonaForm(persone, periodi, dati, initial={"periodo": Periodo.FINALE, **iniziali})

    def scrivi(self, form: ProrogaPersonaForm) -> str:
        proroga = services.concedi_proroga(
            rendicontazione=self.rendicontazione, utente=self.request.user, adesso=timezone.now(), **form.dati
        )
        return f"{proroga.persona} può inserire fino al {form.cleaned_data['fino_al']:%d/%m/%Y}."


class TerminaView(VistaEnte):
    """End an extension now; the button asks nothing, since another one can be given."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, proroga: int, **_: object) -> HttpResponse:
        permissions.controlla_puo_gestire(request.user, self.ente)
        trovata: Proroga = o_404(selectors.proroga_di(self.ente, proroga))
        services.termina_proroga(proroga=trovata, utente=request.user, adesso=timezone.now())
        messages.success(request, f"La proroga di {trovata.persona} è finita adesso.")
        return redirect("calendario_anno", ente=self.ente.codice, anno=trovata.rendicontazione.anno)


class NuovaScadenzaView(ModificaView):
    titolo = "Nuova scadenza"
    azione = "Aggiungi al calendario"

    @property
    def testo(self) -> str:
        return f"Una data dell'ente per il ciclo del {self.anno}: il bilancio, una seduta, un termine del SMVP."

    def form(self, dati: Any = None) -> ScadenzaForm:
        return ScadenzaForm(dati)

    def scrivi(self, form: ScadenzaForm) -> str:
        services.scrivi_scadenza(ente=self.ente, anno=self.anno, utente=self.request.user, **form.dati)
        return "Scadenza aggiunta al calendario."


class ModificaScadenzaView(ModificaView):
    """A change of one date of the body's own."""

    @cached_property
    def scadenza(self) -> Scadenza:
        return o_404(selectors.scadenza_di(self.ente, self.kwargs["scadenza"]))

    @cached_property
    def anno(self) -> int:
        return self.scadenza.anno


class ScadenzaView(ModificaScadenzaView):
    titolo = "Modifica la scadenza"

    def form(self, dati: Any = None) -> ScadenzaForm:
        return ScadenzaForm.di(self.scadenza, dati)

    def scrivi(self, form: ScadenzaForm) -> str:
        services.scrivi_scadenza(
            ente=self.ente, anno=self.anno, scadenza=self.scadenza, utente=self.request.user, **form.dati
        )
        return "Scadenza modificata."


class TogliScadenzaView(ModificaScadenzaView):
    titolo = "Togli la scadenza"
    azione = "Togli dal calendario"

    @property
    def testo(self) -> str:
        return f"{self.scadenza}: non comparirà più nel calendario. Nel registro delle modifiche resta scritta."

    def form(self, dati: Any = None) -> ConErrori:
        return ConErrori(dati)

    def scrivi(self, form: ConErrori) -> str:
        services.togli_scadenza(scadenza=self.scadenza, utente=self.request.user)
        return "Scadenza tolta dal calendario."


class MotivoView(ModificaView):
    titolo = "Motivo del ritardo"

    @cached_property
    def adempimento(self) -> Adempimento:
        return Adempimento(o_404(next((v for v in Adempimento.values if v == self.kwargs["adempimento"]), None)))

    @property
    def testo(self) -> str:
        return f"{self.adempimento.label} {self.anno}. Il ritardo si motiva per legge (D.Lgs. 150/2009, art. 10, c. 5)."

    def form(self, dati: Any = None) -> MotivoForm:
        scritto = selectors.motivi_dei_ritardi(self.ente, self.anno)[self.adempimento.value]
        return MotivoForm(dati, initial={"motivo": scritto})

    def scrivi(self, form: MotivoForm) -> str:
        termini = selectors.termini_di(self.ente, self.anno)
        if self.adempimento not in termini:
            raise DatiNonValidi({"": [f"{self.adempimento.label}: non è dovuto nel {self.anno}."]})
        services.scrivi_motivo_ritardo(
            ente=self.ente,
            anno=self.anno,
            adempimento=self.adempimento,
            entro=termini[self.adempimento][0].data,
            motivo=form.cleaned_data["motivo"],
            utente=self.request.user,
        )
        return "Motivo del ritardo salvato."
