"""Is it possible in this state? What may still be taken back; each raises AzioneNegata."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.calendario.finestre import con_proroga, finestra_di
from rendicontazione.enums import StatoRendicontazione, StatoRisultato
from rendicontazione.models import Proroga, Risultato
from rendicontazione.nucleo.policies import controlla_al_lavoro, controlla_senza_richieste

S = StatoRisultato
DECISI = {S.CONFERMATO, S.RETTIFICATO, S.NON_VALUTABILE, S.RINVIATO}


def controlla_giudizio_annullabile(risultato: Risultato) -> None:
    """An opinion is taken back until the year is validated."""
    controlla_al_lavoro(risultato.rendicontazione)
    if risultato.stato not in DECISI:
        stato = risultato.get_stato_display().lower()
        raise AzioneNegata(f"Non c'è un giudizio da annullare: il risultato è in stato «{stato}».")


def controlla_invio_annullabile(risultato: Risultato, adesso: datetime, proroga: Proroga | None) -> None:
    """A sending is taken back while its year and its window are open and the Nucleo has not answered.

    Once the year is handed over only the Nucleo moves a result (DESIGN.md 4).
    """
    rendicontazione = risultato.rendicontazione
    if risultato.stato != S.TRASMESSO:
        stato = risultato.get_stato_display().lower()
        raise AzioneNegata(f"L'invio non si annulla più: il risultato è in stato «{stato}».")
    if rendicontazione.stato != StatoRendicontazione.APERTA:
        stato = rendicontazione.get_stato_display().lower()
        raise AzioneNegata(f"L'invio non si annulla più: la rendicontazione è «{stato}».")
    finestra = con_proroga(finestra_di(rendicontazione, risultato.periodo), proroga)
    if finestra.finita(adesso):
        giorno = timezone.localtime(finestra.al)
        raise AzioneNegata(f"L'invio non si annulla più: la finestra si è chiusa il {giorno:%d/%m/%Y}.")
    controlla_senza_richieste(risultato)
