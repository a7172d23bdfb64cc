"""Reading in a child process with limits: a file that kills or stalls the reader costs nobody else anything.

The child is `python -m indicatori.importazione.processo FORMAT`: the file on standard input, a line of JSON a sheet on
standard output. It needs no Django, no database and no environment. `annotazione` is run in the same way.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.guardia import FileRifiutato, Formato, riconosci
from indicatori.importazione.rilievi import Rilievo
from indicatori.importazione.tetto import TroppeCelle

MEMORIA = 2**30
DATI = 240 * 2**20
SECONDI_CPU = 20
SECONDI = 30
SCRITTI_MASSIMI = 200 * 2**20
_RADICE = Path(__file__).resolve().parent.parent.parent
_TROPPO = 3
_ILLEGGIBILE = 4
_RIFIUTATO = 5
_GRANDE = "Il foglio ha troppe celle per essere un piano. Cancella le righe e le colonne vuote, salvalo e ricaricalo."
_ROTTO = "Il foglio non si apre: è danneggiato o non è un vero foglio di calcolo. Salvalo di nuovo e ricaricalo."
_LENTO = (
    "La lettura del foglio è stata interrotta: richiedeva troppo tempo o troppa memoria. Carica il modello compilato."
)


def leggi_a_parte(contenuto: bytes, formato: Formato, nome: str) -> list[Foglio]:
    """The sheets of a file that passed the guard. Raises FileRifiutato when the child refused it, gave up or died."""
    uscita = _figlio(["indicatori.importazione.processo", formato.value, _come_argomento(nome)], contenuto)
    return [Foglio.da_json(json.loads(riga)) for riga in uscita.splitlines()]


def _come_argomento(nome: str) -> str:
    return nome.encode("utf-8", "replace").replace(b"\x00", b"").decode()


def annota_a_parte(contenuto: bytes, nome: str, rilievi: Sequence[Rilievo]) -> bytes:
    """The annotated workbook (see `annotazione.annota`), behind the guard. Raises FileRifiutato."""
    formato = riconosci(contenuto, nome)
    dati = {"nome": nome, "rilievi": [rilievo.in_json() for rilievo in rilievi]}
    ingresso = json.dumps(dati).encode() + b"\n" + contenuto
    with tempfile.TemporaryDirectory() as cartella:
        return _figlio(["indicatori.importazione.annotazione", formato.value], ingresso, TMPDIR=cartella)


def _figlio(modulo: list[str], ingresso: bytes, **altre: str) -> bytes:
    ambiente = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", **altre}
    try:
        esito = subprocess.run(
            [sys.executable, "-m", *modulo],
            input=ingresso,
            capture_output=True,
            timeout=SECONDI,
            cwd=_RADICE,
            env=ambiente,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRifiutato(_LENTO) from None
    if esito.returncode == 0:
        return esito.stdout
    if esito.returncode == _RIFIUTATO:
        raise FileRifiutato(esito.stdout.decode().strip())
    raise FileRifiutato({_TROPPO: _GRANDE, _ILLEGGIBILE: _ROTTO}.get(esito.returncode, _LENTO))


def limita(*, scrive: bool = False) -> None:
    """The child's limits: DATI keeps a reader below 300 MB. `scrive`: openpyxl needs the whole workbook in memory
    and saves through temporary files.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORIA, MEMORIA))
    if not scrive:
        resource.setrlimit(resource.RLIMIT_DATA, (DATI, DATI))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDI_CPU, SECONDI_CPU + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    scritti = SCRITTI_MASSIMI if scrive else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (scritti, scritti))


@dataclass(slots=True)
class Uscita:
    codice: int = 0


@contextmanager
def esci() -> Iterator[Uscita]:
    """Turns what the work of the child raises into its exit code."""
    uscita = Uscita()
    try:
        yield uscita
    except FileRifiutato as rifiutato:
        print(rifiutato)
        uscita.codice = _RIFIUTATO
    except (TroppeCelle, MemoryError):
        uscita.codice = _TROPPO
    except Exception as errore:
        print(f"{type(errore).__name__}: {errore}", file=sys.stderr)
        uscita.codice = _ILLEGGIBILE


def principale(formato: str, nome: str) -> int:
    """The child: 0 and the sheets on standard output, or an exit code that says why not."""
    limita()
    with esci() as uscita:
        for foglio in fogli_di(sys.stdin.buffer.read(), Formato(formato), nome):
            print(json.dumps(foglio.in_json()))
    return uscita.codice


def fogli_di(contenuto: bytes, formato: Formato, nome: str) -> list[Foglio]:
    """The sheets, by the reader of the format, imported alone: the others cost the child time and memory."""
    if formato is Formato.XLSX:
        from indicatori.importazione.lettura_xlsx import leggi_xlsx

        return leggi_xlsx(contenuto)
    if formato is Formato.ODS:
        from indicatori.importazione.lettura_ods import leggi_ods

        return leggi_ods(contenuto)
    if formato is Formato.DOCX:
        from indicatori.importazione.lettura_docx import leggi_docx

        return leggi_docx(contenuto)
    if formato is Formato.JSON:
        from indicatori.importazione.lettura_json import leggi_json

        return leggi_json(contenuto)
    from indicatori.importazione.lettura_csv import leggi_archivio_csv, leggi_csv

    return [leggi_csv(contenuto, nome)] if formato is Formato.CSV else leggi_archivio_csv(contenuto)


if __name__ == "__main__":
    sys.exit(principale(*sys.argv[1:]))
