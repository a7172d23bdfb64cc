"""The year's grades put together in other ways: by struttura, responsabile, innovazione, area; and over the years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from obiettivi.enums import Famiglia
from rendicontazione.selectors.pluriennale import avanzamenti, esempio
from rendicontazione.selectors.raggruppamenti import Dimensione, dimensioni, raggruppa
from rendicontazione.selectors.valutazione import Valutazione, valutazione
from rendicontazione.views.basi import VistaAnno, controlla_vede_il_quadro

AVANZAMENTO = "avanzamento"


class QuadroGruppiView(VistaAnno):
    """`?per=` chooses the way (the first one that says something when it is unknown), `?gruppo=` one group of it."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        valutata = valutazione(self.rendicontazione)
        possibili = {str(dimensione.per): dimensione for dimensione in dimensioni(valutata)}
        viste = [(chiave, dimensione.nome) for chiave, dimensione in possibili.items()]
        if self.rendicontazione.piano.famiglia == Famiglia.PIAO:
            viste.append((AVANZAMENTO, "Avanzamento pluriennale"))
        per = self._scelta([chiave for chiave, _nome in viste])
        contesto = {
            "rendicontazione": self.rendicontazione,
            "viste": viste,
            "per": per,
            "nome": dict(viste).get(per, ""),
            "pesato": self.rendicontazione.piano.famiglia == Famiglia.PIAO,
            **self._contenuto(valutata, possibili.get(per), per),
        }
        return render(request, "rendicontazione/gruppi.html", contesto)

    def _scelta(self, chiavi: list[str]) -> str:
        chiesta = self.request.GET.get("per", "")
        return chiesta if chiesta in chiavi else next(iter(chiavi), "")

    def _contenuto(self, valutata: Valutazione, dimensione: Dimensione | None, per: str) -> dict[str, Any]:
        if dimensione is not None:
            gruppi = raggruppa(valutata, dimensione)
            chiesto = self.request.GET.get("gruppo", "")
            scelti = [gruppo for gruppo in gruppi if gruppo.chiave == chiesto]
            scelto = scelti[0].chiave if scelti else ""
            return {"dimensione": dimensione, "gruppi": gruppi, "mostrati": scelti or gruppi, "scelto": scelto}
        if per != AVANZAMENTO:
            return {}
        progressi = avanzamenti(valutata)
        return {"avanzamento": progressi, "esempio": esempio(progressi)}
