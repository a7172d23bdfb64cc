"""Who has not filled what in a year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pianoperf.organizzazione.permissions import controlla_ruolo
from rendicontazione.filters import CompletamentoFilterSet
from rendicontazione.selectors.completamento import SEGUONO, completamento, tempo_scaduto
from rendicontazione.tables import ContiTable, MancantiTable
from rendicontazione.views.basi import VistaAnno
from rendicontazione.views.rilevazioni import conti_con_nome


class CompletamentoView(VistaAnno):
    """Totals by persona and by struttura, and below the list; filters ask for the same page, htmx takes its part."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_ruolo(request.user, self.ente, *SEGUONO, per="vedere il completamento dell'anno")
        rendicontazione, adesso = self.rendicontazione, timezone.now()
        anno = completamento(rendicontazione, adesso)
        scaduto = tempo_scaduto(rendicontazione, adesso)
        filtro = CompletamentoFilterSet(request.GET, rendicontazione=rendicontazione, anno=anno, scaduto=scaduto)
        trovati = list(filtro.qs)
        contesto = {
            "rendicontazione": rendicontazione,
            "anno": anno,
            "conti": conti_con_nome(anno.anno.conti, chiusa=rendicontazione.chiusa),
            "persone": ContiTable(anno.persone, filtro="persona", nome="Persona"),
            "strutture": ContiTable(anno.strutture, filtro="struttura", nome="Struttura"),
            "filtro": filtro,
            "tabella": MancantiTable(trovati),
            "trovati": len(trovati),
            "adesso": adesso,
        }
        return render(request, "rendicontazione/completamento.html", contesto)
