"""Who may know that a confidential proof exists: who answers for the result, and who checks it."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import ha_ruolo
from rendicontazione import permissions
from rendicontazione.models import Evidenza, Risultato


def vede_le_riservate(utente: Utente, risultato: Risultato) -> bool:
    """Whoever may fill the result in, whatever its state, and the Nucleo; never who only holds the role of organo."""
    ente = risultato.rendicontazione.piano.ente
    if ha_ruolo(utente, ente, *permissions.COMPILANO_TUTTO, Ruolo.NUCLEO):
        return True
    return ha_ruolo(utente, ente, Ruolo.RESPONSABILE) and permissions.e_responsabile(utente, risultato)


def vede_evidenza(utente: Utente, evidenza: Evidenza) -> bool:
    """False also when the result itself is somebody else's."""
    if not permissions.puo_vedere(utente, evidenza.risultato):
        return False
    return not evidenza.riservata or vede_le_riservate(utente, evidenza.risultato)


def evidenze_visibili(utente: Utente, risultato: Risultato) -> list[Evidenza]:
    """The proofs of a result that the person may see; no query when they come with it and none is confidential."""
    evidenze = list(risultato.evidenze.all())
    if not any(evidenza.riservata for evidenza in evidenze) or vede_le_riservate(utente, risultato):
        return evidenze
    return [evidenza for evidenza in evidenze if not evidenza.riservata]
