"""The tables whose columns a body may choose, order and name: what each column is, and why some may not be left out."""

from __future__ import annotations

from dataclasses import dataclass

# In a heading it stands for the year: of the column when it is repeated, else of the document.
ANNO = "{anno}"

# The columns that are printed only where there is something to print in them.
CONDIZIONI = {
    "risultati": "si stampa nei documenti con i risultati",
    "responsabili": "si stampa se il piano indica i responsabili",
    "note": "si stampa se la scheda ha note",
    "incidenza": "si stampa se il piano dà un peso agli obiettivi",
}

INDICATORE = "L'indicatore è ciò che l'atto approva: si può spostare, non togliere."
PREVISIONE = "Il target è ciò che l'atto approva: si può spostare, non togliere."
RISULTATO = "Il risultato è ciò che il documento rende conto: si può spostare, non togliere."
OBIETTIVO = "L'obiettivo è ciò che l'atto approva: si può spostare, non togliere."
AZIONE = "L'azione è ciò che l'atto approva: si può spostare, non togliere."
GRADO = "Il grado di raggiungimento è ciò che il Nucleo valida: si può spostare, non togliere."
NOTE = "Le note dicono i motivi del Nucleo e le modifiche dopo la validazione: si possono spostare, non togliere."
COPERTURA = "Dice su quanti indicatori si regge il grado: si può spostare, non togliere."
PESO = "Il peso decide il grado dell'obiettivo: si può spostare, non togliere."


@dataclass(frozen=True, slots=True)
class Colonna:
    """`testa` and `cella` are the classes of its heading and of its cells (width, alignment: _stile.css).

    `obbligatoria` is the sentence that says why it cannot be left out, empty when it can; `per_anno`: repeated for
    each year of the table; `se` names the condition of CONDIZIONI under which it is printed.
    """

    codice: str
    titolo: str
    testa: str = ""
    cella: str = ""
    obbligatoria: str = ""
    per_anno: bool = False
    se: str = ""

    @property
    def con_anno(self) -> bool:
        return ANNO in self.titolo

    @property
    def nome(self) -> str:
        """How the column is called where no year is meant."""
        return self.titolo.replace(f"({ANNO})", "").replace(ANNO, "").strip(" /") or "Anno"


@dataclass(frozen=True, slots=True)
class Tavola:
    """`famiglia` empty: the table is in the documents of every body."""

    codice: str
    nome: str
    famiglia: str
    colonne: tuple[Colonna, ...]


