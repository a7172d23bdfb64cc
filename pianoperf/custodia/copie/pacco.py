"""The shape of a backup: a tar, plain or encrypted, that `tar` and `pg_restore` can open without pianoperf.

intestazione.json        what made it: format, versions, migrations, roles
banca-dati.dump.000000   the custom-format dump of pg_dump, in pieces to be joined in order
archivio/<name>          the files of the archive
manifesto.json           size and sha256 of each of them, rows of each table, roots of the seals
manifesto.sha256         the fingerprint of the manifest
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from pianoperf.custodia.copie.cifratura import MAGICO, Cifrante, Decifrante
from pianoperf.custodia.copie.rifiuti import CopiaIllegibile

FORMATO = 1
INTESTAZIONE, MANIFESTO, IMPRONTA = "intestazione.json", "manifesto.json", "manifesto.sha256"
DUMP, ARCHIVIO = "banca-dati.dump.", "archivio/"
PEZZO = 8 << 20
NON_E_UNA_COPIA = "Questo file non è una copia di pianoperf, oppure è stato interrotto o alterato."


@dataclass(frozen=True, slots=True)
class Voce:
    """A member of the tar."""

    nome: str
    byte: int
    sha256: str


class Misurato:
    """A file read through a fingerprint; `read` gives what is asked for, less only at the end."""

    def __init__(self, entrata: IO[bytes]) -> None:
        self._entrata = entrata
        self._impronta = hashlib.sha256()
        self.byte = 0

    def read(self, quanti: int, /) -> bytes:
        pezzi: list[bytes] = []
        while quanti > 0 and (letto := self._entrata.read(quanti)):
            pezzi.append(letto)
            quanti -= len(letto)
        dati = b"".join(pezzi)
        self._impronta.update(dati)
        self.byte += len(dati)
        return dati

    @property
    def sha256(self) -> str:
        return self._impronta.hexdigest()


def blocchi(contenuto: IO[bytes] | Misurato) -> Iterator[bytes]:
    while blocco := contenuto.read(1 << 18):
        yield blocco


class Scrittore:
    """Adds members to the tar, and remembers them for the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.voci: list[Voce] = []

    def aggiungi(self, nome: str, contenuto: IO[bytes], dimensione: int) -> Voce:
        """Raises OSError when the content is shorter than `dimensione`."""
        misurato: Any = Misurato(contenuto)
        scheda = tarfile.TarInfo(nome)
        scheda.size, scheda.mode = dimensione, 0o600
        self._tar.addfile(scheda, misurato)
        self.voci.append(Voce(nome, dimensione, misurato.sha256))
        return self.voci[-1]

    def aggiungi_byte(self, nome: str, contenuto: bytes) -> Voce:
        return self.aggiungi(nome, io.BytesIO(contenuto), len(contenuto))

    def concludi(self, manifesto: dict[str, Any]) -> None:
        dati = in_json({**manifesto, "voci": [asdict(voce) for voce in self.voci]})
        self.aggiungi_byte(MANIFESTO, dati)
        self.aggiungi_byte(IMPRONTA, f"{hashlib.sha256(dati).hexdigest()}  {MANIFESTO}\n".encode())


def in_json(dati: dict[str, Any]) -> bytes:
    return f"{json.dumps(dati, ensure_ascii=False, indent=1)}\n".encode()


@contextmanager
def scrittore(uscita: IO[bytes], segreto: bytes | None) -> Iterator[Scrittore]:
    """A tar in `uscita`, encrypted when there is a secret. The last bytes are written when the block ends well."""
    cifrante: Any = uscita if segreto is None else Cifrante(uscita, segreto)
    with tarfile.open(fileobj=cifrante, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        yield Scrittore(tar)
    if cifrante is not uscita:
        cifrante.close()


@contextmanager
def membri(file: Path, segreto: bytes | None) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """(name, content) of each member, in order; each content is to be read before the next.

    Raises CopiaIllegibile for what is not a tar of ours, or needs a key.
    """
    try:
        with file.open("rb") as aperto, tarfile.open(fileobj=_in_chiaro(aperto, segreto), mode="r|") as tar:
            yield _membri(tar)
    except (tarfile.TarError, EOFError) as errore:
        raise CopiaIllegibile(NON_E_UNA_COPIA) from errore
    except OSError as errore:
        raise CopiaIllegibile(f"«{file}» non si legge: {errore.strerror or errore}.") from errore


def _membri(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for scheda in tar:
        contenuto = tar.extractfile(scheda) if scheda.isfile() else None
        if contenuto is None:
            raise CopiaIllegibile(NON_E_UNA_COPIA)
        yield scheda.name, contenuto


def _in_chiaro(aperto: IO[bytes], segreto: bytes | None) -> Any:
    if aperto.read(len(MAGICO)) != MAGICO:
        aperto.seek(0)
        return aperto
    if segreto is None:
        raise CopiaIllegibile(
            "La copia è cifrata: indica la chiave con --chiave FILE, o la frase in PIANOPERF_COPIA_FRASE."
        )
    return io.BufferedReader(Decifrante(aperto, segreto), PEZZO)
