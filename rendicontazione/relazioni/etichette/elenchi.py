"""Lists as PDF wants them: items in a list; a label and one body in an item; a list inside a list in that body."""

from __future__ import annotations

from rendicontazione.relazioni.etichette.nodi import Contenuto, Figlio, Nodo

MAI = (2**31, 0)


def liste(figli: list[Figlio]) -> list[Figlio]:
    """The items of a list: another list among them belongs to the item before it, where the page has it."""
    voci: list[Figlio] = []
    for figlio in figli:
        ultima = voci[-1] if voci else None
        if isinstance(figlio, Nodo) and figlio.tipo == "L" and isinstance(ultima, Nodo):
            _metti(_corpo(ultima), figlio)
        else:
            voci.append(figlio)
    return voci


def voce(nodo: Nodo, figli: list[Figlio]) -> list[Figlio]:
    """The parts of an item: its labels, then all the rest in one body, empty for a label alone."""
    etichette = [figlio for figlio in figli if isinstance(figlio, Nodo) and figlio.tipo == "Lbl"]
    contenuto: list[Figlio] = []
    for figlio in figli:
        if isinstance(figlio, Nodo) and figlio.tipo == "LBody":
            contenuto += figlio.figli
        elif not isinstance(figlio, Nodo) or figlio.tipo != "Lbl":
            contenuto.append(figlio)
    return [*etichette, Nodo("LBody", nodo.pagina, figli=contenuto)] if figli else []


def _corpo(nodo: Nodo) -> Nodo:
    for figlio in reversed(nodo.figli):
        if isinstance(figlio, Nodo) and figlio.tipo == "LBody":
            return figlio
    corpo = Nodo("LBody", nodo.pagina)
    nodo.figli.append(corpo)
    return corpo


def _metti(corpo: Nodo, elenco: Nodo) -> None:
    """WeasyPrint gives a nested list after the item, whatever stands after the list in the item."""
    inizio = _inizio(elenco)
    posto = len(corpo.figli)
    while posto and _inizio(corpo.figli[posto - 1]) > inizio:
        posto -= 1
    corpo.figli.insert(posto, elenco)


def _inizio(figlio: Figlio) -> tuple[int, int]:
    """Where its first content stands: page and number, which grow as the page is read."""
    if isinstance(figlio, Contenuto):
        return figlio.pagina, figlio.mcid
    if isinstance(figlio, Nodo):
        return min(map(_inizio, figlio.figli), default=MAI)
    return MAI
