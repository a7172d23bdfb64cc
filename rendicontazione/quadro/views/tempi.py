"""When results were sent, how the deadlines went, what is missing: each count with its definition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from rendicontazione.grafici import grafico_conti
from rendicontazione.quadro.conteggi import coppie, per_mancanza, per_puntualita, per_termine
from rendicontazione.quadro.views.basi import VistaQuadro
from rendicontazione.views.basi import segue_il_completamento


class QuadroTempiView(VistaQuadro):
    parte = "quadro_tempi"
    modello = "tempi.html"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        corpo = self.ricordo.parte(("tempi", self.scaduto), self._disegnato)
        return self.mostra(request, corpo=corpo, segue=segue_il_completamento(self))

    def _disegnato(self) -> str:
        invii, termini = per_puntualita(self.righe), per_termine(self.righe)
        anno = self.rendicontazione.anno
        return self.disegna(
            "_tempi_corpo.html",
            totale=len(self.righe),
            invii=invii,
            grafico_invii=grafico_conti(f"Risultati del {anno} per momento dell'invio", coppie(invii)),
            con_termine=sum(voce.quanti for voce in termini),
            termini=termini,
            grafico_termini=grafico_conti(f"Target con un termine nel {anno}", coppie(termini)),
            mancanze=per_mancanza(self.righe),
        )
