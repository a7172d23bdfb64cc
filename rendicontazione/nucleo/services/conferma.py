"""Confirm together what is complete: the same opinion as one by one, all or none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from indicatori.motore.numeri import formatta_percentuale
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.models import Giudizio, Rendicontazione
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.completi import anteprima_conferma
from rendicontazione.services.anno import bloccata
from rendicontazione.services.risultati import giudica_risultato


@transaction.atomic
def conferma_completi(
    *,
    rendicontazione: Rendicontazione,
    scelti: Collection[int],
    soglia: Decimal,
    utente: Utente,
    adesso: datetime,
) -> list[Giudizio]:
    """Confirm the results with these ids; `soglia` is the lowest computed grade, a share of one.

    Raises AzioneNegata, or DatiNonValidi (scelti) when one of them is no longer complete: then none is confirmed.
    """
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_confermare_insieme(utente, rendicontazione)
    completi = {voce.risultato.pk: voce.risultato for voce in anteprima_conferma(rendicontazione, soglia).completi}
    if not scelti:
        raise DatiNonValidi({"scelti": ["Scegli almeno un risultato."]})
    if cambiati := len(set(scelti) - set(completi)):
        quanti = "1 dei risultati scelti non è" if cambiati == 1 else f"{cambiati} dei risultati scelti non sono"
        raise DatiNonValidi({"scelti": [f"{quanti} più tra i completi: ricontrolla l'elenco. Niente è stato deciso."]})
    motivo = f"Confermato con gli altri completi: grado almeno {formatta_percentuale(soglia)}, con fonte o evidenza."
    return [
        giudica_risultato(
            risultato=risultato, esito=EsitoGiudizio.CONFERMATO, motivo=motivo, utente=utente, adesso=adesso
        )
        for pk, risultato in completi.items()
        if pk in scelti
    ]
