"""The engine's checks of a plan as findings of the preview."""

from __future__ import annotations

from indicatori.importazione.rilievi import Rilievo
from indicatori.motore.controlli import controlla
from indicatori.motore.documento import PianoDati


def rilievi_del_piano(dati: PianoDati) -> list[Rilievo]:
    """They inform and never block: an approved document is taken as it stands, with its errors shown."""
    return [
        Rilievo(voce.codice, "W" if voce.gravita == "E" else voce.gravita, "", "", f"{voce.dove}: {voce.messaggio}")
        for voce in controlla(dati)
    ]
