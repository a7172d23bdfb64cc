"""What `make check` says of the libraries, of the code and of the secrets that somebody could have left in a file."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from datetime import date

import pytest

from pianoperf.ambiente import RADICE

OGGI = date(2026, 11, 23)
FALLA = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.0"]}


@pytest.fixture(scope="module")
def esamina():
    descrizione = importlib.util.spec_from_file_location("esamina", RADICE / "requirements" / "esamina.py")
    modulo = importlib.util.module_from_spec(descrizione)
    descrizione.loader.exec_module(modulo)
    return modulo


def _trovato(*falle, saltate=0):
    guardate = [{"name": "libreria", "version": "1.0", "vulns": list(falle)}]
    return {"dependencies": guardate + [{"name": f"altra{n}", "skip_reason": "assente"} for n in range(saltate)]}


def test_una_vulnerabilità_ferma_e_dice_dove_è_corretta(esamina):
    esito, frase = esamina.giudica(_trovato(FALLA), {}, oggi=OGGI)
    assert esito == 1
    assert "libreria 1.0: PYSEC-1 (corretta in 2.0)" in frase


@pytest.mark.parametrize("nome", ["PYSEC-1", "CVE-1"])
def test_un_eccezione_scritta_vale_fino_al_suo_giorno(esamina, nome):
    for fino_al, esito in (("2026-11-23", 0), ("2026-11-22", 1)):
        scritta = {nome: {"motivo": "Il codice toccato non si usa.", "fino_al": fino_al}}
        assert esamina.giudica(_trovato(FALLA), scritta, oggi=OGGI)[0] == esito


def test_ciò_che_non_si_è_esaminato_si_dice(esamina):
    niente = {"dependencies": [{"name": "altra", "skip_reason": "assente"}]}
    for trovato in (None, niente):
        esito, frase = esamina.giudica(trovato, {}, oggi=OGGI)
        assert esito == 0
        assert "NON esaminate" in frase
        assert "nessuna vulnerabilità" not in frase
    assert esamina.giudica(_trovato(saltate=3), {}, oggi=OGGI)[1].endswith("NON esaminate: 3.")
    assert "NON" not in esamina.giudica(_trovato(), {}, oggi=OGGI)[1]


def test_ogni_eccezione_ha_un_motivo_e_una_fine():
    for nome, eccezione in json.loads((RADICE / "requirements" / "eccezioni.json").read_text()).items():
        assert eccezione.keys() == {"motivo", "fino_al"}, nome
        assert len(eccezione["motivo"]) > 20, nome
        date.fromisoformat(eccezione["fino_al"])


def test_la_distinta_nomina_ogni_libreria_bloccata(esamina):
    blocco = (RADICE / "requirements" / "base.txt").read_text(encoding="utf-8")
    componenti = esamina.distinta(blocco)["components"]
    assert len(componenti) == len(re.findall(r"^[\w.-]+==", blocco, re.MULTILINE)) > 50
    assert all(uno["properties"] for uno in componenti)
    assert "pkg:pypi/django@" in " ".join(uno["purl"] for uno in componenti)


def test_chi_tace_un_avviso_di_bandit_dice_perché():
    """A `nosec` names what it silences, and the line before says why."""
    for file in _seguiti("*.py"):
        righe = (RADICE / file).read_text(encoding="utf-8").splitlines()
        for prima, riga in zip(["", *righe], righe, strict=False):
            if not file.startswith("tests/") and (commento := re.search(r"#\s*nosec(.*)$", riga)):
                assert re.fullmatch(r"( B\d{3})+", commento[1]), f"{file}: {riga}"
                assert prima.strip().startswith("#"), f"{file}: {riga}"


SEGRETI = {
    "chiave privata": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}"),
    "chiave AWS": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "gettone di GitHub o GitLab": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})"),
    "gettone di Slack o Stripe": re.compile(r"\b(?:xox[abprs]-[0-9A-Za-z-]{20}|sk_live_[0-9A-Za-z]{20})"),
    "JWT": re.compile(r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{15,}"),
    "parola in un indirizzo": re.compile(
        r"\b(?:postgres(?:ql)?|redis|https?|smtp)://[^\s:/@{}$<>\"']+:[^\s@{}$<>\"'…]{12,}@"
    ),
    "segreto assegnato": re.compile(
        r"(?i)^\s*(?:PIANOPERF_SECRET_KEY|POSTGRES_PASSWORD|AWS_SECRET_ACCESS_KEY)=\S{12,}", re.M
    ),
}


def _seguiti(*modelli: str) -> list[str]:
    elenco = subprocess.run(["git", "ls-files", *modelli], cwd=RADICE, capture_output=True, text=True, check=False)
    if elenco.returncode:
        pytest.skip("serve il repository git per sapere quali file ne fanno parte")
    return elenco.stdout.splitlines()


def _trova(testo: str) -> set[str]:
    return {nome for nome, modello in SEGRETI.items() if modello.search(testo)}


def test_nessun_file_seguito_ha_un_segreto():
    trovati = {}
    for file in _seguiti():
        percorso = RADICE / file
        piccolo = percorso.is_file() and percorso.stat().st_size < 2_000_000
        if piccolo and (nomi := _trova(percorso.read_text(encoding="utf-8", errors="ignore"))):
            trovati[file] = nomi
    assert trovati == {}
    assert not [
        file for file in _seguiti() if re.search(r"(^|/)(\.env|id_rsa|chiave_segreta)$|\.(pem|key|p12|pfx)$", file)
    ]


@pytest.mark.parametrize(
    "segreto",
    [
        "-----BEGIN RSA PRIVATE" + " KEY-----\n" + "A" * 64,
        "AKIA" + "Z" * 16,
        "ghp_" + "a" * 36,
        "glpat-" + "b" * 20,
        "eyJ" + "a" * 20 + ".eyJ" + "b" * 20 + "." + "c" * 20,
        "postgresql://utente:" + "parolalunghissima" + "@host/nome",
        "PIANOPERF_SECRET_KEY=" + "f" * 64,
    ],
    ids=["privata", "aws", "github", "gitlab", "jwt", "indirizzo", "assegnato"],
)
def test_lo_troverebbe(segreto):
    assert _trova(f"prima\n{segreto}\ndopo")
