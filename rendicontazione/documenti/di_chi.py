"""The sheets of a struttura and of a responsabile: who has indicators in a plan, the form, the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from obiettivi.models import Piano
from obiettivi.selectors import piani_di
from pianoperf.organizzazione.models import Persona, Struttura
from pianoperf.organizzazione.selectors import persona_di
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto
from rendicontazione.documenti.avvisi import indirizzo_per
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import TipoDocumento

Soggetto = Struttura | Persona


def strutture_di(piano: Piano) -> list[Struttura]:
    """Those with indicators in the plan, and those above them, by name; two queries."""
    affidate = Struttura.objects.filter(attribuzioni__indicatore__scheda__piano=piano).values_list("pk", flat=True)
    tutte = {voce.pk: voce for voce in Struttura.objects.filter(ente=piano.ente_id)}
    trovate: set[int] = set()
    for pk in set(affidate):
        passo: int | None = pk
        while passo is not None and passo not in trovate:
            trovate.add(passo)
            passo = tutte[passo].genitore_id
    return [voce for pk, voce in tutte.items() if pk in trovate]


def persone_di(piano: Piano) -> list[tuple[Persona, int]]:
    """Those who answer for indicators of the plan, with how many, by surname; one query."""
    righe = Persona.objects.filter(ente=piano.ente_id, responsabilita__indicatore__scheda__piano=piano)
    return [(voce, voce.quanti) for voce in righe.annotate(quanti=Count("responsabilita")).order_by("cognome", "nome")]


class DiChiForm(forms.Form):
    """Whose sheet of this plan, and with which results: only what exists can be asked for."""

    di_chi = forms.ChoiceField(
        label="Struttura o responsabile",
        help_text="Ci sono i nomi che in questo piano hanno almeno un indicatore.",
        error_messages={
            "required": "Scegli di chi vuoi la scheda.",
            "invalid_choice": "Questa scheda non si può chiedere: scegli un nome dell'elenco.",
        },
    )
    anno = forms.ChoiceField(
        label="Contenuto",
        required=False,
        help_text="Il piano da solo, o con i risultati e i gradi di un anno.",
        error_messages={"invalid_choice": "Questo anno non ha risultati: scegline uno dell'elenco."},
    )
    con_email = forms.BooleanField(label="Avvisami per e-mail quando è pronto", required=False)

    def __init__(self, piano: Piano, data: Any = None, *, io: Persona | None = None, indirizzo: str = "") -> None:
        """`io` is the person of who asks, already chosen; without `indirizzo` there is nobody to write to."""
        super().__init__(data)
        strutture, persone = strutture_di(piano), persone_di(piano)
        self._soggetti: dict[str, Soggetto] = {f"struttura-{voce.pk}": voce for voce in strutture}
        self._soggetti |= {f"persona-{voce.pk}": voce for voce, _ in persone}
        chi: Any = self.fields["di_chi"]
        chi.choices = [("", "Scegli"), *_gruppi(strutture, persone)]
        chi.initial = f"persona-{io.pk}" if io and f"persona-{io.pk}" in self._soggetti else ""
        anni: Any = self.fields["anno"]
        anni.choices = [("", "Il piano, senza risultati"), *_anni(piano)]
        self.fields["con_email"].help_text = f"Scriviamo a {indirizzo}."
        if not indirizzo:
            del self.fields["con_email"]

    @property
    def vuoto(self) -> bool:
        """Nobody has indicators in this plan."""
        return not self._soggetti

    @property
    def soggetto(self) -> Soggetto:
        return self._soggetti[self.cleaned_data["di_chi"]]

    @property
    def anno_scelto(self) -> int | None:
        return int(self.cleaned_data["anno"]) if self.cleaned_data["anno"] else None


def _gruppi(strutture: list[Struttura], persone: list[tuple[Persona, int]]) -> list[tuple[str, list[tuple[str, str]]]]:
    gruppi = [
        ("Strutture", [(f"struttura-{voce.pk}", voce.nome) for voce in strutture]),
        ("Responsabili", [(f"persona-{voce.pk}", f"{voce} ({_indicatori(quanti)})") for voce, quanti in persone]),
    ]
    return [(nome, voci) for nome, voci in gruppi if voci]


def _indicatori(quanti: int) -> str:
    return "1 indicatore" if quanti == 1 else f"{quanti} indicatori"


def _anni(piano: Piano) -> list[tuple[str, str]]:
    anni = piano.rendicontazioni.order_by("-anno").values_list("anno", flat=True)
    return [(str(anno), f"Il piano con i risultati del {anno}") for anno in anni]


class DiChiView(VistaEnte):
    """`?piano=CODICE` chooses the plan, the newest one when it is not there; the form asks for one sheet of it."""

    pagina = "rendicontazione/documenti/di_chi.html"

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        piani = list(piani_di(self.ente))
        piano = self._scelto(piani, request.GET.get("piano", ""))
        return self._pagina(piani, piano, self._form(piano) if piano else None)

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        piani = list(piani_di(self.ente))
        piano = self._scelto(piani, request.POST.get("piano", ""))
        if piano is None:
            return self._pagina(piani, None, None)
        form = self._form(piano, request.POST)
        if not form.is_valid():
            return self._pagina(piani, piano, form, stato=422)
        utente: Any = request.user
        try:
            documento = chiedi_documento(
                piano=piano,
                tipo=_tipo(form.soggetto),
                anno=form.anno_scelto,
                soggetto=form.soggetto,
                utente=utente,
                adesso=timezone.now(),
                con_email=bool(form.cleaned_data.get("con_email")),
            )
        except AzioneNegata:
            raise
        except Rifiuto as no:
            form.add_error(None, str(no))
            return self._pagina(piani, piano, form, stato=422)
        messages.success(request, _messaggio(documento.nome, pronto=documento.lavoro.concluso))
        return redirect("documenti", ente=self.ente.codice)

    def _scelto(self, piani: list[Piano], codice: str) -> Piano | None:
        return next((voce for voce in piani if voce.codice == codice), piani[0] if piani else None)

    def _form(self, piano: Piano, dati: Any = None) -> DiChiForm:
        utente: Any = self.request.user
        return DiChiForm(piano, dati, io=persona_di(utente, self.ente), indirizzo=indirizzo_per(utente, self.ente))

    def _pagina(
        self, piani: list[Piano], piano: Piano | None, form: DiChiForm | None, *, stato: int = 200
    ) -> HttpResponse:
        return render(self.request, self.pagina, {"piani": piani, "piano": piano, "form": form}, status=stato)


def _tipo(soggetto: Soggetto) -> TipoDocumento:
    return TipoDocumento.STRUTTURA if isinstance(soggetto, Struttura) else TipoDocumento.RESPONSABILE


def _messaggio(nome: str, *, pronto: bool) -> str:
    if pronto:
        return f"«{nome}» era già pronto con gli stessi dati: puoi scaricarlo."
    return f"«{nome}» è in preparazione: segui l’avanzamento nell’elenco qui sotto."
