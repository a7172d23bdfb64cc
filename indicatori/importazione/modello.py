"""The template workbook: its sheets and headings, once, for the reader and for the writer (DESIGN.md 5)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TUTTE = ("schede", "piao", "albero")
SEPARATORE = "; "
NESSUNA_AZIONE = "-"
# A chapter goes on in the rows below without a title: a new paragraph, or the same one after this mark.
SEGUE = "(segue) "


@dataclass(frozen=True, slots=True)
class Colonna:
    """One heading. `richiesta`: the heading and every cell must be there; `massimo`: longest text, None for any.

    `famiglie` says which templates show the column even when it is empty; `larghezza` is in characters.
    """

    titolo: str
    campo: str
    richiesta: bool = False
    massimo: int | None = None
    larghezza: int = 14
    famiglie: tuple[str, ...] = TUTTE


@dataclass(frozen=True, slots=True)
class ColonnaAnno:
    """A heading repeated for each year: "Previsione 2024", or the bare year when `prefisso` is empty."""

    prefisso: str
    campo: str
    larghezza: int = 28

    def titolo(self, anno: int) -> str:
        return f"{self.prefisso} {anno}".strip()


@dataclass(frozen=True, slots=True)
class FoglioModello:
    nome: str
    file: str
    colonne: tuple[Colonna, ...]
    annuali: tuple[ColonnaAnno, ...] = ()
    famiglie: tuple[str, ...] = TUTTE

    @property
    def campi(self) -> tuple[str, ...]:
        return tuple(colonna.campo for colonna in self.colonne) + tuple(colonna.campo for colonna in self.annuali)

    def colonna(self, campo: str) -> Colonna:
        return next(colonna for colonna in self.colonne if colonna.campo == campo)


def _testo_piao(titolo: str, campo: str) -> Colonna:
    return Colonna(titolo, campo, larghezza=40, famiglie=("piao",))


PIANO = FoglioModello(
    "Piano",
    "piano.csv",
    (
        Colonna("Codice", "codice", richiesta=True, massimo=80, larghezza=26),
        Colonna("Ente", "ente", richiesta=True, massimo=60, larghezza=18),
        Colonna("Famiglia", "famiglia", richiesta=True),
        Colonna("Titolo", "titolo", richiesta=True, massimo=400, larghezza=70),
        Colonna("Primo anno", "primo_anno", richiesta=True),
    ),
)
OBIETTIVI = FoglioModello(
    "Obiettivi strategici",
    "obiettivi_strategici.csv",
    (
        Colonna("Codice", "codice", richiesta=True, massimo=20),
        Colonna("Titolo", "titolo", richiesta=True, larghezza=70),
        Colonna("Area", "area", massimo=200, larghezza=40),
    ),
    famiglie=("piao", "albero"),
)
SCHEDE = FoglioModello(
    "Schede",
    "schede.csv",
    (
        Colonna("Codice", "codice", richiesta=True, massimo=20),
        Colonna("Tipo", "tipo"),
        Colonna("Titolo", "titolo", richiesta=True, larghezza=60),
        Colonna("Triennio dichiarato", "triennio_dichiarato", massimo=20, larghezza=18),
        Colonna("Responsabile", "responsabile", massimo=250, larghezza=34),
        Colonna("Altri servizi coinvolti", "altri_servizi", massimo=250, larghezza=34),
        Colonna("Incidenza %", "incidenza", famiglie=("piao",)),
        Colonna("Obiettivi strategici", "obiettivi_strategici", larghezza=26, famiglie=("piao", "albero")),
        _testo_piao("Situazione attuale", "situazione_attuale"),
        _testo_piao("Criticità", "criticita"),
        _testo_piao("Situazione attesa", "situazione_attesa"),
        _testo_piao("Vantaggi", "vantaggi"),
        _testo_piao("Descrizione azioni", "descrizione_azioni"),
        _testo_piao("Operatori", "operatori"),
        _testo_piao("Costi", "costi"),
        _testo_piao("Indicatore generale", "indicatore_generale"),
        _testo_piao("Stakeholders", "stakeholders"),
        _testo_piao("Dimensioni valore pubblico", "dimensioni_valore_pubblico"),
        _testo_piao("Aree strategiche", "aree_strategiche"),
        _testo_piao("Anno primo inserimento", "anno_primo_inserimento"),
    ),
)
AZIONI = FoglioModello(
    "Azioni",
    "azioni.csv",
    (
        Colonna("Scheda", "scheda", richiesta=True, massimo=20),
        Colonna("Numero", "numero", richiesta=True, massimo=20),
        Colonna("Innovazione", "innovazione"),
        Colonna("Descrizione", "descrizione", richiesta=True, larghezza=60),
        Colonna("Risultato atteso", "risultato_atteso", larghezza=60),
    ),
    (ColonnaAnno("", "anni", larghezza=8),),
    famiglie=("schede", "albero"),
)
INDICATORI = FoglioModello(
    "Indicatori",
    "indicatori.csv",
    (
        Colonna("Scheda", "scheda", richiesta=True, massimo=20),
        Colonna("Codice", "codice", richiesta=True, massimo=20),
        Colonna("Azione", "azione", massimo=20, larghezza=10),
        Colonna("Indicatore", "descrizione", richiesta=True, larghezza=60),
        Colonna("Responsabili", "responsabili", massimo=300, larghezza=26),
        Colonna("Strutture", "strutture", larghezza=34, famiglie=("albero",)),
        Colonna("Algoritmo", "algoritmo", larghezza=40, famiglie=("albero",)),
        Colonna("Baseline", "baseline", massimo=120, larghezza=18, famiglie=("albero",)),
        Colonna("Termine", "termine", famiglie=("piao",)),
        Colonna("Peso", "peso", famiglie=("piao",)),
        Colonna("Ogni anno", "ciclico", famiglie=("piao",)),
        Colonna("Condizionato da", "condizionato_da", massimo=20, larghezza=18, famiglie=("piao",)),
        Colonna("Verso", "verso"),
        Colonna("Note", "note", larghezza=34),
    ),
    (ColonnaAnno("Previsione", "previsioni"), ColonnaAnno("Annotazione", "annotazioni")),
)
CAPITOLI = FoglioModello(
    "Capitoli",
    "capitoli.csv",
    (
        Colonna("Numero", "numero", massimo=20, larghezza=10),
        Colonna("Titolo", "titolo", richiesta=True, massimo=300, larghezza=50),
        Colonna("Testo", "testo", larghezza=110),
        Colonna("Tavola", "tavola"),
    ),
    famiglie=("albero",),
)
RISULTATI = FoglioModello(
    "Risultati",
    "risultati.csv",
    (
        Colonna("Scheda", "scheda", richiesta=True, massimo=20),
        Colonna("Codice", "codice", richiesta=True, massimo=20),
        Colonna("Anno", "anno", richiesta=True),
        Colonna("Parte", "parte", larghezza=30),
        Colonna("Risultato", "risultato", larghezza=34),
        Colonna("Nota", "nota", larghezza=60),
        Colonna("Causa", "causa"),
    ),
)
LEGGIMI = FoglioModello(
    "Leggimi",
    "leggimi.csv",
    (
        Colonna("Foglio", "foglio", larghezza=20),
        Colonna("Colonna", "colonna", larghezza=26),
        Colonna("Obbligatoria", "obbligatoria"),
        Colonna("Che cosa si scrive", "detto", larghezza=70),
        Colonna("Esempio", "esempio", larghezza=34),
    ),
)

FOGLI: tuple[FoglioModello, ...] = (PIANO, OBIETTIVI, SCHEDE, AZIONI, INDICATORI, CAPITOLI, RISULTATI)
FOGLI_DEL_PIANO: tuple[FoglioModello, ...] = FOGLI[:-1]


def normalizza(titolo: str) -> str:
    """A heading as it is compared: no case, accents, punctuation or repeated spaces."""
    piano = unicodedata.normalize("NFKD", titolo).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", piano.lower()).strip()


def e_leggimi(nome: str) -> bool:
    """Whether a sheet, or a CSV file, is the template's instructions: nobody reads them back."""
    return normalizza(nome.rsplit("/", 1)[-1].removesuffix(".csv")) == normalizza(LEGGIMI.nome)


def foglio_di_nome(nome: str) -> FoglioModello | None:
    """The template's sheet of that name, or of that CSV file name; None when it is not one."""
    cercato = normalizza(nome.rsplit("/", 1)[-1].removesuffix(".csv"))
    return next((foglio for foglio in FOGLI if normalizza(foglio.nome) == cercato), None)
