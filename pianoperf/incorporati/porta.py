"""The listening socket of `make run`: opened here and handed to gunicorn, so nobody can take it in between."""

from __future__ import annotations

import errno
import socket

from pianoperf.incorporati.errori import ServizioNonAvviabile

TENTATIVI = 20


def apri_porta(preferita: int, indirizzo: str = "127.0.0.1") -> socket.socket:
    """A listening socket on the preferred port, else on the first free one of the next twenty.

    Raises ServizioNonAvviabile when none is free or the port may not be used.
    """
    for porta in range(preferita, min(preferita + TENTATIVI, 65536)):
        ascolto = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        ascolto.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ascolto.bind((indirizzo, porta))
            ascolto.listen(128)
            return ascolto
        except OSError as errore:
            ascolto.close()
            if errore.errno != errno.EADDRINUSE:
                raise ServizioNonAvviabile(f"Non posso usare la porta {porta}: {errore.strerror}.") from errore
    raise ServizioNonAvviabile(
        f"Le porte da {preferita} a {porta} sono tutte occupate: scegline una con PIANOPERF_PORTA."
    )
