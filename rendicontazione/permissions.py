"""May this person? Role and ownership first, then the state of the object (policies).

The same check refuses, disables the button, and is its tooltip: `motivo_divieto(controlla_..., ...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import agisce_per, controlla_ruolo, ha_ruolo
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione import policies
from rendicontazione.calendario.finestre import finestra_di, proroga_per
from rendicontazione.models import Rendicontazione, Risultato

COMPILANO_TUTTO = (Ruolo.DIRETTORE, Ruolo.AMMINISTRATORE)


def motivo_divieto(controllo: Callable[..., None], *argomenti: object) -> str:
    """The sentence of the refusal, "" when the action is allowed."""
    try:
        controllo(*argomenti)
    except AzioneNegata as negata:
        return str(negata)
    return ""


def controlla_puo_vedere(utente: Utente, risultato: Risultato) -> None:
    """A responsabile sees his own indicators; every other role of the body sees all of them."""
    ente = risultato.rendicontazione.piano.ente
    if ha_ruolo(utente, ente, Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO, Ruolo.ORGANO):
        return
    if ha_ruolo(utente, ente, Ruolo.RESPONSABILE) and e_responsabile(utente, risultato):
        return
    raise AzioneNegata("Questo indicatore è affidato ad altri: puoi vedere solo i tuoi.")


def controlla_puo_compilare(utente: Utente, risultato: Risultato, adesso: datetime) -> None:
    """After the window, only who was given more time for this indicator, or acts for that person."""
    ente = risultato.rendicontazione.piano.ente
    if not ha_ruolo(utente, ente, *COMPILANO_TUTTO):
        controlla_ruolo(utente, ente, Ruolo.RESPONSABILE, *COMPILANO_TUTTO, per="inserire un risultato")
        if not e_responsabile(utente, risultato):
            raise AzioneNegata("Questo indicatore è affidato ad altri: puoi compilare solo i tuoi.")
    finita = finestra_di(risultato.rendicontazione, risultato.periodo).finita(adesso)
    policies.controlla_compilabile(risultato, adesso, proroga_per(utente, risultato) if finita else None)


def controlla_puo_giudicare(utente: Utente, risultato: Risultato) -> None:
    ente = risultato.rendicontazione.piano.ente
    controlla_ruolo(utente, ente, Ruolo.NUCLEO, per="esprimere un giudizio")
    policies.controlla_giudicabile(risultato)


def controlla_puo_aprire(utente: Utente, piano: Piano) -> None:
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="aprire la rilevazione di un anno")
    policies.controlla_apribile(piano)


def controlla_puo_prorogare(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.AMMINISTRATORE, per="prorogare la finestra")
    policies.controlla_prorogabile(rendicontazione)


def controlla_puo_trasmettere(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.DIRETTORE, per="trasmettere l'anno al Nucleo")
    policies.controlla_trasmissibile(rendicontazione)


def controlla_puo_prendere_in_esame(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.NUCLEO, per="avviare la validazione")
    policies.controlla_prendibile_in_esame(rendicontazione)


def controlla_puo_validare(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.NUCLEO, per="validare la rendicontazione")
    policies.controlla_validabile(rendicontazione)


def controlla_puo_approvare(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.AMMINISTRATORE, per="registrare l'approvazione")
    policies.controlla_approvabile(rendicontazione)


def controlla_puo_pubblicare(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.AMMINISTRATORE, per="registrare la pubblicazione")
    policies.controlla_pubblicabile(rendicontazione)


def controlla_puo_riaprire(utente: Utente, rendicontazione: Rendicontazione) -> None:
    controlla_ruolo(utente, rendicontazione.piano.ente, Ruolo.AMMINISTRATORE, per="riaprire un anno validato")
    policies.controlla_riapribile(rendicontazione)


def e_responsabile(utente: Utente, risultato: Risultato) -> bool:
    """Named by the plan for this indicator, or deputy of who is. No query where the responsabili were read before."""
    per_conto_di = agisce_per(utente, risultato.rendicontazione.piano.ente)
    return any(persona.utente_id in per_conto_di for persona in risultato.previsione.indicatore.responsabili.all())


def puo_vedere(utente: Utente, risultato: Risultato) -> bool:
    return not motivo_divieto(controlla_puo_vedere, utente, risultato)


def puo_compilare(utente: Utente, risultato: Risultato, adesso: datetime) -> bool:
    return not motivo_divieto(controlla_puo_compilare, utente, risultato, adesso)


def puo_giudicare(utente: Utente, risultato: Risultato) -> bool:
    return not motivo_divieto(controlla_puo_giudicare, utente, risultato)
