"""The year's grades put together in other ways: by struttura, responsabile, innovazione, area, obiettivo."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from obiettivi.enums import Famiglia
from rendicontazione.grafici import BARRE_MASSIME, Gradata, grafico_gradi
from rendicontazione.quadro.filtri import indirizzo
from rendicontazione.quadro.views.basi import VistaQuadro
from rendicontazione.selectors.raggruppamenti import Dimensione, Gruppo, raggruppa

AVANZAMENTO = "avanzamento"


class QuadroGruppiView(VistaQuadro):
    """`?per=` chooses the way (the first one that says something when it is unknown); a group is a filter of the rows.

    An address of a single group, or of the progress over the years, goes on to where they are now.
    """

    parte = "quadro_gruppi"
    modello = "gruppi.html"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        chieste = self.gruppi.dimensioni
        chiesta, gruppo = request.GET.get("per", ""), request.GET.get("gruppo", "")
        if chiesta == AVANZAMENTO and self._pesato:
            return redirect(f"{reverse('quadro_confronti', kwargs=self.dell_anno)}#avanzamento")
        per = chiesta if chiesta in chieste else next(iter(chieste), "")
        if gruppo and per:
            return redirect(indirizzo(self.elenco, {per: gruppo}))
        corpo = self.ricordo.parte(("gruppi", per), lambda: self._disegnato(chieste[per])) if per else ""
        viste = [(chiave, dimensione.nome) for chiave, dimensione in chieste.items()]
        return self.mostra(request, viste=viste, per=per, nome=dict(viste).get(per, ""), corpo=corpo)

    @property
    def _pesato(self) -> bool:
        return self.rendicontazione.piano.famiglia == Famiglia.PIAO

    def _disegnato(self, dimensione: Dimensione) -> str:
        gruppi = raggruppa(self.valutazione, dimensione)
        titolo = f"Grado nel {self.rendicontazione.anno}: {dimensione.nome.lower()}"
        troppi = len(gruppi) > BARRE_MASSIME
        return self.disegna(
            "_gruppi_corpo.html",
            dimensione=dimensione,
            gruppi=gruppi,
            per=str(dimensione.per),
            pesato=self._pesato,
            grafico="" if troppi else grafico_gradi(titolo, [_gradata(gruppo) for gruppo in gruppi]),
            titolo=titolo,
        )


def _gradata(gruppo: Gruppo) -> Gradata:
    return gruppo.nome, gruppo.aggregato.valore, gruppo.aggregato.stato.etichetta
