"""Writes of deputies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from pianoperf.organizzazione.deleghe import permissions
from pianoperf.organizzazione.models import Delega, Ente, Utente
from pianoperf.organizzazione.permissions import oggi
from pianoperf.web.rifiuti import DatiNonValidi


@transaction.atomic
def delega(
    *,
    ente: Ente,
    delegante: Utente,
    delegato: Utente,
    ruolo: str,
    dal: date,
    al: date,
    utente: Utente,
    adesso: datetime,
    motivo: str = "",
) -> Delega:
    """Let `delegato` act as `delegante` in that role, both days included. Raises AzioneNegata or DatiNonValidi."""
    permissions.controlla_puo_delegare(utente, ente, delegante, ruolo)
    errori = _errori(delegante, delegato, dal, al)
    if errori:
        raise DatiNonValidi(errori)
    permissions.controlla_delegato(ente, delegato)
    return Delega.objects.create(
        ente=ente,
        delegante=delegante,
        delegato=delegato,
        ruolo=ruolo,
        dal=dal,
        al=al,
        motivo=motivo.strip(),
        creata_da=utente,
        creata_il=adesso,
    )


def _errori(delegante: Utente, delegato: Utente, dal: date, al: date) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    if delegante == delegato:
        errori["delegato"] = ["Scegli un'altra persona: nessuno delega se stesso."]
    if al < dal:
        errori["al"] = ["La delega deve finire dopo il suo inizio."]
    elif al < oggi():
        errori["al"] = ["La delega sarebbe già finita: scegli un giorno da oggi in poi."]
    return errori


@transaction.atomic
def revoca_delega(*, delega: Delega, utente: Utente, adesso: datetime) -> Delega:
    """End it now: from the next page the deputy no longer acts for another. Raises AzioneNegata."""
    delega = Delega.objects.select_for_update().get(pk=delega.pk)
    permissions.controlla_puo_revocare(utente, delega)
    delega.revocata_il = adesso
    delega.save(update_fields=["revocata_il"])
    return delega
