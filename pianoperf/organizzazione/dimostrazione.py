"""The demo cast: three real bodies, one person per role, and a stranger of a fourth body.

Logins get a password only on the embedded database: elsewhere they cannot be used until somebody sets one.
"""

from __future__ import annotations

import csv
import secrets
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Struttura, Utente

CARTELLA = settings.RADICE / "fixtures" / "dimostrazione"
DAL = date(2020, 1, 1)


def righe(nome: str) -> list[dict[str, str]]:
    """The rows of one CSV of fixtures/dimostrazione."""
    with (CARTELLA / f"{nome}.csv").open(encoding="utf-8", newline="") as foglio:
        return list(csv.DictReader(foglio))


def parola_dimostrativa() -> str:
    """The one password of the demo logins, made at random and kept in the folder of the embedded services."""
    percorso: Path = settings.CARTELLA_DATI / "password_dimostrativa"
    if not percorso.exists():
        percorso.parent.mkdir(parents=True, exist_ok=True)
        percorso.write_text(f"prova-{secrets.token_hex(4)}\n", encoding="utf-8")
        percorso.chmod(0o600)
    return percorso.read_text(encoding="utf-8").strip()


def accessi_dimostrativi() -> list[tuple[str, str, str]]:
    """(user name, password, what it is) of every demo login; empty unless the database is the embedded one."""
    if not settings.INCORPORATO:
        return []
    parola = parola_dimostrativa()
    nomi = {riga["Codice"]: riga["Nome breve"] for riga in righe("enti")}
    return [
        (riga["Utente"], parola, f"{Ruolo(riga['Ruolo']).label} di {nomi[riga['Ente']]}") for riga in righe("utenti")
    ]


@transaction.atomic
def carica_organizzazione() -> None:
    """Create what is missing of the demo bodies, people and logins; change nothing that is there."""
    for riga in righe("enti"):
        Ente.objects.get_or_create(
            codice=riga["Codice"],
            defaults={"nome": riga["Nome"], "nome_breve": riga["Nome breve"], "tipo": riga["Tipo"]},
        )
    enti = {ente.codice: ente for ente in Ente.objects.all()}
    for riga in righe("strutture"):
        Struttura.objects.get_or_create(
            ente=enti[riga["Ente"]], nome=riga["Nome"], defaults={"gruppo": riga["Gruppo"] == "X"}
        )
    _carica_utenti(enti)
    _carica_persone(enti)


def _carica_utenti(enti: dict[str, Ente]) -> None:
    password = make_password(parola_dimostrativa() if settings.INCORPORATO else None)
    for riga in righe("utenti"):
        utente, _ = Utente.objects.get_or_create(
            username=riga["Utente"],
            defaults={
                "first_name": riga["Nome"],
                "last_name": riga["Cognome"],
                "email": riga["Email"],
                "password": password,
            },
        )
        Incarico.objects.get_or_create(utente=utente, ente=enti[riga["Ente"]], ruolo=riga["Ruolo"], dal=DAL)


def _carica_persone(enti: dict[str, Ente]) -> None:
    utenti = {utente.username: utente for utente in Utente.objects.all()}
    for riga in righe("persone"):
        Persona.objects.get_or_create(
            ente=enti[riga["Ente"]],
            cognome=riga["Cognome"],
            nome=riga["Nome"],
            defaults={
                "alias": [alias.strip() for alias in riga["Alias"].split(";") if alias.strip()],
                "email": riga["Email"],
                "utente": utenti.get(riga["Utente"]),
            },
        )
