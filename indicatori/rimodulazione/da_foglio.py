"""A workbook of an approved plan: its differences become a proposal, that an act will approve (DESIGN.md 4)."""

from __future__ import annotations

from datetime import datetime

from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione.copia import unisci
from indicatori.rimodulazione.services import proponi_rimodulazione
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano, Rimodulazione
from pianoperf.organizzazione.models import Utente

LUNGHEZZA = 300


def proponi_dal_foglio(
    *,
    piano: Piano,
    dati: PianoDati,
    nome_file: str,
    sha256: str,
    utente: Utente,
    adesso: datetime,
    elimina_assenti: bool = False,
) -> Rimodulazione:
    """The workbook's plan as a proposal; what it does not name stays unless `elimina_assenti`.

    Raises as `proponi_rimodulazione`.
    """
    return proponi_rimodulazione(
        piano=piano,
        oggetto=f"Cambiamenti dal foglio {nome_file}"[:LUNGHEZZA],
        utente=utente,
        adesso=adesso,
        dati=dati if elimina_assenti else unisci(piano_in_dati(piano), dati),
        origine=f"{nome_file} (sha256 {sha256})"[:LUNGHEZZA] if sha256 else nome_file[:LUNGHEZZA],
    )
