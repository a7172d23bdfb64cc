"""A database of every released version comes to today's: same rows, same grades, same logins, sealed and fenced."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pianoperf.ambiente import RADICE
from pianoperf.custodia.management.commands.copia import CON_MANCANZE
from tests.aggiornamenti.fotografa import ATTESO, VERSIONI, banca_dati, uscite
from tests.custodia.banche_dati import impianto

USCITE = re.findall(
    r"^## (\d+\.\d+\.\d+) \(\d{4}-\d\d-\d\d\)", (RADICE / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
)
COPIA = "prima-di-migrare.copia"
# (version, table) whose old columns a later migration changes on purpose, and why
CAMBIATE: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module", params=uscite())
def atteso(request: pytest.FixtureRequest) -> dict[str, Any]:
    letto = json.loads((VERSIONI / request.param / ATTESO).read_text(encoding="utf-8"))
    return {"versione": request.param, **letto}


@pytest.fixture(scope="module")
def aggiornata(atteso: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the examination finds in the database of that version, after `migrate`."""
    versione = atteso["versione"]
    cartella = tmp_path_factory.mktemp("versioni")
    with impianto(cartella, "pianoperf_versioni", come_la_prova=False) as nostro:
        nostro.chiedi(banca_dati(versione))
        esito = nostro.comanda("copia", "-o", str(cartella / COPIA))
        # its file of then is not in the picture: the backup says so, and is made
        assert esito.returncode == CON_MANCANZE, esito.stderr[-3000:]
        esito = nostro.comanda("migrate", "--noinput", "--verbosity", "0")
        assert esito.returncode == 0, esito.stderr[-3000:]
        programma = f"from tests.aggiornamenti.esame import stampa; stampa({str(VERSIONI / versione / ATTESO)!r})"
        esito = nostro.comanda("shell", "--no-imports", "-c", programma)
        assert esito.returncode == 0, esito.stderr[-3000:]
        yield {"copia": cartella / COPIA, **json.loads(esito.stdout.splitlines()[-1])}


def test_ogni_versione_uscita_ha_la_sua_fotografia() -> None:
    assert USCITE
    assert sorted(USCITE) == sorted(uscite()), "vedi tests/aggiornamenti/versioni/README.md"


def test_le_fotografie_restano_piccole() -> None:
    pesi = {file.parent.name: file.stat().st_size for file in VERSIONI.glob("*/*.gz")}
    assert [versione for versione, peso in pesi.items() if peso > 600_000] == []


def test_ogni_riga_di_allora_è_com_era(atteso: dict[str, Any], aggiornata: dict[str, Any]) -> None:
    """Of every table, history included: each column that there was then, in each row that there was."""
    cambiate = {tabella for versione, tabella in CAMBIATE if versione == atteso["versione"]}
    assert len(atteso["tabelle"]) > 70
    assert sum(tabella["righe"] for nome, tabella in atteso["tabelle"].items() if nome.endswith("event")) > 1000
    assert set(aggiornata["righe"]) == cambiate


def test_i_gradi_sono_quelli_di_allora(atteso: dict[str, Any], aggiornata: dict[str, Any]) -> None:
    assert aggiornata["gradi"] == atteso["gradi"]
    assert aggiornata["anni"] == atteso["anni"]
    assert len({stato for stato, *_ in atteso["gradi"].values()}) >= 6
    assert aggiornata["ricalcola"] == "Nessuna differenza.\n"


def test_ciò_che_una_validazione_ha_congelato_è_intatto(atteso: dict[str, Any], aggiornata: dict[str, Any]) -> None:
    assert aggiornata["istantanee"] == atteso["istantanee"]
    assert atteso["istantanee"]


def test_la_storia_di_allora_si_sigilla_e_torna(aggiornata: dict[str, Any]) -> None:
    sigillati = re.search(r"Eventi sigillati: (\d+)\.", aggiornata["sigillo"])
    assert sigillati is not None
    assert int(sigillati[1]) > 1000
    assert f"Controllati {sigillati[1]} eventi" in aggiornata["sigillo"]
    assert aggiornata["sigillo"].endswith("; 0 da sigillare.\n")


def test_il_recinto_sa_di_chi_è_ogni_riga(aggiornata: dict[str, Any]) -> None:
    assert aggiornata["senza_ente"] == []
    assert len(aggiornata["altrui"]) == 3
    assert all(visti == suoi > 0 for visti, suoi in aggiornata["altrui"].values()), aggiornata["altrui"]


def test_si_entra_con_la_password_di_allora_e_ogni_area_risponde(aggiornata: dict[str, Any]) -> None:
    assert aggiornata["pagine"] == []


def test_una_copia_fatta_prima_di_migrare_si_ripristina(
    atteso: dict[str, Any], aggiornata: dict[str, Any], tmp_path: Path
) -> None:
    """Made by today's program of the database as it was: the way to update from a version that had no backup."""
    with impianto(tmp_path, "pianoperf_versioni_copia", come_la_prova=False) as altra:
        esito = altra.comanda("ripristina", str(aggiornata["copia"]))
        assert esito.returncode == 0, esito.stderr[-3000:]
        for tabella, allora in atteso["tabelle"].items():
            assert altra.chiedi(f"SELECT count(*) FROM {tabella}") == [(allora["righe"],)], tabella
        assert altra.chiedi("SELECT count(*) FROM obiettivi_scheda WHERE del_ente IS NULL") == [(0,)]
