"""Restoring a backup: all of it, on a database that is empty or that was said to be overwritten, or nothing."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from pianoperf.custodia.copie import banca_dati
from pianoperf.custodia.copie.deposito import deposita
from pianoperf.custodia.copie.lettura import Esame, esamina
from pianoperf.custodia.copie.pacco import ARCHIVIO, DUMP, blocchi, membri
from pianoperf.custodia.copie.programmi import ambiente_di_libpq, programma, versione_del_server
from pianoperf.custodia.copie.rifiuti import RipristinoNegato
from pianoperf.custodia.copie.scrittura import ultima_riga

Segna = Callable[[str], None]
IN_USO = "La banca dati è in uso da altri programmi: ferma web, worker e beat, poi riprova."


@dataclass(frozen=True)
class Ripristinata:
    """What came back: rows and files as the manifest counted them, migrations that were then applied."""

    esame: Esame
    righe: int
    file: int
    migrazioni: int


def ripristina(*, file: Path, segreto: bytes | None, sovrascrivi: bool, segna: Segna = lambda _: None) -> Ripristinata:
    """Restore the whole archive. Raises CopiaIllegibile or RipristinoNegato; then everything is as it was.

    `sovrascrivi`: what is in the database is kept aside and goes only at the end; files of the archive stay.
    """
    if banca_dati.altri_collegati():
        raise RipristinoNegato(IN_USO)
    if banca_dati.riprendi_da_un_interruzione():
        segna("Un ripristino precedente era stato interrotto: ho rimesso quello che c'era prima.")
    c_era = not banca_dati.e_vuota()
    if c_era and not sovrascrivi:
        raise RipristinoNegato(
            "La banca dati non è vuota: ripristina in una banca dati nuova, oppure aggiungi --sovrascrivi "
            "(quello che c'è ora andrà perso)."
        )
    segna("Leggo la copia dall'inizio alla fine…")
    esame = esamina(file, segreto)
    da_applicare = _migrazioni_da_applicare(esame)
    _controlla_lo_spazio(esame)
    programma_restore = programma("pg_restore", server=versione_del_server())
    banca_dati.prepara_i_ruoli(esame.intestazione["ruoli"])
    if c_era:
        banca_dati.metti_da_parte()
    try:
        segna("Rimetto la banca dati e i file…")
        quanti = _rimetti_tutto(file, segreto, esame, programma_restore)
        righe = _controlla_le_righe(esame)
    except BaseException:
        banca_dati.rimetti(c_era=c_era)
        raise
    banca_dati.lascia_andare()
    call_command("migrate", interactive=False, verbosity=0)
    return Ripristinata(esame, righe, quanti, da_applicare)


def _migrazioni_da_applicare(esame: Esame) -> int:
    """How many migrations of this program the archive does not have. Raises RipristinoNegato for a newer archive."""
    caricatore = MigrationLoader(None)
    nostre = {f"{app}.{nome}" for app, nome in caricatore.graph.nodes}
    sue = set(esame.intestazione["migrazioni"])
    # migrations that a later one replaced are in the table and no longer in the program
    nuove = {voce for voce in sue - nostre if voce.split(".")[0] in {app for app, _ in caricatore.graph.nodes}}
    if nuove:
        raise RipristinoNegato(
            f"La copia viene da una versione più nuova di pianoperf ({esame.intestazione['versione']}): "
            f"aggiorna il programma e riprova. Manca per esempio la migrazione {sorted(nuove)[0]}."
        )
    return len(nostre - sue)


def _controlla_lo_spazio(esame: Esame) -> None:
    if not isinstance(default_storage, FileSystemStorage):
        return
    cartella = Path(settings.MEDIA_ROOT)
    while not cartella.exists():
        cartella = cartella.parent
    servono = sum(voce.byte for voce in esame.voci.values() if voce.nome.startswith(ARCHIVIO))
    if shutil.disk_usage(cartella).free < servono:
        raise RipristinoNegato(f"In {cartella} non ci stanno i file della copia: servono {servono // 2**20} MB.")


def _rimetti_tutto(file: Path, segreto: bytes | None, esame: Esame, programma_restore: Path) -> int:
    voci, quanti = esame.voci, 0
    with (
        tempfile.TemporaryFile() as errori,
        membri(file, segreto) as aperti,
        _Restore(programma_restore, errori) as restore,
    ):
        for nome, contenuto in aperti:
            if nome.startswith(DUMP):
                restore.scrivi(contenuto)
                continue
            restore.concludi()
            if nome.startswith(ARCHIVIO):
                voce = voci[nome]
                deposita(nome.removeprefix(ARCHIVIO), contenuto, byte=voce.byte, sha256=voce.sha256)
                quanti += 1
    return quanti


class _Restore:
    """pg_restore fed through a pipe, in one transaction: it writes everything or nothing."""

    def __init__(self, programma_restore: Path, errori: IO[bytes]) -> None:
        self._comando: list[str | Path] = [
            programma_restore,
            "--no-owner",
            "--no-password",
            "--exit-on-error",
            "--single-transaction",
        ]
        self._comando += [f"--dbname={connection.settings_dict['NAME']}"]
        self._processo: subprocess.Popen[bytes] | None = None
        self._errori = errori

    def __enter__(self) -> _Restore:
        return self

    def __exit__(self, *_: object) -> None:
        if self._processo is not None:
            self._processo.kill()
            self._processo.wait()

    def scrivi(self, contenuto: IO[bytes]) -> None:
        if self._processo is None:
            self._processo = subprocess.Popen(
                self._comando,
                env=ambiente_di_libpq(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._errori,
            )
        for blocco in blocchi(contenuto):
            try:
                self._entrata.write(blocco)
            except BrokenPipeError:
                self.concludi()

    def concludi(self) -> None:
        """Wait for the end of the database. Raises RipristinoNegato when it was refused."""
        if self._processo is None:
            return
        processo, self._processo = self._processo, None
        try:
            processo.communicate()
        except BrokenPipeError:
            processo.wait()
        if processo.returncode:
            self._errori.seek(0)
            raise RipristinoNegato(f"pg_restore non è riuscito: {ultima_riga(self._errori.read())}")

    @property
    def _entrata(self) -> IO[bytes]:
        if self._processo is None or self._processo.stdin is None:
            raise RipristinoNegato("pg_restore si è fermato prima di avere letto tutta la banca dati.")
        return self._processo.stdin


def _controlla_le_righe(esame: Esame) -> int:
    """Every table has the rows that were counted at the instant of the backup. Raises RipristinoNegato."""
    attese: dict[str, int] = esame.manifesto["tabelle"]
    trovate = banca_dati.righe_per_tabella(list(attese))
    diverse = [nome for nome in attese if attese[nome] != trovate[nome]]
    if diverse:
        nome = diverse[0]
        raise RipristinoNegato(f"La tabella {nome} ha {trovate[nome]} righe e ne aveva {attese[nome]}.")
    return sum(trovate.values())
