"""Every variable that the program reads is explained to the sysadmin, and every one explained is read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import yaml

from pianoperf.ambiente import RADICE

PRODUZIONE = RADICE / "docs" / "produzione"
NOME = re.compile(r"PIANOPERF_[A-Z][A-Z0-9_]*[A-Z0-9]")
INTERO = re.compile(rf"(?:{NOME.pattern}|DATABASE_URL|REDIS_URL)")
# those of a provider are named by whoever configures it: docs/produzione/identita.md has their last part
DI_UN_FORNITORE = re.compile(r"PIANOPERF_OIDC_[A-Z0-9]+_[A-Z_]+")
# read by Compose, and by who tries the program: neither is in the Python of the product
ALTROVE = {"PIANOPERF_VERSIONE"}
NON_DEL_PROGRAMMA = {"POSTGRES_PASSWORD"}


def _lette() -> set[str]:
    """The names that stand alone in a string of the code, and those that the script of the containers expands."""
    sorgenti = [file for app in ("pianoperf", "obiettivi", "indicatori", "rendicontazione") for file in _python(app)]
    nomi = {
        nodo.value
        for file in [*sorgenti, RADICE / "manage.py"]
        for nodo in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(nodo, ast.Constant) and isinstance(nodo.value, str) and INTERO.fullmatch(nodo.value)
    }
    return nomi | set(re.findall(r"\$\{(PIANOPERF_\w+)", (PRODUZIONE / "comando.sh").read_text(encoding="utf-8")))


def _python(app: str) -> list[Path]:
    return sorted((RADICE / app).rglob("*.py"))


def _spiegate() -> set[str]:
    """The names that stand in the first column of a table of docs/produzione."""
    righe = [
        riga.split("|")[1] for pagina in PRODUZIONE.glob("*.md") for riga in _righe(pagina) if riga.startswith("| `")
    ]
    return {nome for cella in righe for nome in re.findall(r"`([A-Z_]+)`", cella) if INTERO.fullmatch(nome)}


def _nominate(file: Path) -> set[str]:
    """Every variable that a file assigns: `NAME=` at the beginning of a line."""
    return {riga.split("=")[0] for riga in _righe(file) if re.match(r"[A-Z_0-9]+=", riga)}


def _righe(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def test_ogni_variabile_letta_è_spiegata_e_ogni_variabile_spiegata_è_letta() -> None:
    assert len(_lette()) > 30
    assert _spiegate() == (_lette() - {"PIANOPERF_GUASTO"}) | ALTROVE


def test_anche_fuori_dalle_tabelle_si_nominano_solo_variabili_che_ci_sono() -> None:
    pagine = [*PRODUZIONE.glob("*.md"), RADICE / "README.md", RADICE / "CHANGELOG.md", RADICE / "Makefile"]
    nominate = {nome for pagina in pagine for nome in NOME.findall(pagina.read_text(encoding="utf-8"))}
    nominate = {nome for nome in nominate if not DI_UN_FORNITORE.fullmatch(nome)}
    assert nominate - _lette() - ALTROVE == {"PIANOPERF_SCHERMATE"}


def test_le_variabili_di_un_fornitore_sono_quelle_che_si_leggono() -> None:
    sorgente = (RADICE / "pianoperf" / "identita.py").read_text(encoding="utf-8")
    pagina = (PRODUZIONE / "identita.md").read_text(encoding="utf-8")
    lette = set(re.findall(r"\{prefisso\}([A-Z_]+)\"[,)]", sorgente))
    assert len(lette) > 8
    assert lette == set(re.findall(r"`…_([A-Z_]+)`", "\n".join(re.findall(r"^\| `….*$", pagina, re.MULTILINE))))


def test_gli_esempi_e_compose_nominano_solo_variabili_che_ci_sono() -> None:
    note = _lette() | ALTROVE | NON_DEL_PROGRAMMA
    assert _nominate(RADICE / ".env.example") - note == set()
    assert _nominate(PRODUZIONE / "systemd" / "ambiente.esempio") - note == set()
    testo = (RADICE / "docker-compose.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)", testo)) - note == set()
    for servizio in yaml.safe_load(testo)["services"].values():
        if servizio["image"].startswith("pianoperf:"):
            assert set(servizio["environment"]) - note == set()
