"""The unit files of docs/produzione/systemd: what systemd accepts, a worker for each queue, nothing run by root."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from pianoperf.ambiente import RADICE

CARTELLA = RADICE / "docs" / "produzione" / "systemd"
SERVIZI = sorted(CARTELLA.glob("*.service"))
SCRIPT = (RADICE / "docs" / "produzione" / "comando.sh").read_text(encoding="utf-8")


def _letta(file: Path) -> RawConfigParser:
    letta = RawConfigParser(strict=True, delimiters=["="], comment_prefixes=["#"], interpolation=None)
    letta.optionxform = str
    letta.read_string(file.read_text(encoding="utf-8"))
    return letta


@pytest.mark.parametrize("file", SERVIZI, ids=lambda file: file.name)
def test_un_servizio_non_è_di_root_e_tocca_solo_i_suoi_dati(file: Path) -> None:
    servizio = _letta(file)["Service"]
    assert servizio["User"] == "pianoperf"
    assert servizio["StateDirectory"] == "pianoperf"
    assert servizio["ProtectSystem"] == "strict"
    assert servizio["CapabilityBoundingSet"] == ""
    for limite in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert servizio[limite] == "true", limite
    assert servizio["EnvironmentFile"] == "/etc/pianoperf/ambiente"
    assert "PIANOPERF_VAR=/var/lib/pianoperf" in servizio["Environment"]


@pytest.mark.parametrize("file", SERVIZI, ids=lambda file: file.name)
def test_ogni_comando_è_uno_che_lo_script_conosce(file: Path) -> None:
    noti = set(re.findall(r"^(\w+)\)$", SCRIPT, re.MULTILINE))
    comando = _letta(file)["Service"]["ExecStart"].removeprefix("/bin/sh docs/produzione/comando.sh ").split()
    assert comando[0] in noti
    assert comando[1:] in ([], ["%i"])


def test_ogni_coda_ha_il_suo_esecutore(settings) -> None:
    voluti = _letta(CARTELLA / "pianoperf.target")["Unit"]["Wants"].split()
    code = {nome.split("@")[1].removesuffix(".service") for nome in voluti if "@" in nome}
    assert code == {coda.name for coda in settings.CELERY_TASK_QUEUES}
    assert {nome for nome in voluti if "@" not in nome} == {"pianoperf-web.service", "pianoperf-beat.service"}


def test_nessuno_parte_prima_che_la_banca_dati_sia_pronta() -> None:
    for file in SERVIZI:
        unita = _letta(file)["Unit"]
        assert unita["PartOf"] == "pianoperf.target"
        if file.stem != "pianoperf-migra":
            assert unita["Requires"] == unita["After"] == "pianoperf-migra.service"


def test_l_esempio_non_ha_segreti_e_nomina_ciò_senza_cui_non_si_parte() -> None:
    righe = (CARTELLA / "ambiente.esempio").read_text(encoding="utf-8").splitlines()
    variabili = dict(riga.split("=", 1) for riga in righe if riga and not riga.startswith("#"))
    assert variabili.keys() >= {"DATABASE_URL", "REDIS_URL", "PIANOPERF_SECRET_KEY", "PIANOPERF_HOSTS"}
    assert variabili["DATABASE_URL"] == variabili["PIANOPERF_SECRET_KEY"] == ""


def test_systemd_le_accetta(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze non c'è su questa macchina: restano gli altri esami")
    for file in CARTELLA.glob("pianoperf*"):
        # what is not on this machine is not what is examined
        testo = file.read_text(encoding="utf-8").replace("network-online.target postgresql.service redis-server", "x")
        testo = testo.replace("Wants=network-online.target\n", "").replace("EnvironmentFile=", "EnvironmentFile=-")
        (tmp_path / file.name).write_text(testo, encoding="utf-8")
    nomi = [str(tmp_path / file.name.replace("@.", "@celery.")) for file in SERVIZI]
    esito = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *nomi],
        capture_output=True, text=True, timeout=60, env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    nostre = [riga for riga in (esito.stdout + esito.stderr).splitlines() if "pianoperf" in riga]
    assert [riga for riga in nostre if "WorkingDirectory" not in riga and "User" not in riga] == []
