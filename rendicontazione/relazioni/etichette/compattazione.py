"""A small, regular tree: no element that says nothing, lists and headings as PDF/UA wants them."""

from __future__ import annotations

from rendicontazione.relazioni.etichette.nodi import Figlio, Nodo, Rimando

VUOTI_DI_SENSO = {"NonStruct", "Div", "Span"}
# What may hold text itself; elsewhere text stands in a paragraph.
CON_TESTO = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "LBody", "Lbl", "Caption", "Link", "Figure", "Span"}
DA_TENERE_VUOTI = {"TD", "TH", "Document"}


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
        if figlio.tipo in VUOTI_DI_SENSO and figlio.origine is None:
            figli += _sciolti(nodo, figlio)
        elif figlio.figli or figlio.tipo in DA_TENERE_VUOTI:
            figlio.figli = _in_paragrafi(figlio, figlio.figli)
            figli.append(figlio)
    if nodo.tipo == "Link":
        return _con_le_annotazioni(figli)
    return _voce(nodo, figli) if nodo.tipo == "LI" else _liste(nodo, figli)


def _con_le_annotazioni(figli: list[Figlio]) -> list[Figlio]:
    """The annotations of the blocks inside a link are the link's own."""
    proprie: list[Figlio] = []
    for figlio in figli:
        if isinstance(figlio, Nodo):
            figlio.figli = _con_le_annotazioni(figlio.figli)
            proprie += [voce for voce in figlio.figli if isinstance(voce, Rimando)]
            figlio.figli = [voce for voce in figlio.figli if not isinstance(voce, Rimando)]
    return [*figli, *proprie]


def _voce(nodo: Nodo, figli: list[Figlio]) -> list[Figlio]:
    """All that an item holds, but its label, is its one body."""
    etichette: list[Figlio] = []
    corpo = Nodo("LBody", nodo.pagina)
    for figlio in figli:
        if isinstance(figlio, Nodo) and figlio.tipo == "Lbl":
            etichette.append(figlio)
        elif isinstance(figlio, Nodo) and figlio.tipo == "LBody":
            corpo.figli += figlio.figli
        else:
            corpo.figli.append(figlio)
    return [*etichette, corpo] if etichette or corpo.figli else []


def _sciolti(sopra: Nodo, nodo: Nodo) -> list[Figlio]:
    """The children of an element without meaning; a block of text where text may not stand becomes a paragraph."""
    if nodo.contiene and nodo.tipo != "Span" and sopra.tipo not in CON_TESTO | VUOTI_DI_SENSO:
        return [Nodo("P", nodo.pagina, figli=nodo.figli)]
    return nodo.figli


def _in_paragrafi(nodo: Nodo, figli: list[Figlio]) -> list[Figlio]:
    """Runs of text that stand directly in a section become paragraphs."""
    if nodo.tipo in CON_TESTO | VUOTI_DI_SENSO:
        return figli
    raccolti: list[Figlio] = []
    for figlio in figli:
        if isinstance(figlio, Nodo) and figlio.tipo not in ("Link", "Span"):
            raccolti.append(figlio)
        elif raccolti and isinstance(raccolti[-1], Nodo) and raccolti[-1].chi == -1:
            raccolti[-1].figli.append(figlio)
        else:
            raccolti.append(Nodo("P", figlio.pagina, chi=-1, figli=[figlio]))
    return raccolti


def _liste(nodo: Nodo, figli: list[Figlio]) -> list[Figlio]:
    """A list inside a list belongs to the item before it."""
    if nodo.tipo != "L":
        return figli
    voci: list[Figlio] = []
    for figlio in figli:
        if isinstance(figlio, Nodo) and figlio.tipo == "L" and voci:
            _corpo(voci[-1]).figli.append(figlio)
        else:
            voci.append(figlio)
    return voci


def _corpo(voce: Figlio) -> Nodo:
    if not isinstance(voce, Nodo):
        raise TypeError("un elenco ha solo voci")
    for figlio in reversed(voce.figli):
        if isinstance(figlio, Nodo) and figlio.tipo == "LBody":
            return figlio
    corpo = Nodo("LBody", voce.pagina)
    voce.figli.append(corpo)
    return corpo
