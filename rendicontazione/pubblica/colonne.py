"""The columns of the open data and what each means: one list for the files and for their published schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SCRITTE = {
    "string": "testo",
    "integer": "numero intero",
    "number": "numero, con il punto decimale",
    "date": "data: anno-mese-giorno",
}


@dataclass(frozen=True, slots=True)
class Colonna:
    """`tipo` is a type of Frictionless Table Schema."""

    nome: str
    titolo: str
    descrizione: str
    tipo: str = "string"
    obbligatoria: bool = False

    @property
    def scritta(self) -> str:
        """How its values are written, for people."""
        return SCRITTE[self.tipo]

    def in_json(self) -> dict[str, Any]:
        campo: dict[str, Any] = {
            "name": self.nome,
            "type": self.tipo,
            "title": self.titolo,
            "description": self.descrizione,
        }
        return campo | {"constraints": {"required": True}} if self.obbligatoria else campo


DEL_PIANO = (
    Colonna("scheda", "Scheda", "Codice della scheda, o dell'obiettivo, come nel piano", obbligatoria=True),
    Colonna("titolo", "Titolo", "Titolo della scheda"),
    Colonna("azione", "Azione", "Numero dell'azione a cui l'indicatore appartiene; vuoto se il piano non lo dice"),
    Colonna("codice", "Codice", "Codice dell'indicatore, unico nella scheda", obbligatoria=True),
    Colonna("indicatore", "Indicatore", "Che cosa si misura, con le parole del piano"),
    Colonna("anno", "Anno", "Anno a cui il target si riferisce", "integer", obbligatoria=True),
    Colonna("previsione", "Previsione", "Il target dell'anno, con le parole del piano"),
    Colonna("annotazione", "Annotazione", "Testo che il piano stampa nella colonna dei risultati di quell'anno"),
    Colonna("nota", "Nota", "Note stampate accanto all'indicatore, o al suo risultato"),
    Colonna("termine", "Termine", "Data entro cui lo step va concluso", "date"),
    Colonna("peso", "Peso", "Peso dell'indicatore nella sua scheda; vuoto se il piano non dà pesi", "number"),
)
_ESITI = (
    Colonna("risultato", "Risultato", "Il valore raggiunto, come rendicontato e validato"),
    Colonna("grado", "Grado", "Grado di raggiungimento da 0 a 1; vuoto dove non si può calcolare", "number"),
    Colonna("fascia", "Fascia", "Nome della fascia in cui cade il grado"),
    Colonna("stato", "Stato", "Che cosa ha deciso il Nucleo di valutazione sul risultato"),
)
DEI_RISULTATI = (*DEL_PIANO[:8], *_ESITI, *DEL_PIANO[8:])
