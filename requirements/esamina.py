"""`make check`: the locked libraries against the known vulnerabilities, by pip-audit; `make sbom`: the list of them.

Fails for a vulnerability that requirements/eccezioni.json does not excuse, or whose excuse has expired. Where the
service cannot be reached nothing has been examined: it says so and passes, since a network is not a defect.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

QUI = Path(__file__).parent
LIBRERIE = QUI / "base.txt"
ECCEZIONI = QUI / "eccezioni.json"
BLOCCATA = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
IMPRONTA = re.compile(r"--hash=sha256:([0-9a-f]{64})")
SECONDI = 300


def main(argomenti: list[str]) -> int:
    if argomenti[:1] == ["sbom"]:
        print(json.dumps(distinta(LIBRERIE.read_text(encoding="utf-8")), indent=2, sort_keys=True))
        return 0
    esito, frase = giudica(_interroga(), _eccezioni(), oggi=datetime.now(UTC).date())
    print(frase)
    return esito


def _interroga() -> dict[str, Any] | None:
    """What pip-audit found; None when it could not even ask."""
    comando = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(LIBRERIE)]
    comando += ["--progress-spinner", "off", "--timeout", "10", "-f", "json"]
    try:
        uscita = subprocess.run(comando, capture_output=True, text=True, timeout=SECONDI, check=False).stdout
        risposta: dict[str, Any] = json.loads(uscita)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return risposta


def _eccezioni() -> dict[str, dict[str, str]]:
    """By id of the vulnerability: `motivo`, and `fino_al` (ISO) after which it counts again."""
    lette: dict[str, dict[str, str]] = json.loads(ECCEZIONI.read_text(encoding="utf-8"))
    return lette


def giudica(trovato: dict[str, Any] | None, eccezioni: dict[str, dict[str, str]], *, oggi: date) -> tuple[int, str]:
    """The exit code and what to say."""
    librerie = trovato["dependencies"] if trovato else []
    esaminate = [libreria for libreria in librerie if "vulns" in libreria]
    aperte = [
        f"{libreria['name']} {libreria['version']}: {falla['id']} (corretta in {_dove(falla)})"
        for libreria in esaminate
        for falla in libreria["vulns"]
        if not _scusata(falla, eccezioni, oggi)
    ]
    if aperte:
        return 1, "Vulnerabilità note nelle librerie:\n" + "\n".join(f"  {una}" for una in aperte)
    saltate = len(librerie) - len(esaminate)
    if not esaminate:
        return (
            0,
            "Librerie NON esaminate: l'elenco delle vulnerabilità non si raggiunge da qui. Ripeti dove si raggiunge.",
        )
    if saltate:
        return 0, f"Librerie esaminate: {len(esaminate)}, nessuna vulnerabilità nota; NON esaminate: {saltate}."
    return 0, f"Librerie esaminate: {len(esaminate)}, nessuna vulnerabilità nota."


def _dove(falla: dict[str, Any]) -> str:
    return ", ".join(falla.get("fix_versions") or []) or "nessuna versione"


def _scusata(falla: dict[str, Any], eccezioni: dict[str, dict[str, str]], oggi: date) -> bool:
    nomi = [falla["id"], *falla.get("aliases", [])]
    return any(nome in eccezioni and oggi <= date.fromisoformat(eccezioni[nome]["fino_al"]) for nome in nomi)


def distinta(blocco: str) -> dict[str, Any]:
    """The CycloneDX 1.5 list of the libraries of a hash-locked file."""
    trovate = list(BLOCCATA.finditer(blocco))
    fini = [altra.start() for altra in trovate[1:]] + [len(blocco)]
    componenti = [
        {
            "type": "library",
            "name": trovata[1],
            "version": trovata[2],
            "purl": f"pkg:pypi/{trovata[1].lower().replace('_', '-')}@{trovata[2]}",
            "bom-ref": f"{trovata[1]}=={trovata[2]}",
            "properties": [
                {"name": "pianoperf:sha256", "value": impronta}
                for impronta in sorted(IMPRONTA.findall(blocco[trovata.end() : fine]))
            ],
        }
        for trovata, fine in zip(trovate, fini, strict=True)
    ]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": componenti}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
