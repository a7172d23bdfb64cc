"""One element for each element of the page: what WeasyPrint tags once a page is joined again (reliability.md 2.2)."""

from __future__ import annotations

from rendicontazione.relazioni.etichette.nodi import Figlio, Nodo

RIPETUTI = {"THead", "TFoot"}
# A head that finds room only on a later page is still read first.
ORDINE_IN_TABELLA = {"Caption": 0, "THead": 1, "TFoot": 3}
# Those a page break can divide; spans of text are pieces by themselves.
DIVISIBILI = {
    "Sect", "Part", "Art", "Div", "BlockQuote", "P", "L", "LI", "LBody", "Table", "TBody", "TR", "TD", "TH", "THead",
    "TFoot", "Caption", "H1", "H2", "H3", "H4", "H5", "H6",
}  # fmt: skip


def fondi(nodo: Nodo) -> None:
    """Join in place the fragments of each element; the repeated heads of a table leave the tree."""
    primi: dict[tuple[int, str], Nodo] = {}
    ultima: dict[tuple[int, str], int] = {}
    figli: list[Figlio] = []
    for figlio in nodo.figli:
        if not isinstance(figlio, Nodo) or not figlio.chi or figlio.tipo not in DIVISIBILI:
            figli.append(figlio)
            continue
        chiave = (figlio.chi, figlio.tipo)
        primo = primi.get(chiave)
        if primo is None or figlio.pagina <= ultima[chiave]:
            figli.append(figlio)
            primi[chiave] = figlio
        elif figlio.tipo not in RIPETUTI:
            primo.figli += figlio.figli
        ultima[chiave] = figlio.pagina
    nodo.figli = sorted(figli, key=_posto_in_tabella) if nodo.tipo == "Table" else figli
    for figlio in nodo.figli:
        if isinstance(figlio, Nodo):
            fondi(figlio)


def _posto_in_tabella(figlio: Figlio) -> int:
    return ORDINE_IN_TABELLA.get(figlio.tipo, 2) if isinstance(figlio, Nodo) else 2
