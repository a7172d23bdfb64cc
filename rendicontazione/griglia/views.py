"""The grid of a year: all of one's results on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rendicontazione.enums import Periodo
from rendicontazione.griglia.selectors import Riga, per_scheda, righe_della_griglia
from rendicontazione.griglia.services import salva_righe
from rendicontazione.views.basi import VistaAnno, o_404
from rendicontazione.views.periodi import periodi_di, periodo_scelto


class GrigliaView(VistaAnno):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self._pagina(self._righe())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        """The way without JavaScript: «Salva tutto» saves what can be saved and shows the rest."""
        righe = self._righe()
        esito = salva_righe(righe=righe, dati=request.POST, utente=request.user, adesso=timezone.now())
        if esito.salvati:
            messages.success(request, _quanti(esito.salvati, "riga salvata", "righe salvate"))
        if esito.fermi:
            messages.error(request, _quanti(esito.fermi, "riga non salvata", "righe non salvate") + ": vedi il motivo.")
            return self._pagina(righe, stato=422)
        if not esito.salvati:
            messages.info(request, "Non c'era niente di nuovo da salvare.")
        return redirect(request.get_full_path())

    @property
    def _periodo(self) -> Periodo:
        return periodo_scelto(self.request, self.rendicontazione)

    def _righe(self) -> list[Riga]:
        righe = righe_della_griglia(self.request.user, self.rendicontazione, self._periodo, timezone.now())
        return o_404(righe or None)

    def _pagina(self, righe: list[Riga], *, stato: int = 200) -> HttpResponse:
        contesto = {
            "rendicontazione": self.rendicontazione,
            "periodo": self._periodo,
            "periodi": periodi_di(self.rendicontazione, self._periodo),
            "gruppi": per_scheda(righe),
            "errate": [riga for riga in righe if riga.frase],
            "errori_di_pagina": any(riga.frase for riga in righe),
            "quante": len(righe),
            "scrivibili": sum(not riga.motivo for riga in righe),
            "adesso": timezone.now(),
        }
        return render(self.request, "rendicontazione/griglia.html", contesto, status=stato)


def _quanti(quanti: int, uno: str, molti: str) -> str:
    return f"{quanti} {uno if quanti == 1 else molti}"