_AZIONI = Tavola(
    "schede.azioni",
    "Azioni della scheda",
    "schede",
    (
        Colonna("n", "N", "w-n", "centro"),
        Colonna("innovazione", "Innovazione", "w-innov", "centro"),
        Colonna("descrizione", "Descrizione", obbligatoria=AZIONE),
        Colonna("risultato_atteso", "Risultato atteso", obbligatoria=AZIONE),
        Colonna("anno", ANNO, "w-x centro", "centro", obbligatoria=AZIONE, per_anno=True),
    ),
)
_INDICATORI = Tavola(
    "schede.indicatori",
    "Indicatori della scheda, nel piano",
    "schede",
    (
        Colonna("n", "N", "w-n", "centro"),
        Colonna("indicatore", "Indicatore", "w-nome", obbligatoria=INDICATORE),
        Colonna("responsabili", "Responsabili", "w-resp", se="responsabili"),
        Colonna("previsione", f"Previsione {ANNO}", obbligatoria=PREVISIONE, per_anno=True),
        Colonna("note", "NOTE", "w-note", se="note"),
    ),
)
_INDICATORI_RENDICONTATI = Tavola(
    "schede.indicatori_rendicontati",
    "Indicatori della scheda, con i risultati",
    "schede",
    (
        Colonna("n", "N", "w-n", "centro"),
        Colonna("indicatore", "Descrizione", "w-nome", obbligatoria=INDICATORE),
        Colonna("responsabili", "Responsabili", "w-resp", se="responsabili"),
        Colonna("previsione", f"Previsione {ANNO}", obbligatoria=PREVISIONE, per_anno=True),
        Colonna("risultato", f"Risultato {ANNO}", cella="risultato", obbligatoria=RISULTATO, per_anno=True),
        Colonna("note", "NOTE", "w-note", obbligatoria=NOTE),
    ),
)
_TESTATA = Tavola(
    "piao.testata",
    "Testata dell'obiettivo",
    "piao",
    (
        Colonna("codice", "cod.", "w-n", "centro forte"),
        Colonna("titolo", "titolo", "w-nome", "forte", obbligatoria=OBIETTIVO),
        Colonna("collegati", "obiettivi strategico-operativi collegati", "w-medio"),
        Colonna("dimensione", "dimensione Valore Pubblico", "w-medio"),
        Colonna("aree", "aree strategiche di riferimento"),
        Colonna("stakeholders", "stakeholders", "w-largo"),
    ),
)
_STEP = Tavola(
    "piao.step",
    "Step dell'obiettivo",
    "piao",
    (
        Colonna("step", "step", "w-cod", "fisso"),
        Colonna("descrizione", "descrizione", obbligatoria=INDICATORE),
        Colonna("termine", "termine", "w-data", "fisso", obbligatoria=PREVISIONE),
        Colonna("kpi", "KPI (Key Performance Indicator)", obbligatoria=PREVISIONE),
        Colonna("peso", "peso step/obiettivo", "w-peso destra", "destra", obbligatoria=PESO),
        Colonna("peso_anno", f"peso step/{ANNO}", "w-peso destra", "destra"),
        Colonna("esito", "data/esito", "w-medio", obbligatoria=RISULTATO, se="risultati"),
        Colonna("grado", "grado", "w-peso destra", "destra", obbligatoria=GRADO, se="risultati"),
        Colonna("grado_pesato", "grado pesato", "w-peso destra", "destra", se="risultati"),
    ),
)
_TRIENNALE = Tavola(
    "albero.triennale",
    "Pianificazione triennale",
    "albero",
    (
        Colonna("obiettivo", "Obiettivo operativo", "w-largo", "gruppo", obbligatoria=OBIETTIVO),
        Colonna("azione", "Azione/Indicatore", obbligatoria=AZIONE),
        Colonna("anno", ANNO, "w-x centro", "centro", obbligatoria=AZIONE, per_anno=True),
    ),
)
_ANNUALE = Tavola(
    "albero.annuale",
    "Programmazione annuale",
    "albero",
    (
        Colonna("indicatore", "Azione/Indicatore", "w-nome", obbligatoria=INDICATORE),
        Colonna("algoritmo", "Algoritmo"),
        Colonna("baseline", "Baseline", "w-grado"),
        Colonna("target", f"Target ({ANNO})", "w-resp", obbligatoria=PREVISIONE),
        Colonna("risultato", f"Risultato {ANNO}", "w-medio", "risultato", obbligatoria=RISULTATO, se="risultati"),
        Colonna("aree", "Area Organizzativa", "w-medio"),
    ),
)
_QUADRO = Tavola(
    "quadro",
    "Quadro dei risultati",
    "",
    (
        Colonna("codice", "Codice", "w-cod", "centro"),
        Colonna("titolo", "Titolo", obbligatoria=OBIETTIVO),
        Colonna("incidenza", "Incidenza", "w-peso destra", "destra", se="incidenza"),
        Colonna("grado", "Grado", "w-grado destra", "destra", obbligatoria=GRADO),
        Colonna("fascia", "Fascia", "w-medio"),
        Colonna("valutati", "Indicatori valutati", "w-medio", obbligatoria=COPERTURA),
        Colonna("contributo", "Grado per incidenza", "w-grado destra", "destra", se="incidenza"),
    ),
)
_ANNUALI = Tavola(
    "relazione.annuali",
    "Obiettivi annuali, nella relazione",
    "",
    (
        Colonna("codice", "Codice", "w-cod", "fisso"),
        Colonna("indicatore", "Indicatore", obbligatoria=INDICATORE),
        Colonna("target", f"Target {ANNO}", "w-medio", obbligatoria=PREVISIONE),
        Colonna("risultato", f"Risultato {ANNO}", "w-medio", "risultato", obbligatoria=RISULTATO),
        Colonna("scostamento", "Scostamento", "w-resp"),
        Colonna("grado", "Grado", "w-peso destra", "destra", obbligatoria=GRADO),
        Colonna("fascia", "Fascia", "w-resp"),
    ),
)

TAVOLE: dict[str, Tavola] = {
    tavola.codice: tavola
    for tavola in (
        _AZIONI,
        _INDICATORI,
        _INDICATORI_RENDICONTATI,
        _TESTATA,
        _STEP,
        _TRIENNALE,
        _ANNUALE,
        _QUADRO,
        _ANNUALI,
    )
}
