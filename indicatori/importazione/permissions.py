"""Who may import, and when: each `controlla_...` raises the sentence that the button shows."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from indicatori.enums import StatoImportazione
from indicatori.models import Importazione
from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from obiettivi.policies import controlla_rimodulabile
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo, ha_ruolo
from pianoperf.web.rifiuti import AzioneNegata

_MOTIVI = {
    StatoImportazione.IN_ESAME: "Il foglio è ancora in esame: aspetta l'anteprima.",
    StatoImportazione.ERRORI: "Il foglio ha degli errori: correggili, salvalo e caricalo di nuovo.",
    StatoImportazione.RIFIUTATA: "Il file non è stato accettato: caricane un altro.",
    StatoImportazione.CONFERMATA: "Questa importazione è già stata confermata.",
}


PIANO_APPROVATO = (
    "Il piano è già approvato: non si cambia con un'importazione. Per modificarlo serve una rimodulazione"
    " con un nuovo atto."
)


def puo_importare(utente: Utente | AnonymousUser, ente: Ente) -> bool:
    return ha_ruolo(utente, ente, Ruolo.AMMINISTRATORE)


def controlla_puo_importare(utente: Utente | AnonymousUser, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="importare un piano")


def controlla_puo_confermare(utente: Utente | AnonymousUser, importazione: Importazione) -> None:
    """By role, then by the state of the import. Raises AzioneNegata."""
    controlla_puo_importare(utente, importazione.ente)
    if importazione.stato in _MOTIVI:
        raise AzioneNegata(_MOTIVI[StatoImportazione(importazione.stato)])


def controlla_cambiamenti(piano: Piano | None, cambiamenti: int) -> None:
    """Changes to an approved plan become a proposal, if one may begin now. Raises AzioneNegata."""
    if diventa_una_proposta(piano, cambiamenti) and piano is not None:
        controlla_rimodulabile(piano)


def diventa_una_proposta(piano: Piano | None, cambiamenti: int) -> bool:
    """An approved plan changes by a further act, never by a workbook (DESIGN.md 4)."""
    return piano is not None and piano.stato != StatoPiano.BOZZA and cambiamenti > 0


def motivo_contro_la_conferma(utente: Utente | AnonymousUser, importazione: Importazione) -> str:
    """The sentence that disables the button; "" when the import may be confirmed."""
    try:
        controlla_puo_confermare(utente, importazione)
        controlla_cambiamenti(importazione.piano, importazione.anteprima.get("cambiamenti", 0))
    except AzioneNegata as negata:
        return str(negata)
    return ""


def controlla_puo_annotare(utente: Utente | AnonymousUser, importazione: Importazione) -> None:
    """Findings are there once the workbook was examined. Raises AzioneNegata."""
    controlla_puo_importare(utente, importazione.ente)
    if importazione.stato in (StatoImportazione.IN_ESAME, StatoImportazione.RIFIUTATA):
        raise AzioneNegata(_MOTIVI[StatoImportazione(importazione.stato)])


def controlla_puo_riesaminare(utente: Utente | AnonymousUser, importazione: Importazione) -> None:
    """A preview is made again unless it is under way, or already committed. Raises AzioneNegata."""
    controlla_puo_importare(utente, importazione.ente)
    if importazione.stato in (StatoImportazione.IN_ESAME, StatoImportazione.CONFERMATA):
        raise AzioneNegata(_MOTIVI[StatoImportazione(importazione.stato)])
