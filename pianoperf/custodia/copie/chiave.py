"""Where the secret of an encrypted backup comes from: a file, or a variable; never the command line."""

from __future__ import annotations

from pathlib import Path

from pianoperf import ambiente
from pianoperf.custodia.copie.rifiuti import CopiaIllegibile

VARIABILE = "PIANOPERF_COPIA_FRASE"
LUNGHEZZA_MINIMA = 16


def segreto(file: Path | None) -> bytes | None:
    """The bytes of the key file, or the phrase of PIANOPERF_COPIA_FRASE; None when neither is given.

    Raises CopiaIllegibile for a key that cannot be read or is too short to protect anything.
    """
    if file is None:
        scelto = ambiente.testo(VARIABILE).encode()
        return _abbastanza_lungo(scelto, f"La frase di {VARIABILE}") if scelto else None
    try:
        letto = file.read_bytes().strip()
    except OSError as errore:
        motivo = errore.strerror or str(errore)
        raise CopiaIllegibile(f"La chiave «{file}» non si legge: {motivo}.") from errore
    return _abbastanza_lungo(letto, f"La chiave «{file}»")


def _abbastanza_lungo(chiave: bytes, quale: str) -> bytes:
    if len(chiave) < LUNGHEZZA_MINIMA:
        raise CopiaIllegibile(f"{quale} è troppo corta: servono almeno {LUNGHEZZA_MINIMA} caratteri.")
    return chiave
