"""Names inside the archive: fit for any system, never out of their folder, never twice."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

VIETATI = set('<>:"/\\|?*')
RISERVATI = {"CON", "PRN", "AUX", "NUL", *(f"{nome}{n}" for nome in ("COM", "LPT") for n in range(1, 10))}
MASSIMO = 100


def parte_sicura(testo: str, ripiego: str) -> str:
    """One folder or file name: no separators, no control characters, no name that Windows keeps for itself."""
    normale = unicodedata.normalize("NFC", testo)
    pulito = "".join(c if c.isprintable() and c not in VIETATI else "_" for c in normale).strip(" .")
    radice, punto, estensione = pulito.rpartition(".")
    if punto and len(estensione) <= 8:
        pulito = f"{radice[: MASSIMO - len(estensione) - 1].rstrip(' .')}.{estensione}"
    pulito = pulito[:MASSIMO].strip(" .") or ripiego
    return f"_{pulito}" if pulito.split(".")[0].upper() in RISERVATI else pulito


class Nomi:
    """Gives each file a path of its own: "1/1.2/verbale.pdf", then "1/1.2/verbale (2).pdf"."""

    def __init__(self) -> None:
        self._dati: set[str] = set()

    def nuovo(self, scheda: str, indicatore: str, nome: str) -> str:
        cartella = f"{parte_sicura(scheda, 'scheda')}/{parte_sicura(indicatore, 'indicatore')}"
        proprio = PurePosixPath(parte_sicura(nome, "evidenza"))
        percorso, volta = f"{cartella}/{proprio}", 2
        # a system that ignores case would write one file over the other
        while percorso.casefold() in self._dati:
            percorso = f"{cartella}/{proprio.stem} ({volta}){proprio.suffix}"
            volta += 1
        self._dati.add(percorso.casefold())
        return percorso
