"""Writes on the readings of the targets: a person confirms what the engine proposed, or says it better."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from indicatori import permissions, policies
from indicatori.conferme import perche_non_e_certa
from indicatori.enums import StatoLettura
from indicatori.letture import Partenze, leggi_righe
from indicatori.models import Indicatore, Previsione
from indicatori.motore.condizioni import Condizione
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi


@transaction.atomic
def conferma_lettura(
    *,
    previsione: Previsione,
    righe: str,
    verso: str,
    utente: Utente,
    adesso: datetime,
    partenze: Partenze | None = None,
) -> Previsione:
    """Confirm a reading as `righe` say it, one condition a line, and the verso of its indicator.

    `partenze` are the values from which its changes start: they belong to the reading, never to the printed text.
    Raises AzioneNegata, and DatiNonValidi when a line is not exactly one condition or a starting value no number.
    """
    previsione = _bloccata(previsione)
    permissions.controlla_puo_confermare(utente, previsione.indicatore.scheda.piano)
    condizioni = condizioni_dalle_righe(previsione, righe, partenze or {})
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
    certe = [previsione for previsione in proposte if not perche_non_e_certa(previsione)]
    for previsione in certe:
        _segna_confermata(previsione, utente, adesso)
    return len(certe)


@transaction.atomic
def annulla_conferma(*, piano: Piano, confermate_il: datetime, quante: int, utente: Utente) -> int:
    """Make proposals again of the readings that this person confirmed together at that moment, all or none.

    Raises AzioneNegata when one of them was confirmed again, or read otherwise, since.
    """
    permissions.controlla_puo_confermare(utente, piano)
    confermate = Previsione.objects.select_for_update(of=("self",)).filter(
        indicatore__scheda__piano=piano,
        lettura=StatoLettura.CONFERMATA,
        confermata_da=utente,
        confermata_il=confermate_il,
    )
    letture = list(confermate)
    if len(letture) != quante:
        raise AzioneNegata("Alcune letture sono cambiate nel frattempo.")
    for previsione in letture:
        previsione.lettura, previsione.confermata_da, previsione.confermata_il = StatoLettura.PROPOSTA, None, None
        previsione.save(update_fields=["lettura", "confermata_da", "confermata_il"])
    return quante


def condizioni_dalle_righe(previsione: Previsione, righe: str, partenze: Partenze) -> tuple[Condizione, ...]:
    """One condition a line; a line left as it was keeps its condition untouched. Raises DatiNonValidi."""
    lette = leggi_righe(previsione, righe, partenze)
    errori = [riga.errore for riga in lette if riga.errore] if lette else ["Scrivi almeno una condizione."]
    if errori:
        raise DatiNonValidi({"righe": errori})
    return tuple(riga.condizioni[0] for riga in lette)


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
