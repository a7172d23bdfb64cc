"""What the pages of the dashboard have in common: the valued year, its rows, the links between the parts."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicatori.templatetags.rimodulazioni import MEMORIA
from obiettivi.enums import StatoRimodulazione
from obiettivi.models import Rimodulazione
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.permissions import controlla_ruolo
from rendicontazione.models import Rendicontazione, Riapertura
from rendicontazione.permissions import COMPILANO_TUTTO
from rendicontazione.quadro.fatti import Gruppi, RigaQuadro, gruppi_di, righe_di, rimodulati_di
from rendicontazione.selectors.completamento import tempo_scaduto
from rendicontazione.selectors.elenchi import VEDONO_TUTTO, rendicontazioni_di
from rendicontazione.selectors.valutazione import Ricordo, Valutazione, valutata
from rendicontazione.views.basi import VistaAnno, o_404

# (URL name, its link), in the order in which they are read
PARTI = (
    ("quadro", "Sintesi"),
    ("quadro_schede", "Schede"),
    ("quadro_gruppi", "Gruppi"),
    ("quadro_tempi", "Tempi e mancanze"),
    ("quadro_confronti", "Confronti"),
    ("quadro_novita", "Novità"),
    ("quadro_indicatori", "Indicatori"),
)


class VistaQuadro(VistaAnno):
    """A part of the dashboard: `parte` is its URL name, `modello` its template."""

    parte: str
    modello: str
    con: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.adesso = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    def controlla(self) -> None:
        controlla_ruolo(self.request.user, self.ente, *VEDONO_TUTTO, per="vedere il quadro dell'anno")

    @cached_property
    def rendicontazione(self) -> Rendicontazione:
        """The year, with whether it was ever opened again and its plan changed: what is drawn asks for it."""
        anni = rendicontazioni_di(self.ente).filter(piano__codice=self.kwargs["piano"], anno=self.kwargs["anno"])
        riaperture = Riapertura.objects.filter(rendicontazione=OuterRef("pk"))
        rimodulazioni = Rimodulazione.objects.filter(piano=OuterRef("piano"), stato=StatoRimodulazione.APPROVATA)
        annotati = anni.annotate(anno_riaperto=Exists(riaperture), piano_rimodulato=Exists(rimodulazioni))
        trovata: Rendicontazione = o_404(annotati.select_related(*self.con).first())
        trovata.fu_riaperta = trovata.anno_riaperto
        return trovata

    @cached_property
    def ricordo(self) -> Ricordo:
        return valutata(self.rendicontazione)

    @property
    def valutazione(self) -> Valutazione:
        return self.ricordo.valutazione

    @cached_property
    def righe(self) -> tuple[RigaQuadro, ...]:
        return righe_di(self.ricordo, self.adesso, rimodulato=self.rendicontazione.piano_rimodulato)

    @cached_property
    def gruppi(self) -> Gruppi:
        return gruppi_di(self.ricordo)

    @cached_property
    def scaduto(self) -> bool:
        """From now on what was never sent is late: pieces that tell it are kept apart."""
        return tempo_scaduto(self.rendicontazione, self.adesso)

    @property
    def vede_le_riservate(self) -> bool:
        """Whether the person may know that a confidential proof exists; who sees the quadro and only reads may not."""
        return bool(self.ruoli & {*COMPILANO_TUTTO, Ruolo.NUCLEO})

    @property
    def dell_anno(self) -> dict[str, Any]:
        return {"ente": self.ente.codice, "piano": self.kwargs["piano"], "anno": self.kwargs["anno"]}

    @property
    def elenco(self) -> str:
        """The address of the rows of the year, to which filters are added."""
        return reverse("quadro_indicatori", kwargs=self.dell_anno)

    def disegna(self, modello: str, **contesto: Any) -> str:
        """A piece of a page that everybody reads alike, to be kept with the valued year."""
        comuni = {
            "rendicontazione": self.rendicontazione,
            "valutazione": self.valutazione,
            "elenco": self.elenco,
            "ente": self.ente,
        }
        # the tag that prints the target of before would ask for them again
        vars(self.request).setdefault(MEMORIA, {})[self.rendicontazione.piano_id] = rimodulati_di(
            self.ricordo, rimodulato=self.rendicontazione.piano_rimodulato
        )
        return render_to_string(f"rendicontazione/quadro/{modello}", {**comuni, **contesto}, request=self.request)

    def mostra(self, request: HttpRequest, **contesto: Any) -> HttpResponse:
        comuni = {
            "rendicontazione": self.rendicontazione,
            "parti": [(nome, reverse(nome, kwargs=self.dell_anno), titolo) for nome, titolo in PARTI],
            "parte": self.parte,
            "nome_parte": dict(PARTI).get(self.parte, ""),
            "elenco": self.elenco,
        }
        return render(request, f"rendicontazione/quadro/{self.modello}", {**comuni, **contesto})
