"""Rows that a page break split in two, made one again (domain.md 3.1)."""

from __future__ import annotations

from indicatori.importazione.riconoscimento.intestazioni import Tabella
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.riconoscimento.testi import comincia_minuscolo, sospeso

PARTI_MASSIME = 50


def riunisci(tabella: Tabella, registro: Registro, *, chiave: str) -> list[Riga]:
    """The rows of a table with the second halves joined to the first ones."""
    intere: list[Riga] = []
    parti = 0
    for riga in tabella.righe:
        parti += 1
        if parti > PARTI_MASSIME:
            registro.non_letta(riga)
        elif intere and _continua(riga, intere[-1], tabella, registro, chiave):
            messaggio = f"La riga continua quella della riga {intere[-1].numero}, spezzata da un cambio di pagina."
            registro.rileva("IMP-RIGA-RIUNITA", "I", riga, messaggio)
            intere[-1] = intere[-1].con(riga)
        else:
            intere.append(riga)
            parti = 0
    return intere


def _continua(riga: Riga, sopra: Riga, tabella: Tabella, registro: Registro, chiave: str) -> bool:
    """A row without its number: certain when it has no text of its own or goes on in lower case, else asked."""
    colonna = tabella.colonna("descrizione")
    testo = riga.testo(colonna)
    if set(riga.celle) == {colonna} and comincia_minuscolo(testo):
        return True
    if riga.testo(tabella.colonna(chiave)) or riga.testo(tabella.colonna("responsabili")):
        return False
    if not testo or comincia_minuscolo(testo) or sospeso(sopra.testo(colonna)):
        return True
    continua, nuova = ("continua", "continua la riga sopra"), ("nuova", "è una riga nuova")
    con_colonna = tabella.colonna("responsabili") is not None and bool(sopra.testo(tabella.colonna("responsabili")))
    alternative = (continua, nuova) if con_colonna else (nuova, continua)
    domanda = f"«{testo[:60]}» non ha numero: continua la riga sopra o è una riga nuova?"
    return registro.chiedi(riga, "riga", domanda, alternative, colonna=colonna) == "continua"
