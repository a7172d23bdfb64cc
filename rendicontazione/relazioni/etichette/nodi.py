"""The structure tree of a section as plain objects: read once from the PDF, worked on, written once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Dictionary, Name

# Marks that the composer adds to each element: which HTML element it comes from, and the scope that this one gives.
CHI, AMBITO = "PianoperfChi", "PianoperfAmbito"

_TIPO = re.compile(rb"/S /(\w+)")
_PAGINA = re.compile(rb"/Pg (\d+) 0 R")
_FIGLI = re.compile(rb"/K (?:\[([^\]]*)\]|(\d+) 0 R|(\d+))")
_FIGLIO = re.compile(rb"(\d+) 0 R|(\d+)")
_CHI = re.compile(rb"/" + CHI.encode() + rb" (\d+)")
_AMBITO = re.compile(rb"/" + AMBITO.encode() + rb" /(\w+)")
_UNIONE = re.compile(rb"/(ColSpan|RowSpan) (\d+)")
# An element with a text of its own is read through pikepdf: its string may hold anything.
_TESTUALI = (b"/Alt", b"/ActualText", b"/Lang", b"/E (")


@dataclass(frozen=True, slots=True)
class Contenuto:
    """A piece of marked content: its page from 0, its number on the page."""

    pagina: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Rimando:
    """An annotation (a link's) that belongs to an element."""

    oggetto: pikepdf.Object
    pagina: int


@dataclass(slots=True)
class Nodo:
    """An element. `chi` is the HTML element it comes from (0 when unknown), `pagina` that on which it begins."""

    tipo: str
    pagina: int = 0
    chi: int = 0
    ambito: str = ""
    unioni: dict[str, int] = field(default_factory=dict)
    figli: list[Figlio] = field(default_factory=list)
    origine: pikepdf.Object | None = None

    @property
    def contiene(self) -> bool:
        """Whether it holds content of its own, and not only other elements."""
        return any(not isinstance(figlio, Nodo) for figlio in self.figli)


Figlio = Nodo | Contenuto | Rimando


def leggi(pdf: pikepdf.Pdf) -> Nodo:
    """The Document element of a section, with all below it."""
    pagine = {pagina.obj.objgen[0]: numero for numero, pagina in enumerate(pdf.pages)}
    elementi: dict[int, tuple[bytes, pikepdf.Object]] = {}
    for oggetto in pdf.objects:
        if isinstance(oggetto, Dictionary):
            scritto = oggetto.unparse(resolved=True)
            if b"/StructElem" in scritto or b"/OBJR" in scritto:
                elementi[oggetto.objgen[0]] = (scritto, oggetto)
    radice = pdf.Root.StructTreeRoot.K
    primo = radice[0] if isinstance(radice, pikepdf.Array) else radice
    return _nodo(elementi, primo.objgen[0], pagine)


def _nodo(elementi: dict[int, tuple[bytes, pikepdf.Object]], numero: int, pagine: dict[int, int]) -> Nodo:
    scritto, oggetto = elementi[numero]
    testuale = any(chiave in scritto for chiave in _TESTUALI)
    if testuale:
        scritto = _senza_testi(oggetto)
    tipo = _TIPO.search(scritto)
    pagina = _PAGINA.search(scritto)
    nodo = Nodo(
        tipo=tipo.group(1).decode() if tipo else "NonStruct",
        pagina=pagine[int(pagina.group(1))] if pagina else 0,
        chi=_numero(_CHI, scritto),
        ambito=_parola(_AMBITO, scritto),
        unioni={nome.decode(): int(quanti) for nome, quanti in _UNIONE.findall(scritto)},
        origine=oggetto if testuale else None,
    )
    trovati = _FIGLI.search(scritto)
    for riferito, mcid in _FIGLIO.findall(trovati.group(0)) if trovati else ():
        nodo.figli.append(_figlio(elementi, int(riferito), pagine) if riferito else Contenuto(nodo.pagina, int(mcid)))
    return nodo


def _figlio(elementi: dict[int, tuple[bytes, pikepdf.Object]], numero: int, pagine: dict[int, int]) -> Figlio:
    scritto, oggetto = elementi[numero]
    if b"/OBJR" in scritto:
        pagina = _PAGINA.search(scritto)
        return Rimando(oggetto.Obj, pagine[int(pagina.group(1))] if pagina else 0)
    return _nodo(elementi, numero, pagine)


def _senza_testi(oggetto: pikepdf.Object) -> bytes:
    """The element as written, but for its texts and attributes."""
    copia = Dictionary({chiave: oggetto[chiave] for chiave in ("/S", "/Pg", "/K", f"/{CHI}") if chiave in oggetto})
    return copia.unparse()


def _numero(cerca: re.Pattern[bytes], scritto: bytes) -> int:
    trovato = cerca.search(scritto)
    return int(trovato.group(1)) if trovato else 0


def _parola(cerca: re.Pattern[bytes], scritto: bytes) -> str:
    trovato = cerca.search(scritto)
    return trovato.group(1).decode() if trovato else ""


def nome(testo: str) -> Name:
    return Name(f"/{testo}")
