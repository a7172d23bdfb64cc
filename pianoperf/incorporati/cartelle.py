"""Folders of the embedded services: writable, private, and short enough for a unix socket."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from pianoperf.incorporati.errori import ServizioNonAvviabile

# sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included.
LUNGHEZZA_MASSIMA_SOCKET = 100


def prepara_cartella(cartella: Path) -> Path:
    """Make a folder that only its owner may enter. Raises ServizioNonAvviabile when it cannot be written."""
    try:
        cartella.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cartella):
            return cartella
    except OSError as errore:
        motivo = errore.strerror or str(errore)
        raise ServizioNonAvviabile(
            f"Non posso scrivere nella cartella {cartella} ({motivo}): "
            "dai il permesso di scrittura oppure indica un'altra cartella con PIANOPERF_VAR."
        ) from errore


def impronta(cartella: Path) -> str:
    """A short name of a folder, the same in every process."""
    return hashlib.sha256(os.fsencode(cartella)).hexdigest()[:12]


def adatta_a_un_socket(cartella: Path, nome: str) -> bool:
    percorso = os.fsencode(cartella / nome)
    return len(percorso) <= LUNGHEZZA_MASSIMA_SOCKET and not set(percorso) & set(b",\"'?#%")


def cartella_del_socket(preferita: Path, nome: str) -> Path:
    """`preferita` when a socket called `nome` fits in its path, else a private folder of the system's temporary one."""
    if adatta_a_un_socket(preferita, nome):
        return preferita
    # a socket wants a short path; the folder is refused below when it is somebody else's
    breve = Path("/tmp") / f"pianoperf-{os.geteuid()}-{impronta(preferita)}"  # nosec B108
    breve.mkdir(mode=0o700, exist_ok=True)
    stato = breve.lstat()
    if not stat.S_ISDIR(stato.st_mode) or os.geteuid() not in {0, stato.st_uid}:
        raise ServizioNonAvviabile(f"{breve} esiste già e non è una cartella di questo utente: rimuovila e riprova.")
    return breve
