"""The structure tree read back: elements, parents, IDs, and whether it and the pages say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from tests.relazioni.verificatore.contenuto import Pagina

PROFONDITA = 200


@dataclass
class Elemento:
    """An element of the tree, which keeps its file open.

    `pezzi` are (page number from 1, MCID), `annotazioni` the object numbers of its OBJR.
    """

    oggetto: Any
    tipo: str
    padre: Elemento | None
    albero: Albero = field(repr=False)
    figli: list[Elemento] = field(default_factory=list)
    pezzi: list[tuple[int, int]] = field(default_factory=list)
    annotazioni: list[int] = field(default_factory=list)

    @property
    def numero(self) -> int:
        return int(self.oggetto.objgen[0])

    @property
    def pagina(self) -> int:
        """The page on which it begins, 0 when it has no content."""
        return min((e.pezzi[0][0] for e in self.tutti() if e.pezzi), default=0)

    @property
    def dove(self) -> str:
        return f"{self.tipo} (oggetto {self.numero}, pagina {self.pagina})"

    def tutti(self) -> Iterator[Elemento]:
        yield self
        for figlio in self.figli:
            yield from figlio.tutti()

    def attributo(self, nome: str) -> Any:
        """The value of an attribute whatever its owner, None without."""
        attributi = self.oggetto.get("/A")
        for voce in attributi if isinstance(attributi, Array) else [attributi]:
            if isinstance(voce, Dictionary) and nome in voce:
                return voce[nome]
        return None


class Albero:
    """The tree of a PDF. `difetti` are those of its own shape."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.radice = pdf.Root.StructTreeRoot
        self.difetti: list[str] = []
        self._pagine = {pagina.obj.objgen: numero for numero, pagina in enumerate(pdf.pages, 1)}
        self._visti: set[tuple[int, int]] = set()
        self._ruoli = {str(nome): str(tipo) for nome, tipo in self.radice.get("/RoleMap", {}).items()}
        self.primi = [self._leggi(voce, None, self.radice, 0, 0) for voce in lista(self.radice.get("/K"))]
        self.padri = dict(_numeri(self.radice.get("/ParentTree"), self.difetti))
        if [primo.tipo for primo in self.primi] != ["Document"]:
            self.difetti.append("L'albero non ha per radice un solo Document.")
        self.difetti += self._degli_id()

    def tutti(self) -> Iterator[Elemento]:
        for primo in self.primi:
            yield from primo.tutti()

    def di_tipo(self, *tipi: str) -> list[Elemento]:
        return [elemento for elemento in self.tutti() if elemento.tipo in tipi]

    def _leggi(self, oggetto: Any, padre: Elemento | None, sopra: Any, pagina: int, livello: int) -> Elemento:
        tipo = str(oggetto.get("/S", "/?"))
        elemento = Elemento(oggetto, self._ruoli.get(tipo, tipo).removeprefix("/"), padre, self)
        if oggetto.objgen in self._visti or livello > PROFONDITA:
            self.difetti.append(f"{tipo} (oggetto {oggetto.objgen[0]}) sta due volte nell'albero.")
            return elemento
        self._visti.add(oggetto.objgen)
        if "/P" not in oggetto or oggetto.P.objgen != sopra.objgen:
            self.difetti.append(f"{tipo} (oggetto {oggetto.objgen[0]}) non rimanda all'elemento che lo contiene.")
        pagina = self._pagina_di(oggetto, pagina)
        for figlio in lista(oggetto.get("/K")):
            self._accogli(elemento, figlio, pagina, livello)
        return elemento

    def _accogli(self, elemento: Elemento, figlio: Any, pagina: int, livello: int) -> None:
        if isinstance(figlio, int):
            elemento.pezzi.append((pagina, figlio))
        elif str(figlio.get("/Type", "")) == "/MCR":
            elemento.pezzi.append((self._pagina_di(figlio, pagina), int(figlio.MCID)))
        elif str(figlio.get("/Type", "")) == "/OBJR":
            elemento.annotazioni.append(int(figlio.Obj.objgen[0]))
        else:
            elemento.figli.append(self._leggi(figlio, elemento, elemento.oggetto, pagina, livello + 1))

    def _pagina_di(self, oggetto: Any, altrimenti: int) -> int:
        if "/Pg" not in oggetto:
            return altrimenti
        pagina = self._pagine.get(oggetto.Pg.objgen, 0)
        if not pagina:
            self.difetti.append(f"Un elemento (oggetto {oggetto.objgen[0]}) sta su una pagina che non c'è.")
        return pagina

    def _degli_id(self) -> list[str]:
        propri = [(bytes(e.oggetto.ID), e.numero) for e in self.tutti() if "/ID" in e.oggetto]
        quanti = Counter(chiave for chiave, _ in propri)
        trovati = [f"L'ID {chiave!r} è di {volte} elementi." for chiave, volte in quanti.items() if volte > 1]
        elenco = list(nomi(self.radice.get("/IDTree")))
        if elenco != sorted(elenco, key=lambda voce: voce[0]):
            trovati.append("IDTree non è in ordine.")
        nell_albero = {(chiave, int(valore.objgen[0])) for chiave, valore in elenco}
        trovati += [f"L'ID {chiave!r} non è in IDTree." for chiave, n in propri if (chiave, n) not in nell_albero]
        return trovati + [f"IDTree ha {chiave!r}, che nessuno porta." for chiave, n in nell_albero - set(propri)]

    def difetti_dei_contenuti(self, pagine: Sequence[Pagina]) -> list[str]:
        """Each piece of marked content is in the tree once, and the parent tree leads back from it."""
        chi: dict[tuple[int, int], list[Elemento]] = {}
        for elemento in self.tutti():
            for pezzo in elemento.pezzi:
                chi.setdefault(pezzo, []).append(elemento)
        trovati = [f"Pagina {p}: il contenuto {m} è {len(v)} volte nell'albero." for (p, m), v in chi.items() if v[1:]]
        sulle_pagine = {(pagina.numero, mcid) for pagina in pagine for mcid in pagina.mcid}
        trovati += [f"Pagina {p}: il contenuto {m} non è nell'albero." for p, m in sorted(sulle_pagine - set(chi))]
        trovati += [f"{chi[p, m][0].dove}: ha il contenuto {m}, che la pagina {p} non ha."
                    for p, m in sorted(set(chi) - sulle_pagine)]  # fmt: skip
        for pagina in pagine:
            trovati += self._dei_padri(pagina, chi)
        return trovati + self._delle_chiavi(pagine)

    def _dei_padri(self, pagina: Pagina, chi: dict[tuple[int, int], list[Elemento]]) -> list[str]:
        trovati = []
        padri = self.padri.get(pagina.chiave)
        if not isinstance(padri, Array):
            return [f"Pagina {pagina.numero}: ParentTree non ha i suoi contenuti."] if pagina.mcid else []
        for mcid in sorted(set(pagina.mcid)):
            padre = padri[mcid] if mcid < len(padri) else None
            elementi = chi.get((pagina.numero, mcid))
            if elementi and (not isinstance(padre, Dictionary) or padre.objgen != elementi[0].oggetto.objgen):
                trovati.append(f"Pagina {pagina.numero}: ParentTree non porta dal contenuto {mcid} al suo elemento.")
        return trovati

    def _delle_chiavi(self, pagine: Sequence[Pagina]) -> list[str]:
        chiavi = Counter(pagina.chiave for pagina in pagine if pagina.mcid)
        trovati = [f"{volte} pagine hanno lo stesso StructParents {c}." for c, volte in chiavi.items() if volte > 1]
        prossima = self.radice.get("/ParentTreeNextKey")
        if prossima is not None and self.padri and int(prossima) <= max(self.padri):
            trovati.append("ParentTreeNextKey è già usata.")
        return trovati


def lista(figli: Any) -> list[Any]:
    if figli is None:
        return []
    return list(figli) if isinstance(figli, Array) else [figli]


def nomi(albero: Any) -> Iterator[tuple[bytes, Any]]:
    """The pairs of a name tree, in the order in which they stand."""
    if albero is None:
        return
    voci = albero.get("/Names", [])
    for indice in range(0, len(voci), 2):
        yield bytes(voci[indice]), voci[indice + 1]
    for figlio in albero.get("/Kids", []):
        yield from nomi(figlio)


def _numeri(albero: Any, difetti: list[str]) -> Iterator[tuple[int, Any]]:
    if albero is None:
        difetti.append("Manca ParentTree.")
        return
    voci = albero.get("/Nums", [])
    chiavi = [int(voci[indice]) for indice in range(0, len(voci), 2)]
    if chiavi != sorted(set(chiavi)):
        difetti.append("Le chiavi di ParentTree non sono in ordine, una volta ciascuna.")
    for posto, chiave in enumerate(chiavi):
        yield chiave, voci[2 * posto + 1]
    for figlio in albero.get("/Kids", []):
        yield from _numeri(figlio, difetti)
