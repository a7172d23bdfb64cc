"""Who may write the chapters of a plan, and until when."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.rifiuti import AzioneNegata

APPROVATO = "Il piano è approvato con {atto}: i suoi capitoli si cambiano con una rimodulazione."


def controlla_puo_scrivere(utente: Utente | AnonymousUser, piano: Piano) -> None:
    """Add, change, move and delete: an act freezes the text with the rest of the plan."""
    controlla_ruolo(utente, piano.ente, Ruolo.AMMINISTRATORE, per="scrivere i capitoli del piano")
    if piano.stato != StatoPiano.BOZZA:
        raise AzioneNegata(APPROVATO.format(atto=piano.atto))
