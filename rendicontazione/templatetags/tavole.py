"""The tables of the documents, with the columns that the body chose."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from rendicontazione.relazioni.annuali_stampati import stampa_annuali
from rendicontazione.relazioni.celle import RigaQuadro
from rendicontazione.relazioni.quadro_stampato import stampa_quadro
from rendicontazione.relazioni.relazione_righe import RigaObiettivo
from rendicontazione.relazioni.tavola_stampata import TavolaStampata
from rendicontazione.relazioni.vista import Vista

register = template.Library()


@register.simple_tag
def tavola_del_quadro(quadro: Sequence[RigaQuadro], vista: Vista) -> TavolaStampata:
    return stampa_quadro(quadro, vista)


@register.simple_tag
def tavola_annuale(righe: Sequence[RigaObiettivo], vista: Vista) -> TavolaStampata:
    return stampa_annuali(righe, vista)
