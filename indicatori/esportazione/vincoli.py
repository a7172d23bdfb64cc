"""What a column of the template may hold, as the lists and limits that a spreadsheet offers while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indicatori.enums import VersoIndicatore
from indicatori.esportazione.risultati import cause_ammesse
from indicatori.importazione.modello import AZIONI, CAPITOLI, INDICATORI, PIANO, RISULTATI, SCHEDE, FoglioModello
from indicatori.importazione.tabelle import ANNI_AMMESSI
from indicatori.motore.documento import PianoDati
from obiettivi.enums import Famiglia, TavolaGenerata, TipoScheda

Tipo = Literal["testo", "intero", "numero", "giorno"]
RIGHE_CON_VINCOLO = 1000
_TIPI_DI_SCHEDA: dict[str, tuple[str, ...]] = {
    Famiglia.SCHEDE: (TipoScheda.SCHEDA,),
    Famiglia.PIAO: (TipoScheda.PERFORMANCE, TipoScheda.PEG),
    Famiglia.ALBERO: (TipoScheda.OPERATIVO,),
}


@dataclass(frozen=True, slots=True)
class Vincolo:
    """One of: `valori` to choose from, the filled cells of another column (`foglio`, `campo`), a range, a day.

    `severo`: a spreadsheet refuses anything else; otherwise it only asks whether one is sure.
    """

    tipo: Tipo = "testo"
    valori: tuple[str, ...] = ()
    foglio: str = ""
    campo: str = ""
    minimo: int | None = None
    massimo: int | None = None
    severo: bool = True


_SEGNO = Vincolo(valori=("X",))
_PERCENTO = Vincolo("numero", minimo=0, massimo=100)
_ANNO = Vincolo("intero", minimo=ANNI_AMMESSI.start, massimo=ANNI_AMMESSI.stop - 1)
_CODICE_SCHEDA = Vincolo(foglio=SCHEDE.nome, campo="codice", severo=False)
_FISSI = {
    (PIANO.nome, "primo_anno"): _ANNO,
    (PIANO.nome, "famiglia"): Vincolo(valori=tuple(Famiglia.values)),
    (SCHEDE.nome, "incidenza"): _PERCENTO,
    (AZIONI.nome, "scheda"): _CODICE_SCHEDA,
    (AZIONI.nome, "innovazione"): _SEGNO,
    (AZIONI.nome, "anni"): _SEGNO,
    (INDICATORI.nome, "scheda"): _CODICE_SCHEDA,
    (INDICATORI.nome, "azione"): Vincolo(foglio=AZIONI.nome, campo="numero", severo=False),
    (INDICATORI.nome, "termine"): Vincolo("giorno"),
    (INDICATORI.nome, "peso"): _PERCENTO,
    (INDICATORI.nome, "ciclico"): _SEGNO,
    (INDICATORI.nome, "condizionato_da"): Vincolo(foglio=INDICATORI.nome, campo="codice", severo=False),
    (INDICATORI.nome, "verso"): Vincolo(valori=tuple(VersoIndicatore.values)),
    (CAPITOLI.nome, "tavola"): Vincolo(valori=tuple(TavolaGenerata.values)),
    (RISULTATI.nome, "scheda"): _CODICE_SCHEDA,
    (RISULTATI.nome, "codice"): Vincolo(foglio=INDICATORI.nome, campo="codice", severo=False),
    (RISULTATI.nome, "anno"): _ANNO,
    (RISULTATI.nome, "parte"): Vincolo("intero", minimo=1, massimo=999),
}


def vincolo_di(modello: FoglioModello, campo: str, dati: PianoDati) -> Vincolo | None:
    """What the column takes in a plan of this family; None for any text."""
    if (modello.nome, campo) == (SCHEDE.nome, "tipo"):
        ammessi = _TIPI_DI_SCHEDA.get(dati.famiglia, ())
        # A plan may have a kind that its family does not foresee: what is written stays allowed.
        valori = tuple(dict.fromkeys((*ammessi, *(scheda.tipo for scheda in dati.schede if scheda.tipo))))
        return Vincolo(valori=valori) if valori else None
    if (modello.nome, campo) == (RISULTATI.nome, "causa"):
        return Vincolo(valori=cause_ammesse()) if cause_ammesse() else None
    return _FISSI.get((modello.nome, campo))
