"""The elements of the tree by kind: headings, lists, tables, figures, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.relazioni.verificatore.albero import Albero, Elemento

NORMALI = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula",
}  # fmt: skip
GRUPPI = {"THead", "TBody", "TFoot"}
ORDINE = {"THead": 0, "TBody": 1, "TFoot": 2}
DENTRO = {
    "Table": GRUPPI | {"TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
}
SOLO_IN = {
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": GRUPPI | {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
}
# What never holds another of its kind.
SENZA_SIMILI = {"P", "Link", "Caption", "LBody", "TD", "TH"}
AMBITI = {"/Row", "/Column", "/Both"}
TOLLERANZA = 1.0


def difetti_degli_elementi(albero: Albero, *, inizia_da_uno: bool) -> list[str]:
    """`inizia_da_uno`: the first heading must be of the first level."""
    trovati = list(_dei_titoli(albero, inizia_da_uno))
    for elemento in albero.tutti():
        trovati += _di_ogni(elemento)
        if elemento.tipo == "Table":
            trovati += _della_tabella(elemento)
        elif elemento.tipo == "TH" and str(elemento.attributo("/Scope")) not in AMBITI:
            trovati.append(f"{elemento.dove}: l'intestazione di tabella non ha Scope.")
        elif elemento.tipo == "Figure":
            trovati += _della_figura(albero, elemento)
    return trovati


def _di_ogni(elemento: Elemento) -> Iterator[str]:
    if elemento.tipo not in NORMALI:
        yield f"{elemento.dove}: non è un tipo normalizzato e RoleMap non lo spiega."
    ammessi = DENTRO.get(elemento.tipo)
    if ammessi is not None:
        if elemento.pezzi:
            yield f"{elemento.dove}: ha del testo suo, fuori dalle sue parti."
        for figlio in elemento.figli:
            if figlio.tipo not in ammessi:
                yield f"{figlio.dove}: non può stare in un {elemento.tipo}."
    padri = SOLO_IN.get(elemento.tipo)
    if padri is not None and (elemento.padre is None or elemento.padre.tipo not in padri):
        yield f"{elemento.dove}: sta fuori dal suo contenitore."
    if elemento.tipo in SENZA_SIMILI and elemento.padre is not None and elemento.padre.tipo == elemento.tipo:
        yield f"{elemento.dove}: sta dentro un altro {elemento.tipo}."
    yield from _con_contenuto(elemento)


def _con_contenuto(elemento: Elemento) -> Iterator[str]:
    corpi = [figlio.tipo for figlio in elemento.figli].count("LBody")
    if elemento.tipo == "LI" and corpi != 1:
        yield f"{elemento.dove}: la voce ha più LBody." if corpi else f"{elemento.dove}: la voce non ha LBody."
    if elemento.tipo == "Link" and not (elemento.annotazioni and any(e.pezzi for e in elemento.tutti())):
        yield f"{elemento.dove}: il collegamento non ha testo o annotazione."
    if elemento.tipo in ("L", "Table", "TR") and not elemento.figli:
        yield f"{elemento.dove}: è vuoto."


def _dei_titoli(albero: Albero, inizia_da_uno: bool) -> Iterator[str]:
    prima = 0 if inizia_da_uno else 6
    for elemento in albero.tutti():
        if re.fullmatch(r"H[1-6]", elemento.tipo):
            livello = int(elemento.tipo[1])
            if livello > prima + 1:
                yield f"{elemento.dove}: il titolo viene dopo " + (f"un H{prima}." if prima else "nessun H1.")
            prima = livello
        elif elemento.tipo == "H":
            yield f"{elemento.dove}: il titolo non dice il suo livello."


def righe_di(tabella: Elemento) -> list[Elemento]:
    return [e for e in tabella.figli if e.tipo == "TR"] + [
        riga for gruppo in tabella.figli if gruppo.tipo in GRUPPI for riga in gruppo.figli if riga.tipo == "TR"
    ]


def _dei_gruppi(tabella: Elemento) -> Iterator[str]:
    gruppi = [ORDINE[figlio.tipo] for figlio in tabella.figli if figlio.tipo in ORDINE]
    if gruppi != sorted(gruppi):
        yield f"{tabella.dove}: testata, righe e piede non sono in ordine."
    if gruppi.count(ORDINE["THead"]) > 1 or (gruppi and ORDINE["TBody"] not in gruppi):
        yield f"{tabella.dove}: ha più testate, o testate senza righe."
    if any(figlio.tipo == "Caption" for figlio in tabella.figli[1:-1]):
        yield f"{tabella.dove}: la didascalia non è né prima né ultima."


def _della_tabella(tabella: Elemento) -> Iterator[str]:
    """Each row fills the same columns, counting the cells that come down from the rows above."""
    yield from _dei_gruppi(tabella)
    righe = righe_di(tabella)
    prese: dict[int, set[int]] = {}
    larghezze = []
    for numero, riga in enumerate(righe):
        colonna = 0
        occupate = prese.setdefault(numero, set())
        for cella in riga.figli:
            while colonna in occupate:
                colonna += 1
            in_giu, di_lato = (int(cella.attributo(nome) or 1) for nome in ("/RowSpan", "/ColSpan"))
            for sotto in range(numero, numero + in_giu):
                posti = set(range(colonna, colonna + di_lato))
                if posti & prese.setdefault(sotto, set()):
                    yield f"{cella.dove}: la cella si sovrappone a un'altra (riga {sotto + 1})."
                prese[sotto] |= posti
            colonna += di_lato
        larghezze.append(len(occupate))
    if max(prese, default=0) >= max(len(righe), 1):
        yield f"{tabella.dove}: una cella scende oltre l'ultima riga."
    diverse = [numero for numero, quante in enumerate(larghezze, 1) if quante != larghezze[0]]
    if diverse:
        yield f"{tabella.dove}: la prima riga ha {larghezze[0]} colonne, altre no (righe {diverse[:5]})."


def _della_figura(albero: Albero, figura: Elemento) -> Iterator[str]:
    if not str(figura.oggetto.get("/Alt", "")).strip() and "/ActualText" not in figura.oggetto:
        yield f"{figura.dove}: la figura non ha un testo alternativo."
    if not any(e.pezzi for e in figura.tutti()):
        yield f"{figura.dove}: la figura non disegna nulla."
    riquadro = figura.attributo("/BBox")
    if riquadro is None or len(riquadro) != 4:
        yield f"{figura.dove}: la figura non ha BBox."
        return
    if not figura.pagina:
        return
    x1, y1, x2, y2 = (float(numero) for numero in albero.pdf.pages[figura.pagina - 1].MediaBox)
    a1, b1, a2, b2 = (float(numero) for numero in riquadro)
    dentro = x1 - TOLLERANZA <= a1 < a2 <= x2 + TOLLERANZA and y1 - TOLLERANZA <= b1 < b2 <= y2 + TOLLERANZA
    if not dentro:
        yield f"{figura.dove}: il riquadro della figura esce dalla pagina."
