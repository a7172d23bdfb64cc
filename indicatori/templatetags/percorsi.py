"""How far an import has come."""

from __future__ import annotations

from typing import Any

from django import template

from indicatori.enums import StatoImportazione
from indicatori.models import Importazione
from pianoperf.web.templatetags.formati import passi

register = template.Library()
PASSI = ("Carica il file", "Esame", "Anteprima", "Conferma")
# The present step; a file with errors or refused waits for another file.
POSTO = {
    StatoImportazione.IN_ESAME: 1,
    StatoImportazione.ANTEPRIMA: 2,
    StatoImportazione.ERRORI: 2,
    StatoImportazione.CONFERMATA: len(PASSI),
    StatoImportazione.RIFIUTATA: 0,
}


@register.inclusion_tag("web/_passi.html")
def passi_dell_importazione(importazione: Importazione) -> dict[str, Any]:
    return passi(PASSI, POSTO[StatoImportazione(importazione.stato)], "Il percorso dell'importazione")
