"""Writes on the readings of the targets: a person confirms what the engine proposed, or says it better."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from indicatori import permissions, policies
from indicatori.enums import StatoLettura
from indicatori.models import Indicatore, Previsione
from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from indicatori.motore.grammatica import interpreta
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi


@transaction.atomic
def conferma_lettura(*, previsione: Previsione, righe: str, verso: str, utente: Utente, adesso: datetime) -> Previsione:
    """Confirm a reading as `righe` say it, one condition a line, and the verso of its indicator.

    Raises AzioneNegata, and DatiNonValidi when a line is not exactly one condition.
    """
    previsione = _bloccata(previsione)
    permissions.controlla_puo_confermare(utente, previsione.indicatore.scheda.piano)
    condizioni = condizioni_dalle_righe(previsione, righe)
    if condizioni != previsione.lette:
        permissions.controlla_puo_correggere(utente, previsione)
        previsione.condizioni = [condizione.in_json() for condizione in condizioni]
    if verso != previsione.indicatore.verso:
        policies.controlla_verso_modificabile(previsione.indicatore)
    Indicatore.objects.filter(pk=previsione.indicatore_id).update(verso=verso, verso_confermato=True)
    _segna_confermata(previsione, utente, adesso)
    return previsione


@transaction.atomic
def conferma_letture_senza_avvisi(*, piano: Piano, utente: Utente, adesso: datetime) -> int:
    """Confirm at once the proposed readings about which the engine has no doubt; says how many."""
    permissions.controlla_puo_confermare(utente, piano)
    proposte = Previsione.objects.select_for_update(of=("self",)).filter(
        indicatore__scheda__piano=piano, lettura=StatoLettura.PROPOSTA, avvisi=[]
    )
    certe = [previsione for previsione in proposte if previsione.condizioni]
    for previsione in certe:
        _segna_confermata(previsione, utente, adesso)
    return len(certe)


def condizioni_dalle_righe(previsione: Previsione, righe: str) -> tuple[Condizione, ...]:
    """One condition a line; a line left as it was keeps its condition untouched. Raises DatiNonValidi."""
    note = {descrivi(condizione): condizione for condizione in previsione.lette}
    trovate, errori = [], []
    for riga in filter(None, (parte.strip() for parte in righe.splitlines())):
        lette = (note[riga],) if riga in note else interpreta(riga, previsione.anno).condizioni
        if len(lette) == 1:
            trovate.append(lette[0])
        else:
            parti = "; ".join(descrivi(condizione) for condizione in lette) or "niente"
            errori.append(f"«{riga}» non è una condizione sola: vi si legge {parti}. Scrivi una condizione per riga.")
    if not trovate and not errori:
        errori.append("Scrivi almeno una condizione.")
    if errori:
        raise DatiNonValidi({"righe": errori})
    return tuple(trovate)


def _bloccata(previsione: Previsione) -> Previsione:
    return (
        Previsione.objects.select_for_update(of=("self",))
        .select_related("indicatore__scheda__piano__ente")
        .get(pk=previsione.pk)
    )


def _segna_confermata(previsione: Previsione, utente: Utente, adesso: datetime) -> None:
    previsione.lettura = StatoLettura.CONFERMATA
    previsione.confermata_da = utente
    previsione.confermata_il = adesso
    previsione.save(update_fields=["condizioni", "lettura", "confermata_da", "confermata_il"])
