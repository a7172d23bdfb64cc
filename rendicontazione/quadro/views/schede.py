"""The schede of the year side by side, and one of them with its indicators."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from pianoperf.web.grafici import Grafico
from pianoperf.web.vicini import Vicini, Vicino, vicini_in
from rendicontazione.grafici import BARRE_MASSIME, Gradata, grafico_schede, per_gruppo
from rendicontazione.quadro.views.basi import VistaQuadro
from rendicontazione.selectors.cruscotto import conti_della_scheda, gruppi_di
from rendicontazione.selectors.valutazione import SchedaValutata, Valutazione
from rendicontazione.views.basi import o_404
from rendicontazione.views.rilevazioni import conti_con_nome

SENZA_TARGET = "nessun target nell’anno"


class QuadroSchedeView(VistaQuadro):
    parte = "quadro_schede"
    modello = "schede.html"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        return self.mostra(request, corpo=self.ricordo.parte("schede", self._disegnato))

    def _disegnato(self) -> str:
        chiusa, schede = self.rendicontazione.chiusa, self.valutazione.schede
        return self.disegna(
            "_schede_corpo.html",
            schede=[(voce, conti_con_nome(conti_della_scheda(voce), chiusa=chiusa)) for voce in schede],
            grafico=grafico_delle_schede(self.valutazione) if schede else "",
            troppe=len(schede) > BARRE_MASSIME,
        )


class QuadroSchedaView(VistaQuadro):
    parte = "quadro_schede"

    def get(self, request: HttpRequest, codice: str, **_: object) -> HttpResponse:
        self.controlla()
        scheda: SchedaValutata = o_404(self.valutazione.scheda(codice))
        contesto = {
            "rendicontazione": self.rendicontazione,
            "scheda": scheda,
            "corpo": self.ricordo.parte(("scheda", codice), self._gruppi(scheda)),
            "conti": conti_con_nome(conti_della_scheda(scheda), chiusa=self.rendicontazione.chiusa),
            "vicini": self._vicini(scheda),
            "elenco": self.elenco,
        }
        return render(request, "rendicontazione/quadro_scheda.html", contesto)

    def _vicini(self, scheda: SchedaValutata) -> Vicini:
        titoli = {voce.scheda.codice: voce.scheda.titolo for voce in self.valutazione.schede}
        dove = {"ente": self.ente.codice, "piano": self.kwargs["piano"], "anno": self.kwargs["anno"]}

        def vicino(codice: str) -> Vicino:
            return Vicino(reverse("quadro_scheda", kwargs={**dove, "codice": codice}), codice, titoli[codice])

        return vicini_in(list(titoli), scheda.scheda.codice, vicino)

    def _gruppi(self, scheda: SchedaValutata) -> Callable[[], str]:
        contesto = {"gruppi": gruppi_di(scheda), "ente": self.ente}
        return lambda: render_to_string("rendicontazione/_quadro_gruppi.html", contesto, request=self.request)


def grafico_delle_schede(valutazione: Valutazione) -> Grafico:
    """As in the Relazione: one bar a scheda, or how many in each band when they are too many."""
    anno = valutazione.rendicontazione
    fasce = per_gruppo(
        (voce.fascia.nome if voce.fascia else _motivo(voce), voce.aggregato.valore) for voce in valutazione.schede
    )
    return grafico_schede(anno.piano.famiglia, anno.anno, [_gradata(voce) for voce in valutazione.schede], fasce)


def _gradata(voce: SchedaValutata) -> Gradata:
    return f"{voce.scheda.codice} – {voce.scheda.titolo}", voce.aggregato.valore, _motivo(voce)


def _motivo(voce: SchedaValutata) -> str:
    if not voce.indicatori:
        return SENZA_TARGET
    return "" if voce.aggregato.valore is not None else voce.aggregato.stato.etichetta
