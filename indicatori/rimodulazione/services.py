"""Writes on a proposal: begin it, change its copy, give reasons, withdraw it. The approval is in `approvazione`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction

from indicatori.esportazione.json_piano import in_json
from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione import copia, permissions
from indicatori.rimodulazione.cambiamenti import cambiamenti_tra
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.esame import divieto
from indicatori.rimodulazione.policies import anni_bloccati
from obiettivi.enums import StatoRimodulazione
from obiettivi.models import Piano, Rimodulazione
from obiettivi.permissions import controlla_puo_proporre
from obiettivi.services import assicura_versione
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi, ModificaConcorrente

LUNGHEZZA_MOTIVO = 2000


@transaction.atomic
def proponi_rimodulazione(
    *,
    piano: Piano,
    oggetto: str,
    utente: Utente,
    adesso: datetime,
    dati: PianoDati | None = None,
    origine: str = "",
) -> Rimodulazione:
    """Begin a change of an approved plan, from its last version or from `dati` (a workbook's plan).

    Raises AzioneNegata: the role, a plan that is no longer in force, another proposal under way.
    """
    piano = Piano.objects.select_for_update(of=("self",)).select_related("ente", "atto").get(pk=piano.pk)
    controlla_puo_proporre(utente, piano)
    base = assicura_versione(piano=piano, utente=utente, adesso=adesso)
    if base is None:
        raise DatiNonValidi({"": ["Il piano non ha un atto di approvazione: registralo prima."]})
    with pghistory.context(user=utente.pk):
        return Rimodulazione.objects.create(
            piano=piano,
            base=base,
            oggetto=oggetto.strip(),
            dati=base.dati if dati is None else in_json(copia.con_i_versi_di(da_json(base.dati), dati)),
            origine=origine,
            proposta_da=utente,
            proposta_il=adesso,
        )


@transaction.atomic
def modifica_rimodulazione(
    *, rimodulazione: Rimodulazione, modifica: int, utente: Utente, cambia: Callable[[PianoDati], None]
) -> Rimodulazione:
    """Apply one edit to the copy. `modifica` is the one the form was made from.

    Raises AzioneNegata, DatiNonValidi (also for a change that touches a closed year) and ModificaConcorrente.
    """
    rimodulazione = _bloccata(rimodulazione, modifica, utente)
    base, dati = da_json(rimodulazione.base.dati), da_json(rimodulazione.dati)
    vietati = _vietati(rimodulazione, base, dati)
    cambia(dati)
    nuovi = {voce: frase for voce, frase in _vietati(rimodulazione, base, dati).items() if voce not in vietati}
    if nuovi:
        raise DatiNonValidi({"": list(dict.fromkeys(nuovi.values()))})
    rimodulazione.dati = in_json(dati)
    return _salva(rimodulazione, utente, "dati")


def annulla_cambiamento(*, rimodulazione: Rimodulazione, modifica: int, percorso: str, utente: Utente) -> Rimodulazione:
    """Put one thing back as it is in the plan in force. Raises as `modifica_rimodulazione`."""
    base = da_json(rimodulazione.base.dati)

    def cambia(dati: PianoDati) -> None:
        voce = next((c for c in cambiamenti_tra(base, dati) if c.percorso == percorso), None)
        if voce is None:
            raise DatiNonValidi({"": ["Questo cambiamento non c'è più."]})
        copia.ripristina(base, dati, scheda=voce.scheda, genere=voce.genere, chiave=voce.chiave, campo=voce.campo)

    return modifica_rimodulazione(rimodulazione=rimodulazione, modifica=modifica, utente=utente, cambia=cambia)


@transaction.atomic
def motiva(*, rimodulazione: Rimodulazione, modifica: int, motivi: Mapping[str, str], utente: Utente) -> Rimodulazione:
    """Give reasons to changes, by their path; an empty one takes the reason away. Raises as the edit of the copy."""
    rimodulazione = _bloccata(rimodulazione, modifica, utente)
    puliti = {percorso: motivo.strip()[:LUNGHEZZA_MOTIVO] for percorso, motivo in motivi.items()}
    esistenti = cambiamenti_tra(da_json(rimodulazione.base.dati), da_json(rimodulazione.dati))
    tutti = {**rimodulazione.motivi, **puliti}
    rimodulazione.motivi = {voce.percorso: tutti[voce.percorso] for voce in esistenti if tutti.get(voce.percorso)}
    return _salva(rimodulazione, utente, "motivi")


@transaction.atomic
def ritira_rimodulazione(*, rimodulazione: Rimodulazione, utente: Utente, adesso: datetime) -> Rimodulazione:
    """Leave the plan as it is; the proposal stays to be read. Raises AzioneNegata."""
    rimodulazione = bloccata(rimodulazione)
    permissions.controlla_puo_modificare(utente, rimodulazione)
    rimodulazione.stato, rimodulazione.chiusa_il = StatoRimodulazione.RITIRATA, adesso
    return _salva(rimodulazione, utente, "stato", "chiusa_il")


def bloccata(rimodulazione: Rimodulazione) -> Rimodulazione:
    """The proposal with what its rules need, locked until the end of the transaction."""
    return (
        Rimodulazione.objects.select_for_update(of=("self",))
        .select_related("piano__ente", "base")
        .get(pk=rimodulazione.pk)
    )


def _bloccata(rimodulazione: Rimodulazione, modifica: int, utente: Utente) -> Rimodulazione:
    rimodulazione = bloccata(rimodulazione)
    permissions.controlla_puo_modificare(utente, rimodulazione)
    if rimodulazione.modifica != modifica:
        raise ModificaConcorrente(
            "Qualcuno ha salvato questa rimodulazione mentre la modificavi: confronta i due valori e scegli."
        )
    return rimodulazione


def _vietati(rimodulazione: Rimodulazione, base: PianoDati, dati: PianoDati) -> dict[Any, str]:
    """The forbidden changes of a copy, each with its sentence: an edit may not add any."""
    bloccati = anni_bloccati(rimodulazione.piano)
    trovati = {voce: divieto(voce, bloccati) for voce in cambiamenti_tra(base, dati)}
    return {voce: frase for voce, frase in trovati.items() if frase}


def _salva(rimodulazione: Rimodulazione, utente: Utente, *campi: str) -> Rimodulazione:
    rimodulazione.modifica += 1
    with pghistory.context(rimodulazione=rimodulazione.pk, user=utente.pk):
        rimodulazione.save(update_fields=[*campi, "modifica"])
    return rimodulazione
