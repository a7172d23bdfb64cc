"""A composer: a process that takes sections from the one that started it and gives them back composed.

It knows no database and no Django, and ends with the process that started it. Started as
`python -m rendicontazione.relazioni.composizione.compositore N`, N the number of an open connection.
"""

from __future__ import annotations

import gc
import resource
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.composizione.pezzi import Foglio, Pezzo

MEMORIA_MASSIMA = 2 * 2**30
# Python frees nothing while a section is composed: the collector took a fifth of the time.
RACCOGLI_OGNI = 8
SENZA_PANGO = (
    "Su questo server manca la libreria Pango, che serve a comporre i PDF: "
    "chiedi a chi lo gestisce di installarla (pacchetto libpango-1.0-0 e libpangoft2-1.0-0)."
)

Risposta = Pezzo | Exception


class Guasto(Exception):
    """Composing a section failed for a reason that is not the user's."""


def lavora(filo: Connection) -> None:
    """Answer each Foglio with its Pezzo, or with the Rifiuto or the Guasto that it met, until nobody asks."""
    fatti = 0
    while (foglio := _prossimo(filo)) is not None:
        filo.send(rispondi(foglio))
        fatti += 1
        if fatti == 1:
            _raccogli_di_rado()
        elif fatti % RACCOGLI_OGNI == 0:
            gc.collect()


def _raccogli_di_rado() -> None:
    """What the first section loaded (fonts, styles) stays: it need not be looked at again."""
    gc.collect()
    gc.freeze()
    gc.disable()


def rispondi(foglio: Foglio) -> Risposta:
    try:
        from rendicontazione.relazioni.stampa import componi_pezzo
    except OSError:
        return Rifiuto(SENZA_PANGO)
    try:
        return componi_pezzo(foglio)
    except Rifiuto as rifiuto:
        return Rifiuto(str(rifiuto))
    except Exception as errore:  # told to the process that asked, which decides
        return Guasto(f"{type(errore).__name__}: {errore}")


def _prossimo(filo: Connection) -> Foglio | None:
    try:
        foglio: Foglio = filo.recv()
    except (EOFError, OSError):
        return None
    return foglio


def main() -> None:
    with suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORIA_MASSIMA, MEMORIA_MASSIMA))
    lavora(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()
