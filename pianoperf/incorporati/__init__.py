"""Embedded PostgreSQL and Redis: what `manage.py` runs on when DATABASE_URL and REDIS_URL are not set.

The servers live under `ambiente.cartella_dati()` and are shared by every process of this checkout;
the last one that leaves stops them (after a `kill -9`, the next one does, or `make stop`).
"""

from __future__ import annotations

import atexit
import os
import secrets
import sys
from pathlib import Path

from pianoperf import ambiente
from pianoperf.incorporati.cartelle import prepara_cartella
from pianoperf.incorporati.errori import ServizioNonAvviabile

_fatto = False


def prepara(*, effimero: bool = False) -> None:
    """Make DATABASE_URL, REDIS_URL and PIANOPERF_SECRET_KEY true, starting what is missing. Safe to call again.

    `effimero` starts a database without durability (tests). On failure: one sentence on standard error, exit 1.
    """
    global _fatto
    if _fatto:
        return
    try:
        _prepara(effimero=effimero)
    except ServizioNonAvviabile as errore:
        sys.exit(str(errore))
    except OSError as errore:
        sys.exit(f"I servizi incorporati non si avviano in {ambiente.cartella_dati()}: {errore}.")
    _fatto = True


def _prepara(*, effimero: bool) -> None:
    incorporata = ambiente.vero("PIANOPERF_INCORPORATO")
    manca_banca_dati, manca_coda = (
        not ambiente.testo("DATABASE_URL"),
        not ambiente.testo("REDIS_URL"),
    )
    if not (incorporata or manca_banca_dati or manca_coda):
        return
    from pianoperf.incorporati.presenza import Presenza, uno_alla_volta

    dati = prepara_cartella(ambiente.cartella_dati())
    presenza = Presenza(dati)
    atexit.register(_lascia, presenza, dati)
    with uno_alla_volta(dati):
        if manca_banca_dati:
            _avvia_banca_dati(dati, effimero=effimero)
        if manca_coda:
            _avvia_coda(dati)


def _avvia_banca_dati(dati: Path, *, effimero: bool) -> None:
    from pianoperf.incorporati.postgres import Postgres

    postgres = Postgres(dati, effimero=effimero)
    postgres.assicura()
    os.environ["DATABASE_URL"] = postgres.indirizzo
    os.environ["PIANOPERF_INCORPORATO"] = "1"
    if not ambiente.testo("PIANOPERF_SECRET_KEY"):
        os.environ["PIANOPERF_SECRET_KEY"] = _chiave_segreta(dati / "chiave_segreta")


def _avvia_coda(dati: Path) -> None:
    from pianoperf.incorporati.coda import Coda

    coda = Coda(dati)
    coda.assicura()
    os.environ["REDIS_URL"] = coda.indirizzo


def _chiave_segreta(file: Path) -> str:
    """The key of this checkout, made the first time: sessions outlive a restart."""
    if not file.exists():
        descrittore = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descrittore, "w") as uscita:
            uscita.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


def _lascia(presenza: object, dati: Path) -> None:
    from pianoperf.incorporati.presenza import Presenza

    if isinstance(presenza, Presenza) and presenza.ultimo():
        ferma(dati)


def ferma(dati: Path) -> None:
    """Stop every `make run` of this folder and both servers, whoever uses them."""
    from pianoperf.incorporati.coda import Coda
    from pianoperf.incorporati.postgres import Postgres
    from pianoperf.incorporati.squadra import ferma_squadre

    ferma_squadre(dati / "avvio")
    Coda(dati).ferma()
    Postgres(dati).ferma()
