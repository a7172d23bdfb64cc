"""The jobs of this app (pianoperf.lavori.registro): the examination of a workbook."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from django.urls import reverse

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.registro import Esito, esecutore

if TYPE_CHECKING:
    from pianoperf.lavori.esecuzione import Avanzamento
    from pianoperf.lavori.models import Lavoro

# read, understood, compared, checked, written down
PASSI = 5


def esito_esame(lavoro: Lavoro) -> Esito | None:
    """The page of the preview; None when a later examination has taken the place of this one."""
    importazione = getattr(lavoro, "importazione", None)
    if importazione is None:
        return None
    indirizzo = reverse("importazione_anteprima", args=[lavoro.ente.codice, importazione.pk])
    return Esito(indirizzo, "Apri l'anteprima")


@esecutore(TipoLavoro.IMPORTAZIONE, esito=esito_esame)
def esamina_foglio(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Reads the workbook and keeps its preview; a file that cannot be read ends the job with its sentence."""
    from indicatori.importazione import services
    from indicatori.importazione.guardia import FileRifiutato
    from indicatori.models import Importazione

    importazione = Importazione.objects.select_related("ente", "piano").get(pk=lavoro.parametri["importazione"])
    passi = count(1)
    avanzamento.segna(0, PASSI, "passo")
    try:
        esame = services.esamina(importazione, lambda: avanzamento.segna(next(passi), PASSI, "passo"))
        carta = esame.carta()
    except FileRifiutato as rifiutato:
        motivo = str(rifiutato)
        avanzamento.concludi(lambda: services.registra_rifiuto(importazione=importazione, motivo=motivo))
        return
    avanzamento.segna(PASSI, PASSI, "passo")
    avanzamento.concludi(lambda: services.registra_esame(importazione=importazione, esame=esame, carta=carta))
