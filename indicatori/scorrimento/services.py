"""Writes of the next edition."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from indicatori.importazione.selectors import codice_di_altri
from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore
from indicatori.scorrimento.edizione import Edizione, prossima_edizione
from indicatori.scorrimento.permissions import controlla_puo_indicare, controlla_puo_scorrere
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi


def anteprima_edizione(piano: Piano) -> Edizione:
    return prossima_edizione(piano_in_dati(piano))


@transaction.atomic
def scorri(*, piano: Piano, utente: Utente, adesso: datetime) -> Piano:
    """Make the draft of the next edition, linked to this one indicator by indicator; no result is copied.

    Raises AzioneNegata, or DatiNonValidi when the code of the new plan is taken.
    """
    piano = Piano.objects.select_for_update().get(pk=piano.pk)
    controlla_puo_scorrere(utente, piano)
    dati = anteprima_edizione(piano).dati
    if codice_di_altri(piano.ente, dati.codice) or Piano.objects.filter(codice=dati.codice).exists():
        raise DatiNonValidi({"": [f"Esiste già un piano con codice «{dati.codice}»: la prossima edizione è quella."]})
    nuovo = importa_piano(dati=dati, utente=utente, adesso=adesso).piano
    nuovo.precedente = piano
    nuovo.save(update_fields=["precedente"])
    _collega_per_codice(piano, nuovo)
    return nuovo


def _collega_per_codice(piano: Piano, nuovo: Piano) -> None:
    """The codes of the new edition are those of the old one: each indicator finds its own."""
    vecchi = {
        (scheda, codice): chiave
        for chiave, scheda, codice in Indicatore.objects.filter(scheda__piano=piano).values_list(
            "pk", "scheda__codice", "codice"
        )
    }
    nuovi = list(Indicatore.objects.filter(scheda__piano=nuovo).select_related("scheda"))
    for voce in nuovi:
        voce.precedente_id = vecchi.get((voce.scheda.codice, voce.codice))
    Indicatore.objects.bulk_update(nuovi, ["precedente"], batch_size=500)


@transaction.atomic
def indica_edizione_precedente(*, piano: Piano, precedente: Piano | None, utente: Utente) -> Piano:
    """Say which plan this one follows: of the same body, and begun before. Links of indicators start anew."""
    piano = Piano.objects.select_for_update().select_related("ente").get(pk=piano.pk)
    controlla_puo_indicare(utente, piano)
    if precedente is not None and (precedente.ente_id != piano.ente_id or precedente.primo_anno >= piano.primo_anno):
        raise DatiNonValidi({"precedente": ["Scegli un piano dello stesso ente che comincia prima di questo."]})
    if piano.precedente != precedente:
        piano.precedente = precedente
        piano.save(update_fields=["precedente"])
        Indicatore.objects.filter(scheda__piano=piano).update(precedente=None)
    return piano
