"""The rows of the year: the page that every number of the dashboard opens, and the same rows as a file."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from obiettivi.enums import Famiglia
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto
from rendicontazione.quadro.calcolo import calcolo_di, frasi_di
from rendicontazione.quadro.esportazione import TIPI, file_delle_righe
from rendicontazione.quadro.fatti import RigaQuadro
from rendicontazione.quadro.filtri import FiltroRighe, esiti_possibili, indirizzo
from rendicontazione.quadro.views.basi import VistaQuadro
from rendicontazione.selectors.raggruppamenti import Per
from rendicontazione.views.basi import ASSENTE

PER_PAGINA = 50


class VistaRighe(VistaQuadro):
    """The rows that answer the filters of the address."""

    parte = "quadro_indicatori"
    modello = "indicatori.html"

    def filtro(self, request: HttpRequest) -> FiltroRighe:
        return FiltroRighe(request.GET, valutazione=self.valutazione, gruppi=self.gruppi)


class IndicatoriView(VistaRighe):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        filtro = self.filtro(request)
        righe = filtro.righe(self.righe)
        pagina = Paginator(righe, PER_PAGINA).get_page(request.GET.get("page"))
        contesto = {
            "filtro": filtro,
            "accesi": self._accesi(filtro),
            "frasi": frasi_di(filtro.chiesti, self.valutazione.profilo, dict(esiti_possibili(self.valutazione))),
            "calcolo": calcolo_di(self.valutazione, righe, filtro.chiesti) if righe else None,
            "pagina": pagina,
            "disegnate": [self._disegnata(riga) for riga in pagina],
            "pesato": self._pesato,
            "domanda": indirizzo("", filtro.chiesti),
            "formati": tuple(TIPI),
        }
        return self.mostra(request, **contesto)

    @property
    def _pesato(self) -> bool:
        return self.rendicontazione.piano.famiglia == Famiglia.PIAO

    def _accesi(self, filtro: FiltroRighe) -> list[dict[str, str]]:
        """The filters that are on, each with the address without it."""
        chiesti = filtro.chiesti
        return [
            {
                "nome": etichetta,
                "parole": parole,
                "senza": indirizzo(self.elenco, {chiave: voce for chiave, voce in chiesti.items() if chiave != nome}),
            }
            for nome, etichetta, parole in filtro.in_parole()
        ]

    def _disegnata(self, riga: RigaQuadro) -> str:
        """One row of the table, drawn once for each state of the year."""
        nome = ("riga", riga.risultato.pk, riga.puntualita)
        return self.ricordo.parte(nome, lambda: self.disegna("_riga.html", **self._della_riga(riga)))

    def _della_riga(self, riga: RigaQuadro) -> dict[str, Any]:
        persone = self.gruppi.nomi(riga, Per.PERSONA)
        return {"riga": riga, "persone": ", ".join(persone), "pesato": self._pesato}


class IndicatoriFileView(VistaRighe):
    def get(self, request: HttpRequest, formato: str, **_: object) -> FileResponse:
        self.controlla()
        if formato not in TIPI:
            raise Http404(ASSENTE)
        filtro = self.filtro(request)
        try:
            contenuto = file_delle_righe(
                formato, self.rendicontazione, filtro.righe(self.righe), self.gruppi, filtro.in_parole()
            )
        except Rifiuto as rifiuto:
            raise AzioneNegata(str(rifiuto)) from rifiuto
        nome = f"{self.kwargs['piano']}-indicatori-{self.rendicontazione.anno}.{formato}"
        risposta = FileResponse(BytesIO(contenuto), as_attachment=True, filename=nome, content_type=TIPI[formato])
        risposta["X-Content-Type-Options"] = "nosniff"
        risposta["Cache-Control"] = "private, no-store"
        return risposta
