"""A year whose window ends at a known day of Rome, people with an address, and the job run at a given moment."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pianoperf.lavori import esecuzione
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Persona
from rendicontazione.models import Rendicontazione
from rendicontazione.promemoria import tasks
from tests import scenari
from tests.scenari import Cast

ROMA = ZoneInfo("Europe/Rome")


def alle(anno: int, mese: int, giorno: int, ora: int = 7, minuto: int = 0) -> datetime:
    """A moment of the clock on the wall in Rome."""
    return datetime(anno, mese, giorno, ora, minuto, tzinfo=ROMA)


def anno_fino_al(cast: Cast, fine: datetime, inizio: datetime | None = None) -> Rendicontazione:
    rendicontazione = scenari.anno_aperto(cast)
    rendicontazione.finestra_dal = inizio or alle(2024, 1, 10, 0)
    rendicontazione.finestra_al = fine
    rendicontazione.save(update_fields=["finestra_dal", "finestra_al"])
    return rendicontazione


def con_indirizzi(**indirizzi: str) -> None:
    """`Rossi="rita@ente.it"`: the address of each persona, by surname."""
    for cognome, indirizzo in indirizzi.items():
        Persona.objects.filter(cognome=cognome).update(email=indirizzo)


def lavora(adesso: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run every queued job as a worker would, at that moment; how many."""
    monkeypatch.setattr(tasks.timezone, "now", lambda: adesso)
    lavori = list(Lavoro.objects.filter(stato=StatoLavoro.IN_CODA))
    for lavoro in lavori:
        esecuzione.esegui(lavoro.pk)
    return len(lavori)
