"""Files on the disk: whole or not at all, also when the disk fills up or the process is killed (reliability.md 4.5)."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from pianoperf.guasti import punto

PROVVISORIO = ".in-scrittura-"


def spazio_esaurito(errore: BaseException) -> bool:
    """Whether this is a disk, or a quota, that is full."""
    return isinstance(errore, OSError) and errore.errno in (errno.ENOSPC, errno.EDQUOT)


def scrivi_intero(percorso: Path, pezzi: Iterable[bytes], permessi: int | None = None, *, sopra: bool = True) -> None:
    """Write beside the place, to the disk, then give the name: nobody ever sees a part of the file.

    `sopra`: take the place of a file that is there already; without it FileExistsError is raised.
    """
    percorso.parent.mkdir(parents=True, exist_ok=True)
    descrittore, nome = tempfile.mkstemp(dir=percorso.parent, prefix=PROVVISORIO)
    provvisorio = Path(nome)
    try:
        with os.fdopen(descrittore, "wb") as aperto:
            for pezzo in pezzi:
                aperto.write(pezzo)
            aperto.flush()
            os.fsync(aperto.fileno())
        if permessi is not None:
            provvisorio.chmod(permessi)
        punto("file-provvisorio")
        _dai_il_nome(provvisorio, percorso, sopra=sopra)
    except BaseException:
        provvisorio.unlink(missing_ok=True)
        raise
    conferma_cartella(percorso.parent)
    punto("file-rinominato")


def _dai_il_nome(provvisorio: Path, percorso: Path, *, sopra: bool) -> None:
    if sopra:
        provvisorio.replace(percorso)
        return
    try:
        os.link(provvisorio, percorso)
    except OSError as errore:
        # not every file system has links; there the name is looked at first
        if errore.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK) or percorso.exists():
            raise
        provvisorio.replace(percorso)
    else:
        provvisorio.unlink()


def conferma_cartella(cartella: Path) -> None:
    descrittore = os.open(cartella, os.O_RDONLY)
    try:
        os.fsync(descrittore)
    finally:
        os.close(descrittore)


def togli_provvisori(cartella: Path, *, prima_di: float) -> int:
    """Remove what killed processes left half written before this moment (seconds since 1970); how many files."""
    tolti = 0
    for radice, _, nomi in os.walk(cartella):
        for nome in nomi:
            trovato = Path(radice, nome)
            with suppress(FileNotFoundError):
                if nome.startswith(PROVVISORIO) and trovato.stat().st_mtime < prima_di:
                    trovato.unlink()
                    tolti += 1
    return tolti


class ArchivioSuDisco(FileSystemStorage):
    """Django's folder, which leaves no part of a file behind: its own keeps what fitted, under the final name."""

    def _save(self, name: str, content: File[bytes]) -> str:
        while True:
            try:
                permessi = self.file_permissions_mode
                scrivi_intero(Path(self.path(name)), content.chunks(), permessi, sopra=False)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return str(name).replace("\\", "/")
