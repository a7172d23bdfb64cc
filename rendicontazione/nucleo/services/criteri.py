"""The Nucleo's answers to the checklist of a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.models import Criterio, Rendicontazione
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.criteri import PER_CODICE
from rendicontazione.services.anno import bloccata


@dataclass(frozen=True)
class Risposta:
    """`soddisfatto` is None while the Nucleo has not decided."""

    soddisfatto: bool | None = None
    nota: str = ""


@transaction.atomic
def rispondi_ai_criteri(
    *, rendicontazione: Rendicontazione, risposte: Mapping[str, Risposta], utente: Utente, adesso: datetime
) -> int:
    """Write what changed and say how many answers; the others keep who gave them and when.

    Raises AzioneNegata, or DatiNonValidi (keys are the codes): a "no" says why.
    """
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_verificare(utente, rendicontazione)
    if errori := _errori(risposte):
        raise DatiNonValidi(errori)
    scritti = {voce.codice: voce for voce in rendicontazione.criteri.all()}
    cambiati = 0
    for codice, risposta in risposte.items():
        voce = scritti.get(codice) or Criterio(rendicontazione=rendicontazione, codice=codice)
        nuova = (risposta.soddisfatto, risposta.nota.strip())
        if (voce.soddisfatto, voce.nota) == nuova:
            continue
        voce.soddisfatto, voce.nota = nuova
        voce.risposto_da, voce.risposto_il = utente, adesso
        voce.save()
        cambiati += 1
    return cambiati


def _errori(risposte: Mapping[str, Risposta]) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    for codice, risposta in risposte.items():
        if codice not in PER_CODICE:
            errori[""] = ["Questo criterio non esiste: ricarica la pagina."]
        elif risposta.soddisfatto is False and not risposta.nota.strip():
            errori[codice] = ["Scrivi perché il criterio non è soddisfatto."]
    return errori
