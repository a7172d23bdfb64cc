"""Who may give a deputy, and take it back. The same check refuses, hides and explains."""

from __future__ import annotations

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Delega, Ente, Incarico, Utente
from pianoperf.organizzazione.permissions import controlla_ruolo, ha_ruolo, oggi
from pianoperf.web.rifiuti import AzioneNegata

DELEGABILI = (Ruolo.DIRETTORE, Ruolo.RESPONSABILE)
DEI_CONTROLLORI = (Ruolo.NUCLEO, Ruolo.ORGANO)


def controlla_puo_vedere(utente: Utente, ente: Ente) -> None:
    controlla_ruolo(utente, ente, Ruolo.AMMINISTRATORE, *DELEGABILI, per="vedere le deleghe")


def controlla_puo_delegare(utente: Utente, ente: Ente, delegante: Utente, ruolo: str) -> None:
    """The amministratore for anybody, the others for themselves; only a role that the delegante really holds."""
    controlla_puo_vedere(utente, ente)
    if utente != delegante and not ha_ruolo(utente, ente, Ruolo.AMMINISTRATORE):
        raise AzioneNegata("Puoi delegare solo il tuo ruolo: per gli altri lo fa l'amministratore.")
    incarico = Incarico.objects.in_corso(oggi()).filter(utente=delegante, ente=ente, ruolo=ruolo)
    if ruolo not in DELEGABILI or not incarico.exists():
        raise AzioneNegata(f"{delegante} non ha un incarico di {Ruolo(ruolo).label.lower()} da delegare.")


def controlla_delegato(ente: Ente, delegato: Utente) -> None:
    """Who judges or approves does not fill in: the Nucleo and the organo receive no deputy's role."""
    ruoli = set(Incarico.objects.in_corso(oggi()).filter(utente=delegato, ente=ente).values_list("ruolo", flat=True))
    if not ruoli:
        raise AzioneNegata(f"{delegato} non ha alcun incarico in questo ente: dagliene uno prima di delegarlo.")
    if ruoli & set(DEI_CONTROLLORI):
        raise AzioneNegata(f"{delegato} fa parte del Nucleo o dell'organo di governo: non può rendicontare.")


def controlla_puo_revocare(utente: Utente, delega: Delega) -> None:
    if delega.revocata_il is not None or delega.al < oggi():
        raise AzioneNegata("La delega è già finita.")
    if utente != delega.delegante and not ha_ruolo(utente, delega.ente, Ruolo.AMMINISTRATORE):
        raise AzioneNegata("La delega la ritira chi l'ha data, o l'amministratore.")
