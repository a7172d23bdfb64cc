"""Reading a PDF by its tags: its tables as rows of texts, in reading order, each with the headings above it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from tests.relazioni.verificatore.albero import lista
from tests.relazioni.verificatore.caratteri import in_unicode

TITOLI = {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
MOSTRA = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True, slots=True)
class Tavola:
    """`sopra` are the nearest heading of each level, from the outermost; `pagina`, from 1, where it begins."""

    sopra: tuple[str, ...]
    pagina: int
    righe: list[list[str]]

    @property
    def titolo(self) -> str:
        return self.sopra[-1] if self.sopra else ""

    @property
    def compatte(self) -> list[list[str]]:
        """The cells without white space: where a line breaks does not matter."""
        return [[senza_spazi(cella) for cella in riga] for riga in self.righe]


class AlberoPdf:
    """The text of each element of a tagged PDF, in logical order."""

    def __init__(self, pdf: bytes) -> None:
        self._aperto = pikepdf.open(BytesIO(pdf))
        self._pagine = {pagina.obj.objgen: numero for numero, pagina in enumerate(self._aperto.pages, 1)}
        self._mappe: dict[tuple[int, int], dict[int, str]] = {}
        self._testi = {numero: self._della_pagina(pagina) for numero, pagina in enumerate(self._aperto.pages, 1)}

    def tavole(self) -> Iterator[Tavola]:
        sopra: dict[str, str] = {}
        for elemento, pagina in self._scorri(self._aperto.Root.StructTreeRoot, 0):
            tipo = str(elemento.get("/S", ""))
            if tipo in TITOLI:
                sopra = {livello: testo for livello, testo in sopra.items() if livello < tipo}
                sopra[tipo] = self.testo(elemento, pagina)
            elif tipo == "/Table":
                titoli = tuple(testo for _, testo in sorted(sopra.items()))
                yield Tavola(titoli, self._inizio(elemento, pagina), self._righe(elemento, pagina))

    def testo(self, elemento: Any, pagina: int = 0) -> str:
        """What an element says, lines joined by a space."""
        return " ".join(self._pezzi(elemento, pagina)).strip()

    def _pezzi(self, elemento: Any, pagina: int) -> Iterator[str]:
        pagina = self._pagina(elemento, pagina)
        for figlio in lista(elemento.get("/K")):
            if isinstance(figlio, int):
                yield self._testi[pagina].get(figlio, "")
            elif "/MCID" in figlio:
                yield self._testi[self._pagina(figlio, pagina)].get(int(figlio.MCID), "")
            elif "/S" in figlio:
                yield from self._pezzi(figlio, pagina)

    def _righe(self, tavola: Any, pagina: int) -> list[list[str]]:
        righe = [voce for voce in self._scorri(tavola, pagina) if str(voce[0].get("/S", "")) == "/TR"]
        return [[self.testo(cella, self._pagina(riga, p)) for cella in lista(riga.get("/K"))] for riga, p in righe]

    def _scorri(self, elemento: Any, pagina: int) -> Iterator[tuple[Any, int]]:
        pagina = self._pagina(elemento, pagina)
        for figlio in lista(elemento.get("/K")):
            if not isinstance(figlio, int) and "/S" in figlio:
                yield figlio, self._pagina(figlio, pagina)
                yield from self._scorri(figlio, pagina)

    def _inizio(self, elemento: Any, pagina: int) -> int:
        """The page of its first content."""
        return next((p for _, p in self._scorri(elemento, pagina) if p), pagina)

    def _pagina(self, elemento: Any, altrimenti: int) -> int:
        return self._pagine[elemento.Pg.objgen] if "/Pg" in elemento else altrimenti

    def _della_pagina(self, pagina: pikepdf.Page) -> dict[int, str]:
        """The text of each marked content of a page."""
        righe: dict[int, list[list[str]]] = {}
        aperte: list[int | None] = []
        mappa: dict[int, str] = {}
        for istruzione in pikepdf.parse_content_stream(pagina):
            comando, operandi = str(istruzione.operator), istruzione.operands
            if comando in ("BDC", "BMC"):
                proprieta = operandi[1] if len(operandi) > 1 else {}
                aperte.append(int(proprieta["/MCID"]) if "/MCID" in proprieta else None)
            elif comando == "EMC":
                aperte.pop()
            elif comando == "Tf":
                mappa = self._mappa(pagina.Resources.Font[str(operandi[0])])
            elif aperte and aperte[-1] is not None:
                gia = righe.setdefault(aperte[-1], [[]])
                if comando == "Tm":
                    gia.append([])
                elif comando in MOSTRA:
                    gia[-1].extend(_glifi(operandi, mappa))
        return {mcid: " ".join("".join(_logico(riga)) for riga in gia if riga) for mcid, gia in righe.items()}

    def _mappa(self, font: Any) -> dict[int, str]:
        if font.objgen not in self._mappe:
            self._mappe[font.objgen] = in_unicode(font.ToUnicode.read_bytes().decode("latin-1"))
        return self._mappe[font.objgen]


def senza_spazi(testo: str) -> str:
    """Composed and without white space."""
    return unicodedata.normalize("NFC", re.sub(r"[\s\u200b]+", "", testo))


def _glifi(operandi: Any, mappa: dict[int, str]) -> Iterator[str]:
    mostrati = operandi[-1] if isinstance(operandi[-1], pikepdf.Array) else [operandi[-1]]
    for voce in mostrati:
        if isinstance(voce, pikepdf.String):
            codici = bytes(voce)
            yield from (mappa[int.from_bytes(codici[i : i + 2], "big")] for i in range(0, len(codici), 2))


def _logico(glifi: list[str]) -> list[str]:
    """A line is painted from the left: what is written from the right is turned around."""
    uscita: list[str] = []
    rovesciati: list[str] = []
    for glifo in [*glifi, ""]:
        if glifo and (_da_destra(glifo) or (rovesciati and glifo.isspace())):
            rovesciati.append(glifo)
            continue
        uscita += reversed(rovesciati)
        rovesciati = []
        uscita.append(glifo)
    return uscita


def _da_destra(glifo: str) -> bool:
    return any(unicodedata.bidirectional(segno) in ("R", "AL") for segno in glifo)
