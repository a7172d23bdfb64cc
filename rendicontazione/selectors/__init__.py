"""Reads, with visibility applied here."""

from rendicontazione.selectors.elenchi import (
    anni_rendicontabili,
    contatori,
    rendicontazioni_di,
    rilevazioni_di,
    risultati_visibili_a,
)
from rendicontazione.selectors.valutazione import Valutazione, fotografia, valutazione, valutazione_ricalcolata

__all__ = [
    "Valutazione",
    "anni_rendicontabili",
    "contatori",
    "fotografia",
    "rendicontazioni_di",
    "rilevazioni_di",
    "risultati_visibili_a",
    "valutazione",
    "valutazione_ricalcolata",
]
