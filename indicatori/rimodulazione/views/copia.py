"""The copy in the browser: a scheda of it, and the forms of its head, its azioni and its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BoundField, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from indicatori.letture import RigaLetta
from indicatori.motore.controlli.ribasso import ribassato
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.grammatica import interpreta
from indicatori.rimodulazione import copia, permissions, services
from indicatori.rimodulazione.cambiamenti import cambiamenti_tra
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.forms import AzioneForm, IndicatoreForm, SchedaForm
from indicatori.rimodulazione.fronte import indicatore_in
from indicatori.rimodulazione.policies import anni_bloccati
from indicatori.rimodulazione.views.basi import VistaProposta, modifica_vista
from obiettivi.permissions import motivo_del_rifiuto
from pianoperf.web.rifiuti import DatiNonValidi, ModificaConcorrente, Rifiuto
from pianoperf.web.vicini import Vicini, Vicino, vicini_in

TESTO_MASSIMO = 5000


@dataclass(frozen=True, slots=True)
class Conflitto:
    """A field that somebody else saved meanwhile with another value."""

    etichetta: str
    loro: str
    tuo: str


class VistaCopia(VistaProposta):
    """Sets `self.dati`, the copy, and `self.scheda`, the one in the URL. A scheda that is not there answers 404."""

    dati: PianoDati
    scheda: SchedaDati

    def carica_scheda(self, piano: str, pk: int, scheda: str) -> None:
        self.dati = da_json(self.carica_proposta(piano, pk).dati)
        try:
            self.scheda = copia.scheda_di(self.dati, scheda)
        except DatiNonValidi as assente:
            raise Http404(str(assente)) from assente


class SchedaProposta(VistaCopia):
    def get(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int, scheda: str) -> HttpResponse:
        self.carica_scheda(piano, rimodulazione, scheda)
        base = da_json(self.rimodulazione.base.dati)
        sue = [voce for voce in cambiamenti_tra(base, self.dati) if voce.scheda == scheda]
        anni = sorted({*self.dati.triennio, *(a for voce in self.scheda.indicatori for a in voce.previsioni)})
        cambiate = {f"{voce.genere} {voce.chiave}" for voce in sue}
        return self.mostra(
            "scheda",
            scheda=self.scheda,
            anni=anni,
            azioni=[(voce, f"azione {voce.numero}" in cambiate) for voce in self.scheda.azioni],
            indicatori=[
                (
                    voce,
                    f"indicatore {voce.codice}" in cambiate,
                    [(anno, voce.previsioni.get(anno, "")) for anno in anni],
                )
                for voce in self.scheda.indicatori
            ],
            testata_cambiata=f"scheda {scheda}" in cambiate,
            quanti=len(sue),
            vicini=self._vicini(),
            motivo=motivo_del_rifiuto(permissions.controlla_puo_modificare, request.user, self.rimodulazione),
        )

    def _vicini(self) -> Vicini:
        titoli = {voce.codice: voce.titolo for voce in self.dati.schede}
        dove = {"ente": self.ente.codice, "piano": self.piano.codice, "rimodulazione": self.rimodulazione.pk}

        def vicino(codice: str) -> Vicino:
            return Vicino(reverse("rimodulazione_scheda", kwargs={**dove, "scheda": codice}), codice, titoli[codice])

        return vicini_in(list(titoli), self.scheda.codice, vicino)


class Modulo(VistaCopia):
    """Base of the forms of the copy: the second of two savers sees both values, and chooses."""

    pagina = "modulo"

    def form(self, dati: Any) -> Any:
        raise NotImplementedError

    def titolo(self) -> str:
        raise NotImplementedError

    def cambia(self, dati: PianoDati, campi: dict[str, Any]) -> None:
        raise NotImplementedError

    def get(self, request: HttpRequest, ente: str, **dove: Any) -> HttpResponse:
        self.carica_modulo(**dove)
        return self._pagina(self.form(None))

    def post(self, request: HttpRequest, ente: str, **dove: Any) -> HttpResponse:
        self.carica_modulo(**dove)
        form = self.form(request.POST)
        if not form.is_valid():
            return self._pagina(form)
        try:
            services.modifica_rimodulazione(
                rimodulazione=self.rimodulazione,
                modifica=modifica_vista(request),
                utente=request.user,
                cambia=lambda dati: self.cambia(dati, form.campi()),
            )
        except ModificaConcorrente as altro:
            messages.warning(request, str(altro))
            return self._pagina(form, conflitti=_conflitti(form, self.form(None)), status=409)
        except DatiNonValidi as non_validi:
            for campo, frasi in non_validi.errori.items():
                form.add_error(campo if campo in form.fields else None, frasi)
            return self._pagina(form)
        messages.success(request, "Salvato nella proposta. Scrivi il motivo nella pagina della rimodulazione.")
        return self.fatto()

    def carica_modulo(self, **dove: Any) -> None:
        self.chiave = dove.get("numero") or dove.get("codice") or ""
        self.carica_scheda(dove["piano"], dove["rimodulazione"], dove["scheda"])
        permissions.controlla_puo_modificare(self.request.user, self.rimodulazione)

    def _pagina(self, form: Form, *, conflitti: list[Conflitto] | None = None, status: int = 200) -> HttpResponse:
        contesto = {"form": form, "titolo": self.titolo(), "conflitti": conflitti or []}
        return self.mostra(self.pagina, status=status, **contesto, **self.di_che(), **self.altro(form))

    def di_che(self) -> dict[str, Any]:
        """What the page says that the form belongs to."""
        return {"scheda": self.scheda}

    def fatto(self) -> HttpResponse:
        """Where one goes once it is saved."""
        return self.torna("rimodulazione_scheda", scheda=self.scheda.codice)

    def altro(self, form: Form) -> dict[str, Any]:
        return {}


class ModuloTestata(Modulo):
    def form(self, dati: Any) -> SchedaForm:
        return SchedaForm(dati, scheda=self.scheda, piano=self.dati)

    def titolo(self) -> str:
        return f"Testata della scheda {self.scheda.codice}"

    def cambia(self, dati: PianoDati, campi: dict[str, Any]) -> None:
        copia.scrivi_scheda(dati, self.scheda.codice, campi)


class ModuloAzione(Modulo):
    def form(self, dati: Any) -> AzioneForm:
        azione = next((voce for voce in self.scheda.azioni if voce.numero == self.chiave), None)
        if self.chiave and azione is None:
            raise Http404("Questa azione non c'è nella proposta.")
        return AzioneForm(dati, azione=azione, piano=self.dati)

    def titolo(self) -> str:
        return f"Azione {self.chiave}" if self.chiave else "Azione in più"

    def cambia(self, dati: PianoDati, campi: dict[str, Any]) -> None:
        copia.scrivi_azione(dati, self.scheda.codice, self.chiave, campi)


class ModuloIndicatore(Modulo):
    pagina = "indicatore"

    def form(self, dati: Any) -> IndicatoreForm:
        indicatore = next((voce for voce in self.scheda.indicatori if voce.codice == self.chiave), None)
        if self.chiave and indicatore is None:
            raise Http404("Questo indicatore non c'è nella proposta.")
        return IndicatoreForm(
            dati,
            indicatore=indicatore,
            scheda=self.scheda,
            piano=self.dati,
            bloccati=anni_bloccati(self.piano),
        )

    def titolo(self) -> str:
        return f"Indicatore {self.chiave}" if self.chiave else "Indicatore in più"

    def cambia(self, dati: PianoDati, campi: dict[str, Any]) -> None:
        copia.scrivi_indicatore(dati, self.scheda.codice, self.chiave, campi)

    def altro(self, form: Any) -> dict[str, Any]:
        prima = self._in_vigore()
        return {
            "target": [
                (anno, campo, leggi_target(prima, anno, campo.value() or "", prima.termine if prima else None))
                for anno, campo in form.target
            ],
            "chiave": self.chiave,
        }

    def _in_vigore(self) -> IndicatoreDati | None:
        return indicatore_in(da_json(self.rimodulazione.base.dati), self.scheda.codice, self.chiave)


class AnteprimaTarget(VistaCopia):
    """How the engine reads the target that a person is writing; writes nothing."""

    http_method_names = ["post"]

    def post(
        self, request: HttpRequest, ente: str, piano: str, rimodulazione: int, scheda: str, anno: int
    ) -> HttpResponse:
        self.carica_scheda(piano, rimodulazione, scheda)
        if not 2000 <= anno <= 2100:
            raise Http404("Questo anno non è del piano.")
        codice = request.POST.get("indicatore", "")
        prima = indicatore_in(da_json(self.rimodulazione.base.dati), scheda, codice)
        testo = request.POST.get(f"previsione_{anno}", "")[:TESTO_MASSIMO]
        lettura = leggi_target(prima, anno, testo, _giorno(request.POST.get("termine", "")))
        return render(request, "indicatori/rimodulazione/_lettura.html", {"lettura": lettura})


class Togli(VistaCopia):
    """Take an azione or an indicator out of the copy."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int, scheda: str) -> HttpResponse:
        self.carica_scheda(piano, rimodulazione, scheda)
        genere, _, chiave = request.POST.get("che_cosa", "").partition(" ")
        if genere not in ("azione", "indicatore"):
            raise Http404("Dalla proposta si tolgono azioni e indicatori.")
        try:
            services.modifica_rimodulazione(
                rimodulazione=self.rimodulazione,
                modifica=modifica_vista(request),
                utente=request.user,
                cambia=lambda dati: copia.togli(dati, genere, scheda, chiave),
            )
        except Rifiuto as rifiuto:
            self.rifiuta(rifiuto)
        else:
            messages.success(request, f"Tolto dalla proposta: {genere} {chiave}.")
        return self.torna("rimodulazione_scheda", scheda=scheda)


