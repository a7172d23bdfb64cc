"""The files of the open data as bytes, and how large they are: what a visitor downloads and what the metadata say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.urls import reverse

from rendicontazione.pubblica.dati import Riga, in_oggetto, in_testo_csv, righe_del_piano, righe_dell_anno
from rendicontazione.pubblica.memoria import Ricordo
from rendicontazione.pubblica.schemi import RISULTATI, TARGET, Tabella
from rendicontazione.pubblica.vetrina import PianoPubblico

TIPI = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class FileAperto:
    """One file: `anno` is None for the targets of the plan."""

    piano: PianoPubblico
    anno: int | None
    formato: str

    @property
    def tabella(self) -> Tabella:
        return RISULTATI if self.anno else TARGET

    @property
    def nome(self) -> str:
        return f"{self.piano.codice}-{self.anno}.{self.formato}" if self.anno else f"{self.piano.codice}.{self.formato}"

    def percorso(self, ente: str) -> str:
        dove: dict[str, Any] = {"ente": ente, "piano": self.piano.codice, "formato": self.formato}
        if self.anno is None:
            return reverse("pubblica_dati_piano", kwargs=dove)
        return reverse("pubblica_dati_anno", kwargs={**dove, "anno": self.anno})


@dataclass(frozen=True, slots=True)
class Misure:
    """Bytes as they are downloaded, and their fingerprint."""

    dimensione: int
    sha256: str


def contenuto(ricordo: Ricordo, file: FileAperto) -> bytes:
    """The whole file, from the database."""
    righe = _righe(ricordo, file)
    if file.formato == "json":
        return in_testo_json(in_oggetto(ricordo.ente, file.piano, file.anno, righe)).encode()
    return in_testo_csv(righe, file.tabella.colonne).encode()


def misure(ricordo: Ricordo, file: FileAperto) -> Misure:
    """Made once for each state of the body."""
    chiave = ("misure", file.piano.codice, file.anno, file.formato)
    return ricordo.parte(chiave, lambda: misure_di(contenuto(ricordo, file)))


def misure_di(byte: bytes) -> Misure:
    return Misure(len(byte), sha256(byte).hexdigest())


def in_testo_json(dati: dict[str, Any]) -> str:
    return json.dumps(dati, ensure_ascii=False, indent=1) + "\n"


def _righe(ricordo: Ricordo, file: FileAperto) -> list[Riga]:
    if file.anno is None:
        return righe_del_piano(ricordo.ente, file.piano)
    return righe_dell_anno(file.piano, file.anno)
