"""What a workbook does not have stays as it is: absent sheets and columns are taken from the current plan."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

from indicatori.importazione.modello import AZIONI, CAPITOLI, INDICATORI, OBIETTIVI, SCHEDE
from indicatori.motore.documento import TESTI_PIAO, PianoDati

_CAMPI_PIATTI = {
    OBIETTIVI.nome: ("titolo", "area"),
    SCHEDE.nome: (
        "titolo",
        "tipo",
        "triennio_dichiarato",
        "responsabile",
        "altri_servizi",
        "incidenza",
        "obiettivi_strategici",
    ),
    AZIONI.nome: ("descrizione", "innovazione", "risultato_atteso", "anni"),
    CAPITOLI.nome: ("numero", "testo", "tavola"),
    INDICATORI.nome: (
        "descrizione",
        "azione",
        "responsabili",
        "strutture",
        "algoritmo",
        "baseline",
        "termine",
        "peso",
        "verso",
        "note",
        "ciclico",
        "condizionato_da",
    ),
}


def prendi_fogli_assenti(nuovo: PianoDati, attuale: PianoDati | None, presenti: frozenset[str]) -> None:
    """Objectives, schede (without their rows) and chapters of the sheets that are not in the workbook."""
    if attuale is None:
        return
    if OBIETTIVI.nome not in presenti:
        nuovo.obiettivi_strategici = deepcopy(attuale.obiettivi_strategici)
    if CAPITOLI.nome not in presenti:
        nuovo.capitoli = deepcopy(attuale.capitoli)
    if SCHEDE.nome not in presenti:
        nuovo.schede = [replace(deepcopy(scheda), azioni=[], indicatori=[]) for scheda in attuale.schede]


def prendi_righe_assenti(nuovo: PianoDati, attuale: PianoDati | None, presenti: frozenset[str]) -> None:
    """Azioni and indicatori of the sheets that are not in the workbook."""
    precedenti = {scheda.codice: scheda for scheda in attuale.schede} if attuale else {}
    for scheda in nuovo.schede:
        prima = precedenti.get(scheda.codice)
        if prima is not None and AZIONI.nome not in presenti:
            scheda.azioni = deepcopy(prima.azioni)
        if prima is not None and INDICATORI.nome not in presenti:
            scheda.indicatori = deepcopy(prima.indicatori)


def prendi_colonne_assenti(nuovo: PianoDati, attuale: PianoDati | None, assenti: dict[str, frozenset[str]]) -> None:
    """Values of the columns that a sheet of the workbook does not have, row by row."""
    if attuale is None:
        return
    _copia(nuovo.obiettivi_strategici, attuale.obiettivi_strategici, "codice", assenti[OBIETTIVI.nome], OBIETTIVI.nome)
    _copia(nuovo.schede, attuale.schede, "codice", assenti[SCHEDE.nome], SCHEDE.nome)
    dei_capitoli = assenti.get(CAPITOLI.nome, frozenset())
    _copia(nuovo.capitoli, attuale.capitoli, "titolo", dei_capitoli & {"numero"}, CAPITOLI.nome)
    _copia(nuovo.capitoli, attuale.capitoli, "chiave", dei_capitoli, CAPITOLI.nome)
    precedenti = {scheda.codice: scheda for scheda in attuale.schede}
    for scheda in nuovo.schede:
        prima = precedenti.get(scheda.codice)
        if prima is None:
            continue
        testi = {
            chiave: prima.testi[chiave] for chiave in TESTI_PIAO if chiave in assenti[SCHEDE.nome] & prima.testi.keys()
        }
        scheda.testi |= testi
        _copia(scheda.azioni, prima.azioni, "numero", assenti[AZIONI.nome], AZIONI.nome)
        _copia(scheda.indicatori, prima.indicatori, "codice", assenti[INDICATORI.nome], INDICATORI.nome)


def _copia(
    nuovi: Iterable[object], attuali: Iterable[object], chiave: str, assenti: frozenset[str], foglio: str
) -> None:
    per_chiave = {getattr(voce, chiave): voce for voce in attuali}
    campi = [campo for campo in _CAMPI_PIATTI[foglio] if campo in assenti]
    for voce in nuovi:
        prima = per_chiave.get(getattr(voce, chiave))
        if prima is not None:
            for campo in campi:
                setattr(voce, campo, deepcopy(getattr(prima, campo)))
