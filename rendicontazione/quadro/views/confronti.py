"""The year beside other measures of the same plan: earlier years, the interim, the whole triennio, lowered targets."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse

from obiettivi.enums import Famiglia
from pianoperf.web.grafici import Grafico
from rendicontazione.grafici import BARRE_MASSIME, Gradata, grafico_andamento, grafico_gradi
from rendicontazione.quadro.intermedi import intermedi_di
from rendicontazione.quadro.views.basi import VistaQuadro
from rendicontazione.selectors.anni_chiusi import AnnoChiuso, anni_chiusi_prima
from rendicontazione.selectors.pluriennale import Avanzamento, avanzamenti, esempio

# Steps beyond which their arithmetic is left to the page of each objective.
STEP_MASSIMI = 150


class QuadroConfrontiView(VistaQuadro):
    parte = "quadro_confronti"
    modello = "confronti.html"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        prima = anni_chiusi_prima(self.rendicontazione)
        corpo = self.ricordo.parte("confronti", self._disegnato)
        return self.mostra(request, corpo=corpo, valutazione=self.valutazione, **self._negli_anni(prima))

    def _negli_anni(self, prima: list[AnnoChiuso]) -> dict[str, Any]:
        ultimo = next((anno for anno in reversed(prima) if anno.dello_stesso_piano), None)
        return {
            "anni": prima,
            "grafico_anni": self._grafico_anni(prima),
            "ultimo": ultimo,
            "schede": self._schede(ultimo) if ultimo else [],
        }

    def _grafico_anni(self, prima: list[AnnoChiuso]) -> Grafico | str:
        if not prima:
            return ""
        voci: list[Gradata] = [(str(anno.anno), anno.ente.valore, anno.ente.stato.etichetta) for anno in prima]
        ente = self.valutazione.ente
        voci.append((str(self.rendicontazione.anno), ente.valore, ente.stato.etichetta))
        return grafico_andamento("Grado complessivo negli anni", voci)

    def _schede(self, ultimo: AnnoChiuso) -> list[dict[str, Any]]:
        """The schede with the grade of the last closed year of the plan beside that of this one."""
        righe = []
        for voce in self.valutazione.schede:
            prima, _fascia = ultimo.schede.get(voce.scheda.codice, (None, None))
            if prima is None or not prima.copertura.totale:
                prima = None
            if prima or voce.indicatori:
                differenza = _differenza(voce.aggregato.valore, prima.valore if prima else None)
                righe.append({"voce": voce, "prima": prima, "differenza": differenza})
        return righe

    def _disegnato(self) -> str:
        intermedi = intermedi_di(self.ricordo, self.righe)
        pesato = self.rendicontazione.piano.famiglia == Famiglia.PIAO
        progressi = avanzamenti(self.valutazione) if pesato else ()
        return self.disegna(
            "_confronti_corpo.html",
            ribassate=[riga for riga in self.righe if riga.ribassi],
            intermedi=intermedi,
            avanzamento=progressi,
            esempio=esempio(progressi),
            grafico_avanzamento=_grafico_avanzamento(progressi),
            con_i_passi=sum(len(voce.passi) for voce in progressi) <= STEP_MASSIMI,
        )


def _grafico_avanzamento(progressi: tuple[Avanzamento, ...]) -> Grafico | str:
    if not progressi or len(progressi) > BARRE_MASSIME:
        return ""
    voci = [
        (f"{voce.scheda.scheda.codice} – {voce.scheda.scheda.titolo}", voce.aggregato.valore, "non misurato")
        for voce in progressi
    ]
    return grafico_gradi("Avanzamento degli obiettivi sul totale di tutti gli anni", voci)


def _differenza(adesso: Fraction | None, prima: Fraction | None) -> Fraction | None:
    return None if adesso is None or prima is None else adesso - prima