@dataclass(frozen=True, slots=True)
class LetturaTarget:
    """The reading of a target being written, and how it compares with the target in force ("" when there is none)."""

    righe: list[RigaLetta]
    in_vigore: str
    ribassato: bool


def leggi_target(prima: IndicatoreDati | None, anno: int, testo: str, termine: date | None) -> LetturaTarget:
    letta = interpreta(testo, anno, termine) if testo.strip() else None
    righe = [RigaLetta(testo, (condizione,)) for condizione in letta.condizioni] if letta else []
    in_vigore = prima.previsioni.get(anno, "") if prima else ""
    meno = False
    if prima and in_vigore and testo.strip() and testo.strip() != in_vigore:
        nuovo = IndicatoreDati(prima.codice, prima.descrizione, termine=termine, previsioni={anno: testo})
        meno = bool(ribassato(prima, nuovo, anno))
    return LetturaTarget(righe, in_vigore, meno)


def _giorno(testo: str) -> date | None:
    try:
        return date.fromisoformat(testo)
    except ValueError:
        return None


def _conflitti(mio: Form, loro: Form) -> list[Conflitto]:
    """The fields where the stored value is not what this person was saving."""
    voci = [(campo, loro[campo.name]) for campo in mio if campo.name in loro.fields]
    testi = [(campo, _in_parole(altro, altro.initial), _in_parole(campo, campo.value())) for campo, altro in voci]
    return [Conflitto(str(campo.label), sua, mia) for campo, sua, mia in testi if sua != mia]


def _in_parole(campo: BoundField, valore: Any) -> str:
    if isinstance(valore, bool) or valore == "on":
        return "sì" if valore else ""
    if isinstance(valore, (list, tuple)):
        return ", ".join(map(str, valore))
    pulito = campo.field.prepare_value(valore)
    return "" if pulito is None else str(campo.field.widget.format_value(pulito) or "")
