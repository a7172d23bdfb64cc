"""Who may cancel a job: who waits for it, and an amministratore of its body."""

from __future__ import annotations

from pianoperf.lavori.enums import APERTI
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import esecutore_di
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import ha_ruolo, ruoli_in
from pianoperf.web.rifiuti import AzioneNegata

FINITO = "Si può annullare solo un lavoro in coda o in corso: questo è già finito."
NON_SI_ANNULLA = "Questo lavoro non si può annullare."
DI_ALTRI = "Può annullare solo chi lo ha chiesto, o un amministratore dell'ente."


def annullabile(lavoro: Lavoro) -> bool:
    """Whether jobs of this kind can be cancelled at all: what was stopped must have a way to be asked for again."""
    registrato = esecutore_di(lavoro.tipo)
    return registrato is not None and registrato.richiedi is not None


def controlla_puo_annullare(utente: Utente, lavoro: Lavoro) -> None:
    """`lavoro.attese` is read whole: a list of jobs fetches them ahead."""
    if not annullabile(lavoro):
        raise AzioneNegata(NON_SI_ANNULLA)
    if not ruoli_in(utente, lavoro.ente):
        raise AzioneNegata(DI_ALTRI)
    if not ha_ruolo(utente, lavoro.ente, Ruolo.AMMINISTRATORE) and not _aspetta(utente, lavoro):
        raise AzioneNegata(DI_ALTRI)
    if lavoro.stato not in APERTI:
        raise AzioneNegata(FINITO)


def _aspetta(utente: Utente, lavoro: Lavoro) -> bool:
    """Who asked for a job that nobody is written down as waiting for still counts."""
    in_attesa = {attesa.utente_id for attesa in lavoro.attese.all()}
    return utente.pk in in_attesa if in_attesa else utente.pk == lavoro.creato_da_id
