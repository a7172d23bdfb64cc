"""How long a large document takes beside Chromium printing the same pages, and how much memory each process holds.

`misura_da_sola` runs in a process of its own, started by `manage.py misura`: the memory is that of the work alone.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import tempfile
import time
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import django

from rendicontazione.relazioni.vista import Vista

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGOMENTI = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip


@dataclass(frozen=True)
class Esito:
    """Times in seconds, memory in MiB. `chromium` is None where there is none."""

    pagine: int
    byte: int
    chromium: float | None
    tutto: float
    una_cambiata: float
    memoria: int
    memoria_compositori: int


def ingrandita(vista: Vista, quante: int) -> Vista:
    """The plan with its schede and their results repeated up to `quante`, each with a code of its own."""
    grande = deepcopy(vista)
    grande.piano.schede = []
    for numero in range(quante):
        modello = vista.piano.schede[numero % len(vista.piano.schede)]
        scheda = deepcopy(modello)
        scheda.codice = str(numero + 1)
        grande.piano.schede.append(scheda)
        if modello.codice in vista.schede:
            grande.schede[scheda.codice] = vista.schede[modello.codice]
        for (di, indicatore, anno), esito in vista.esiti.items():
            if di == modello.codice:
                grande.esiti[scheda.codice, indicatore, anno] = replace(esito, scheda=scheda.codice)
    return grande


def misura(vista: Vista) -> Esito:
    """The whole document with nothing kept, then again after one result has changed; composers warm."""
    from rendicontazione.documenti.archivio import conserva
    from rendicontazione.relazioni.composizione.officina import officina
    from rendicontazione.relazioni.produci import produci

    di_chromium = _chromium(vista)
    produci(ingrandita(vista, 1), "rendicontazione")
    inizio = time.perf_counter()
    prima = conserva(produci(vista, "rendicontazione"))
    tutto = time.perf_counter() - inizio
    chiave = next(iter(vista.esiti))
    vista.esiti[chiave] = replace(vista.esiti[chiave], testo="Cambiato dopo la prima stampa")
    inizio = time.perf_counter()
    dopo = conserva(produci(vista, "rendicontazione"))
    una = time.perf_counter() - inizio
    if prima.sha256 == dopo.sha256:
        raise RuntimeError("Un risultato cambiato non ha cambiato il documento.")
    figli = max((_picco(numero) for numero in officina().processi), default=0)
    return Esito(_pagine(dopo.nome), dopo.dimensione, di_chromium, tutto, una, _picco("self"), figli)


def _chromium(vista: Vista) -> float | None:
    programma = next((trovato for nome in CHROMIUM if (trovato := shutil.which(nome))), None)
    if programma is None:
        return None
    with tempfile.TemporaryDirectory() as cartella:
        pagina = Path(cartella, "pagina.html")
        pagina.write_text(_tutto_in_una_pagina(vista))
        di_qui = [f"--user-data-dir={cartella}/profilo", f"--print-to-pdf={cartella}/x.pdf", str(pagina)]
        inizio = time.perf_counter()
        subprocess.run([programma, *ARGOMENTI, *di_qui], check=True, capture_output=True)
        return time.perf_counter() - inizio


def _tutto_in_una_pagina(vista: Vista) -> str:
    """The same sections with the same stylesheet, as one HTML page with its fonts inside."""
    from rendicontazione.relazioni.caratteri import carattere
    from rendicontazione.relazioni.produci import fogli_di

    def dentro(trovato: re.Match[str]) -> str:
        return f'url("data:font/ttf;base64,{base64.b64encode(carattere(trovato.group(1))).decode()}")'

    fogli = fogli_di(vista, "rendicontazione")
    stile = re.sub(r'url\("pianoperf:/caratteri/([^"]+)"\)', dentro, fogli[0].stile)
    corpi = "".join(foglio.html.partition("<body>")[2].partition("</body>")[0] for foglio in fogli)
    regole = f"{stile} body > section {{ break-before: page }}"
    return f'<!doctype html><html lang="it"><meta charset="utf-8"><title>Prova</title><style>{regole}</style>{corpi}'


def _pagine(nome: str) -> int:
    import pikepdf
    from django.core.files.storage import default_storage

    with default_storage.open(nome) as aperto, pikepdf.open(BytesIO(aperto.read())) as pdf:
        return len(pdf.pages)


def _picco(processo: int | str) -> int:
    """The most memory a process ever held, in MiB; 0 where the system does not say."""
    stato = Path(f"/proc/{processo}/status")
    trovato = re.search(r"VmHWM:\s+(\d+) kB", stato.read_text()) if stato.exists() else None
    return int(trovato.group(1)) // 1024 if trovato else 0


def misura_da_sola(vista: Vista, schede: int, cartella: str) -> Esito:
    """For a fresh process: nothing is kept from another measure."""
    os.environ["PIANOPERF_VAR"] = cartella
    django.setup()
    return misura(ingrandita(vista, schede))
