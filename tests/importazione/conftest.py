"""The body of a fixture plan, its cast, and the plan itself as the importer reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from indicatori.importazione.anteprima import esamina_percorso
from indicatori.motore.documento import PianoDati
from pianoperf.ambiente import RADICE
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente

FIXTURES: Path = RADICE / "fixtures"
PIANI = (
    "asc-insieme-2021-2023",
    "asc-insieme-2023-2025",
    "asc-insieme-2025-2027",
    "cssm-2023-2025",
    "coeso-2021-2023",
)
ADESSO = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def enti(db: None) -> dict[str, Ente]:
    ente = {}
    for codice in ("asc-insieme", "cssm", "coeso"):
        ente[codice] = Ente.objects.create(codice=codice, nome=f"Ente {codice}", nome_breve=codice)
    for cognome in ("Peri", "Verboschi", "Ferri", "Tonelli", "Vignali"):
        Persona.objects.create(ente=ente["asc-insieme"], cognome=cognome)
    return ente


@pytest.fixture
def asc(enti: dict[str, Ente]) -> Ente:
    return enti["asc-insieme"]


@pytest.fixture
def amministratrice(asc: Ente) -> Utente:
    return incaricato("anna", asc, Ruolo.AMMINISTRATORE)


def incaricato(nome: str, ente: Ente, ruolo: Ruolo) -> Utente:
    utente = Utente.objects.create_user(nome, password="una-parola-di-prova")
    Incarico.objects.create(utente=utente, ente=ente, ruolo=ruolo, dal=date(2020, 1, 1))
    return utente


def dati_di(codice: str, ente: Ente) -> PianoDati:
    """The fixture as the importer reads it for that body."""
    dati = esamina_percorso(FIXTURES / codice, ente).dati
    assert dati is not None
    return dati


def ente_di(codice: str, enti: dict[str, Ente]) -> Ente:
    return enti[codice.rsplit("-", 2)[0]]
