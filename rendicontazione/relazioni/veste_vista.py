"""How a body wants its documents to look, as plain data: part of what a document prints."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# The address under which the first page asks for the logo, before its fingerprint.
LOGO = "pianoperf:/logo/"
ORIZZONTALE, VERTICALE = "orizzontale", "verticale"


@dataclass(frozen=True, slots=True)
class ColonnaVista:
    """A column that the body prints; `titolo` empty means the heading it has by itself."""

    colonna: str
    titolo: str = ""


@dataclass(frozen=True, slots=True)
class VesteVista:
    """`tavole` holds the columns of a table, in order, by its code in `tavole.TAVOLE`; `logo` is a PNG."""

    orientamento: str = ORIZZONTALE
    intestazione: str = ""
    sottotitolo: str = ""
    logo: bytes = b""
    logo_testo: str = ""
    tavole: Mapping[str, tuple[ColonnaVista, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """False when nothing was chosen: the documents are then those of a body that never chose."""
        return bool(self.in_json())

    @property
    def logo_sha256(self) -> str:
        return hashlib.sha256(self.logo).hexdigest() if self.logo else ""

    def in_json(self) -> dict[str, Any]:
        """What was chosen and nothing else; the logo by its fingerprint."""
        dati: dict[str, Any] = {
            "orientamento": "" if self.orientamento == ORIZZONTALE else self.orientamento,
            "intestazione": self.intestazione,
            "sottotitolo": self.sottotitolo,
            "logo_sha256": self.logo_sha256,
            "logo_testo": self.logo_testo if self.logo else "",
            "tavole": tavole_in_json(self.tavole),
        }
        return {nome: valore for nome, valore in dati.items() if valore}


def tavole_in_json(tavole: Mapping[str, tuple[ColonnaVista, ...]]) -> dict[str, list[dict[str, str]]]:
    """The shape of `Veste.tavole`: {code: [{"colonna", "titolo"}]}."""
    return {
        codice: [{"colonna": voce.colonna, "titolo": voce.titolo} for voce in colonne]
        for codice, colonne in tavole.items()
    }


def tavole_da_json(dati: Mapping[str, list[dict[str, str]]]) -> dict[str, tuple[ColonnaVista, ...]]:
    return {
        codice: tuple(ColonnaVista(voce["colonna"], voce.get("titolo", "")) for voce in colonne)
        for codice, colonne in dati.items()
    }
