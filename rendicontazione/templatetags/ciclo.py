"""Where a year stands in its cycle (DESIGN.md 4)."""

from __future__ import annotations

from typing import Any

from django import template

from pianoperf.web.templatetags.formati import passi
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Rendicontazione

register = template.Library()
# What is being done in each state; nothing is once the year is published.
PASSI = {
    StatoRendicontazione.PREPARAZIONE: "Preparazione",
    StatoRendicontazione.APERTA: "Inserimento",
    StatoRendicontazione.TRASMESSA: "Consegna al Nucleo",
    StatoRendicontazione.IN_VALIDAZIONE: "Validazione",
    StatoRendicontazione.VALIDATA: "Approvazione",
    StatoRendicontazione.APPROVATA: "Pubblicazione",
}


@register.inclusion_tag("web/_passi.html")
def ciclo_dell_anno(rendicontazione: Rendicontazione) -> dict[str, Any]:
    """The steps of the year, with the one that is due."""
    stato = StatoRendicontazione(rendicontazione.stato)
    posto = list(PASSI).index(stato) if stato in PASSI else len(PASSI)
    return passi(list(PASSI.values()), posto, f"Il percorso del {rendicontazione.anno}")
