"""The published schemas of the open data: JSON Schema (2020-12) of the JSON, Frictionless Table Schema of the CSV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rendicontazione.pubblica.colonne import DEI_RISULTATI, DEL_PIANO, Colonna

VALORI_ASSENTI = [""]
CHIAVE = ["scheda", "codice", "anno"]


@dataclass(frozen=True, slots=True)
class Tabella:
    """One kind of open data: `nome` stands in the addresses of its schemas."""

    nome: str
    titolo: str
    descrizione: str
    colonne: tuple[Colonna, ...]


TARGET = Tabella(
    "target",
    "Target di un piano",
    "Una riga per ogni indicatore e anno: che cosa il piano approvato promette di raggiungere.",
    DEL_PIANO,
)
RISULTATI = Tabella(
    "risultati",
    "Risultati di un anno",
    "Una riga per ogni indicatore dell'anno pubblicato: il target, il risultato e il grado di raggiungimento.",
    DEI_RISULTATI,
)
TABELLE = {tabella.nome: tabella for tabella in (TARGET, RISULTATI)}


def table_schema(tabella: Tabella) -> dict[str, Any]:
    """Frictionless Table Schema 1.0 (https://specs.frictionlessdata.io/table-schema/)."""
    return {
        "fields": [colonna.in_json() for colonna in tabella.colonne],
        "primaryKey": CHIAVE,
        "missingValues": VALORI_ASSENTI,
    }


def json_schema(tabella: Tabella, indirizzo: str) -> dict[str, Any]:
    """Of what `dati.json` holds (https://json-schema.org/draft/2020-12/schema); `indirizzo` is where this one is."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": indirizzo,
        "title": tabella.titolo,
        "description": tabella.descrizione,
        "type": "object",
        "required": ["ente", "piano", "triennio", "anno", "atto", "dimostrativo", "licenza", "righe"],
        "properties": {
            "ente": _oggetto(codice=_TESTO, nome=_TESTO),
            "piano": _oggetto(codice=_TESTO, titolo=_TESTO, versione=_INTERO),
            "triennio": {"type": "array", "items": _INTERO, "minItems": 3, "maxItems": 3},
            "anno": _INTERO if tabella is RISULTATI else {"type": "null"},
            "atto": {"oneOf": [_oggetto(testo=_TESTO, data={**_TESTO, "format": "date"}), {"type": "null"}]},
            "dimostrativo": {"type": "boolean", "description": "Vero quando i dati sono inventati per provare."},
            "licenza": _oggetto(name=_TESTO, title=_TESTO, path={**_TESTO, "format": "uri"}),
            "righe": {"type": "array", "items": _riga(tabella)},
        },
        "additionalProperties": False,
    }


_TESTO = {"type": "string"}
_INTERO = {"type": "integer"}


def _oggetto(**campi: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(campi), "properties": campi, "additionalProperties": False}


def _riga(tabella: Tabella) -> dict[str, Any]:
    return _oggetto(**{colonna.nome: _campo(colonna) for colonna in tabella.colonne})


def _campo(colonna: Colonna) -> dict[str, Any]:
    """A date is a text in JSON; what is not required may be null."""
    tipo = "string" if colonna.tipo == "date" else colonna.tipo
    campo: dict[str, Any] = {
        "type": tipo if colonna.obbligatoria else [tipo, "null"],
        "title": colonna.titolo,
        "description": colonna.descrizione,
    }
    return campo | {"format": "date"} if colonna.tipo == "date" else campo
