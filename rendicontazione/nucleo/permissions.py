"""May this person? The twins of `policies`: role first, then the state."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo, ha_ruolo
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.models import Rendicontazione, Richiesta, Risultato
from rendicontazione.nucleo import policies
from rendicontazione.permissions import controlla_puo_vedere, e_responsabile

LEGGONO_IL_LAVORO = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO, Ruolo.ORGANO)


def controlla_puo_leggere_il_lavoro(utente: Utente, ente: Ente) -> None:
    """Members, sedute, requests and checklist: not for who is only a responsabile."""
    controlla_ruolo(utente, ente, *LEGGONO_IL_LAVORO, per="leggere il lavoro del Nucleo")


def controlla_puo_nominare(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="registrare i componenti del Nucleo")


def controlla_puo_registrare_sedute(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.NUCLEO, per="registrare una seduta")
    policies.controlla_al_lavoro(rendicontazione)


def controlla_puo_verificare(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.NUCLEO, per="rispondere ai criteri di validazione")
    policies.controlla_in_esame(rendicontazione)


def controlla_puo_confermare_insieme(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.NUCLEO, per="confermare i completi")
    policies.controlla_in_validazione(rendicontazione)


def controlla_puo_chiedere(utente: Utente, risultato: Risultato, tipo: str) -> None:
    ente = risultato.rendicontazione.piano.ente
    controlla_ruolo(utente, ente, Ruolo.DIRETTORE, per="chiedere al Nucleo una forzatura o una neutralizzazione")
    policies.controlla_richiedibile(risultato, tipo)


def controlla_puo_ritirare(utente: Utente, richiesta: Richiesta) -> None:
    """Only who asked, while the Nucleo has not answered."""
    if richiesta.chiesta_da_id != utente.pk:
        raise AzioneNegata("La richiesta si ritira da chi l'ha fatta.")
    ente = richiesta.risultato.rendicontazione.piano.ente
    controlla_ruolo(utente, ente, Ruolo.DIRETTORE, per="ritirare una richiesta")
    policies.controlla_in_attesa(richiesta)
    policies.controlla_scrive_l_ente(richiesta.risultato)


def controlla_puo_decidere(utente: Utente, richiesta: Richiesta) -> None:
    rendicontazione = richiesta.risultato.rendicontazione
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.NUCLEO, per="decidere su una richiesta")
    policies.controlla_al_lavoro(rendicontazione)
    policies.controlla_in_attesa(richiesta)


def controlla_puo_intervenire(utente: Utente, risultato: Risultato) -> None:
    """The Nucleo and who answers for the indicator talk until the year is closed: no datum changes by it."""
    controlla_puo_vedere(utente, risultato)
    ente = risultato.rendicontazione.piano.ente
    if not ha_ruolo(utente, ente, Ruolo.NUCLEO, Ruolo.DIRETTORE, Ruolo.AMMINISTRATORE) and not e_responsabile(
        utente, risultato
    ):
        raise AzioneNegata("Nella discussione scrivono il Nucleo e chi risponde dell'indicatore.")
    policies.controlla_al_lavoro(risultato.rendicontazione)
