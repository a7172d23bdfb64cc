"""What changed since yesterday, or since a chosen day: by whom, each with the page where it happened."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rendicontazione.quadro.novita import TipoNovita, conti_delle_novita, novita_di
from rendicontazione.quadro.periodo import GIORNI, giorno_letto, ieri, inizio_di
from rendicontazione.quadro.views.basi import VistaQuadro
from rendicontazione.registro.permissions import LEGGONO

PER_PAGINA = 50


class QuadroNovitaView(VistaQuadro):
    """`?dal=` is the first day (yesterday when it is missing or is no day), `?tipo=` one kind of change."""

    parte = "quadro_novita"
    modello = "novita.html"

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        giorno = giorno_letto(request.GET.get("dal", ""))
        dal = inizio_di(giorno) if giorno else ieri(self.adesso)
        tipo = request.GET.get("tipo", "")
        tipo = tipo if tipo in TipoNovita.values else ""
        conti = conti_delle_novita(self.rendicontazione, dal, riservate=self.vede_le_riservate)
        quante = conti[tipo] if tipo else sum(conti.values())
        pagina = Paginator(range(quante), PER_PAGINA).get_page(request.GET.get("page"))
        trovate = novita_di(
            self.rendicontazione,
            dal,
            riservate=self.vede_le_riservate,
            tipo=tipo,
            da=pagina.start_index() - 1 if quante else 0,
            quante=PER_PAGINA,
        )
        giorni = groupby(trovate, key=lambda voce: timezone.localdate(voce.quando))
        contesto = {
            "dal": timezone.localdate(dal),
            "tipo": tipo,
            "tipi": [(t.value, str(t.label), conti[t.value]) for t in TipoNovita],
            "quante": quante,
            "totale": sum(conti.values()),
            "periodi": self._periodi(),
            "pagina": pagina,
            "giorni": [(g, list(voci)) for g, voci in giorni],
            "legge_il_registro": bool(self.ruoli & set(LEGGONO)),
        }
        return self.mostra(request, **contesto)

    def _periodi(self) -> list[dict[str, Any]]:
        oggi = timezone.localdate(self.adesso)
        return [{"dal": oggi - timedelta(days=giorni), "parole": parole} for giorni, parole in GIORNI]
