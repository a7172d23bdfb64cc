"""Making a backup: the dump first, then the files that its rows name, into one file that appears when it is whole."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import ProgrammingError, transaction
from django.utils import timezone

from pianoperf.custodia.copie.istante import FileCitato, Istante, istante
from pianoperf.custodia.copie.lettura import esamina
from pianoperf.custodia.copie.pacco import ARCHIVIO, DUMP, FORMATO, INTESTAZIONE, PEZZO, Scrittore, in_json, scrittore
from pianoperf.custodia.copie.programmi import ambiente_di_libpq, programma, versione_del_server
from pianoperf.custodia.copie.rifiuti import CopiaNonFatta
from pianoperf.custodia.models import Copia
from pianoperf.web.versione import versione_del_prodotto
from rendicontazione.sigillo.models import Sigillo
from rendicontazione.sigillo.radici import SENZA_SIGILLI, radici

PREFISSO, SUFFISSO = "pianoperf-", ".copia"
IN_SCRITTURA = ".in-scrittura-"
# Where a restore that was asked to overwrite keeps what was there, until it has ended.
MESSA_DA_PARTE = "prima_del_ripristino"


@dataclass
class Mancanze:
    """Files that the rows name and that are not there any more, or are not what they were."""

    mancanti: list[str] = field(default_factory=list)
    alterati: list[str] = field(default_factory=list)

    @property
    def quante(self) -> int:
        return len(self.mancanti) + len(self.alterati)


def nome_della_copia(adesso: datetime) -> str:
    return f"{PREFISSO}{timezone.localtime(adesso):%Y-%m-%d-%H%M%S}{SUFFISSO}"


def crea_copia(*, file: Path, segreto: bytes | None, adesso: datetime, rileggi: bool = True) -> tuple[Copia, Mancanze]:
    """Write the backup `file`, read it back and remember it. Raises CopiaNonFatta; then nothing is left.

    Also of a database that an older version made, before its migrations.
    A file that has disappeared meanwhile is reported and costs nothing else.
    """
    programma_dump = programma("pg_dump", server=versione_del_server())
    mancanze = Mancanze()
    with _provvisorio(file) as provvisorio:
        with provvisorio.open("wb") as uscita:
            quanti = _scrivi(uscita, segreto, programma_dump, mancanze, adesso)
            uscita.flush()
            os.fsync(uscita.fileno())
        if rileggi:
            esamina(provvisorio, segreto)
        copia = Copia(
            fatta_il=adesso,
            nome=file.name,
            dimensione=provvisorio.stat().st_size,
            sha256=impronta_di(provvisorio),
            cifrata=segreto is not None,
            file=quanti,
            mancanti=mancanze.quante,
        )
        provvisorio.replace(file)
    # a database that still waits for its migrations may have nowhere to remember it
    with suppress(ProgrammingError), transaction.atomic():
        copia.save(force_insert=True)
    return copia, mancanze


def impronta_di(file: Path) -> str:
    with file.open("rb") as aperto:
        return hashlib.file_digest(aperto, "sha256").hexdigest()


@contextmanager
def _provvisorio(file: Path) -> Iterator[Path]:
    """A file beside the place of the backup, that only its owner reads; gone when something goes wrong."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descrittore, nome = tempfile.mkstemp(dir=file.parent, prefix=IN_SCRITTURA)
        os.close(descrittore)
    except OSError as errore:
        raise CopiaNonFatta(f"Non posso scrivere in {file.parent}: {errore.strerror or errore}.") from errore
    try:
        yield Path(nome)
    except OSError as errore:
        raise CopiaNonFatta(f"La copia non è stata scritta: {errore.strerror or errore}.") from errore
    finally:
        Path(nome).unlink(missing_ok=True)


def _scrivi(uscita: IO[bytes], segreto: bytes | None, dump: Path, mancanze: Mancanze, adesso: datetime) -> int:
    with istante() as momento, scrittore(uscita, segreto) as pacco:
        citati = [(voce, _dimensione(voce)) for voce in momento.file_citati()]
        _controlla_lo_spazio(Path(uscita.name).parent, momento.dimensione() + sum(byte or 0 for _, byte in citati))
        pacco.aggiungi_byte(INTESTAZIONE, in_json(_intestazione(momento, adesso)))
        _scrivi_il_dump(pacco, dump, momento)
        tabelle = momento.righe_per_tabella()
        with momento.cursore() as cursore:
            sigilli = radici(cursore) if Sigillo._meta.db_table in tabelle else SENZA_SIGILLI
        for voce, byte in citati:
            _scrivi_il_file(pacco, voce, byte, mancanze)
        pacco.concludi({"tabelle": tabelle, "sigilli": sigilli, **asdict(mancanze)})
        return sum(voce.nome.startswith(ARCHIVIO) for voce in pacco.voci)


def _intestazione(momento: Istante, adesso: datetime) -> dict[str, Any]:
    return {
        "formato": FORMATO,
        "prodotto": "pianoperf",
        "versione": versione_del_prodotto(),
        "fatta_il": adesso.isoformat(),
        "postgresql": versione_del_server(),
        "migrazioni": momento.migrazioni(),
        "ruoli": momento.ruoli(),
    }


def _controlla_lo_spazio(cartella: Path, servono: int) -> None:
    liberi = shutil.disk_usage(cartella).free
    if liberi < servono:
        raise CopiaNonFatta(
            f"In {cartella} ci sono {liberi // 2**20} MB liberi e la copia può arrivare a {servono // 2**20}: "
            "libera spazio o scegli un'altra cartella con --cartella."
        )


def _dimensione(voce: FileCitato) -> int | None:
    """Bytes of the file, None when it is not there."""
    try:
        return int(default_storage.size(voce.nome)) if default_storage.exists(voce.nome) else None
    except FileNotFoundError:
        return None


def _scrivi_il_dump(pacco: Scrittore, dump: Path, momento: Istante) -> None:
    comando: list[str | Path] = [
        dump,
        "--format=custom",
        "--no-password",
        f"--exclude-schema={MESSA_DA_PARTE}",
        f"--snapshot={momento.nome}",
    ]
    with (
        tempfile.TemporaryFile() as errori,
        subprocess.Popen(comando, env=ambiente_di_libpq(), stdout=subprocess.PIPE, stderr=errori) as processo,
    ):
        numero = 0
        while processo.stdout and (pezzo := processo.stdout.read(PEZZO)):
            pacco.aggiungi_byte(f"{DUMP}{numero:06}", pezzo)
            numero += 1
        if processo.wait():
            errori.seek(0)
            raise CopiaNonFatta(f"pg_dump non è riuscito: {ultima_riga(errori.read())}")


def ultima_riga(errori: bytes) -> str:
    righe = [riga for riga in errori.decode(errors="replace").splitlines() if riga.strip()]
    return righe[-1] if righe else "non ha detto perché."


def _scrivi_il_file(pacco: Scrittore, voce: FileCitato, byte: int | None, mancanze: Mancanze) -> None:
    try:
        if byte is None:
            raise FileNotFoundError(voce.nome)
        with default_storage.open(voce.nome, "rb") as aperto:
            scritta = pacco.aggiungi(f"{ARCHIVIO}{voce.nome}", aperto, byte)
    except FileNotFoundError:
        # what only the history names is expected to go
        if voce.sha256:
            mancanze.mancanti.append(voce.nome)
        return
    if voce.sha256 and scritta.sha256 != voce.sha256:
        mancanze.alterati.append(voce.nome)
