"""How many backups stay: the newest ones, and never fewer than one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from pianoperf.custodia.copie.scrittura import IN_SCRITTURA, PREFISSO, SUFFISSO

INTERROTTA = timedelta(days=1)


def togli_le_vecchie(cartella: Path, *, tieni: int) -> list[str]:
    """Delete all but the newest `tieni` backups of the folder, told by their names; the names that went."""
    copie = sorted((voce for voce in cartella.glob(f"{PREFISSO}*{SUFFISSO}") if voce.is_file()), reverse=True)
    tolte = copie[max(tieni, 1) :]
    for voce in tolte:
        voce.unlink()
    return [voce.name for voce in tolte]


def togli_le_interrotte(cartella: Path, *, adesso: datetime) -> None:
    """Delete what a backup killed more than a day ago left half written."""
    prima_di = (adesso - INTERROTTA).timestamp()
    for voce in cartella.glob(f"{IN_SCRITTURA}*"):
        if voce.is_file() and voce.stat().st_mtime < prima_di:
            voce.unlink(missing_ok=True)
