"""A small, regular tree: no element that says nothing, lists and headings as PDF/UA wants them."""

from __future__ import annotations

from rendicontazione.relazioni.etichette.elenchi import liste, voce
from rendicontazione.relazioni.etichette.nodi import Figlio, Nodo, Rimando

VUOTI_DI_SENSO = {"NonStruct", "Div", "Span"}
# What may hold text itself; elsewhere text stands in a paragraph.
CON_TESTO = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "LBody", "Lbl", "Caption", "Link", "Figure", "Span"}
DA_TENERE_VUOTI = {"TD", "TH", "Document"}
# What a paragraph made here is said to come from, so that the text after it joins it.
SCIOLTO = -1


def compatta(radice: Nodo) -> None:
    """Fold in place what has no meaning of its own, and drop what has no content."""
    radice.figli = _in_paragrafi(radice, _compattati(radice))


def _compattati(nodo: Nodo) -> list[Figlio]:
    figli: list[Figlio] = []
    for figlio in nodo.figli:
        if not isinstance(figlio, Nodo):
            figli.append(figlio)
            continue
        figlio.figli = _compattati(figlio)
        if figlio.tipo == "Caption" and nodo.tipo != "Table":
            figlio.tipo = "P"
        if figlio.tipo in VUOTI_DI_SENSO and figlio.origine is None:
            figli += _sciolti(nodo, figlio)
        elif figlio.figli or figlio.tipo in DA_TENERE_VUOTI:
            figlio.figli = _in_paragrafi(figlio, figlio.figli)
            figli.append(figlio)
    if nodo.tipo == "Link":
        return _con_le_annotazioni(figli)
    if nodo.tipo == "L":
        return liste(figli)
    return voce(nodo, figli) if nodo.tipo == "LI" else figli


def _con_le_annotazioni(figli: list[Figlio]) -> list[Figlio]:
    """The annotations of the blocks inside a link are the link's own."""
    proprie: list[Figlio] = []
    for figlio in figli:
        if isinstance(figlio, Nodo):
            figlio.figli = _con_le_annotazioni(figlio.figli)
            proprie += [parte for parte in figlio.figli if isinstance(parte, Rimando)]
            figlio.figli = [parte for parte in figlio.figli if not isinstance(parte, Rimando)]
    return [*figli, *proprie]


def _sciolti(sopra: Nodo, nodo: Nodo) -> list[Figlio]:
    """The children of an element without meaning; a block of text where text may not stand becomes a paragraph."""
    if nodo.contiene and nodo.tipo != "Span" and sopra.tipo not in CON_TESTO | VUOTI_DI_SENSO:
        return _raccolti(nodo.figli, chiusi=True)
    return nodo.figli


def _in_paragrafi(nodo: Nodo, figli: list[Figlio]) -> list[Figlio]:
    """Runs of text that stand directly in a section become paragraphs."""
    if nodo.tipo in CON_TESTO | VUOTI_DI_SENSO:
        return figli
    return _raccolti(figli)


def _raccolti(figli: list[Figlio], *, chiusi: bool = False) -> list[Figlio]:
    """`chiusi`: what stands after them is of another block, and does not join the last."""
    raccolti: list[Figlio] = []
    for figlio in figli:
        if isinstance(figlio, Nodo) and figlio.tipo not in ("Link", "Span"):
            raccolti.append(figlio)
        elif raccolti and isinstance(raccolti[-1], Nodo) and raccolti[-1].chi == SCIOLTO:
            raccolti[-1].figli.append(figlio)
        else:
            raccolti.append(Nodo("P", figlio.pagina, chi=SCIOLTO, figli=[figlio]))
    for figlio in raccolti if chiusi else ():
        if isinstance(figlio, Nodo) and figlio.chi == SCIOLTO:
            figlio.chi = 0
    return raccolti
