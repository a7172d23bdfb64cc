"""Who may remind and who reads the messages. The same check refuses, greys the button, and is its sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Persona, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo, ha_ruolo
from pianoperf.web.rifiuti import AzioneNegata
from pianoperf.web.templatetags.formati import data, data_ora
from rendicontazione.calendario.finestre import finestra_di
from rendicontazione.models import Messaggio, Rendicontazione
from rendicontazione.promemoria.impegni import IN_CORSO, indirizzo_di

SOLLECITANO = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE)
RIPOSO = timedelta(hours=24)


def puo_leggere_i_messaggi(utente: Utente, ente: Ente) -> bool:
    return ha_ruolo(utente, ente, Ruolo.AMMINISTRATORE)


def controlla_puo_leggere(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, per="leggere i messaggi spediti")


def controlla_puo_riprovare(utente: Utente, messaggio: Messaggio) -> None:
    controlla_puo_leggere(utente, messaggio.ente)
    if messaggio.spedito_il is not None:
        raise AzioneNegata(f"Il messaggio è già partito il {data_ora(messaggio.spedito_il)}.")
    if not messaggio.errore:
        raise AzioneNegata("Il messaggio è in coda: parte da solo fra poco.")


def controlla_puo_sollecitare(utente: Utente, rendicontazione: Rendicontazione, periodo: str, adesso: datetime) -> None:
    """The year is in course and its window has begun: before it nobody could do what is asked."""
    controlla_ruolo(utente, rendicontazione.piano.ente, *SOLLECITANO, per="sollecitare")
    if rendicontazione.stato not in IN_CORSO:
        stato = rendicontazione.get_stato_display().lower()
        raise AzioneNegata(f"L'anno {rendicontazione.anno} è «{stato}»: non c'è niente da inserire.")
    finestra = finestra_di(rendicontazione, periodo)
    if not finestra.iniziata(adesso):
        raise AzioneNegata(
            f"La finestra si apre il {data(finestra.dal)}: prima nessuno può inserire."
            if finestra.dal
            else "La finestra non è ancora stata fissata."
        )


def controlla_sollecitabile(persona: Persona, da_fare: int, ultimo: datetime | None, adesso: datetime) -> None:
    """Somebody with something to do and an address, not written to about this year in the last 24 hours."""
    if not da_fare:
        raise AzioneNegata("Non ha niente da fare.")
    if not indirizzo_di(persona):
        raise AzioneNegata("Non ha un indirizzo e-mail: aggiungilo nell'anagrafica.")
    if ultimo is not None and adesso - ultimo < RIPOSO:
        raise AzioneNegata(f"Avvisato meno di 24 ore fa: si può di nuovo dal {data_ora(ultimo + RIPOSO)}.")
