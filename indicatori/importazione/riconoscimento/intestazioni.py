"""Headings recognised by their words, wherever in the row and in the sheet they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga

_ANNO = re.compile(r"\b20[0-9]{2}\b")
_DI_CONTORNO = re.compile(r"\b(?:anno|annualita|nell|nel|per|il|l|dell|del|al|31 12)\b")
_NUMERO = re.compile(r"[0-9]{1,3}\.?")
_QUOTA_RICONOSCIUTA = 0.6


@dataclass(frozen=True, slots=True)
class Annuale:
    campo: str
    anno: int
    colonna: int


@dataclass(slots=True)
class Colonne:
    """Where the fields of a table stand. `annuali` keeps the order of the columns and repeated years."""

    riga: Riga
    posti: dict[str, int] = field(default_factory=dict)
    annuali: list[Annuale] = field(default_factory=list)

    @property
    def usate(self) -> set[int]:
        return {*self.posti.values(), *(annuale.colonna for annuale in self.annuali)}

    def di_anno(self, campo: str) -> list[Annuale]:
        return [annuale for annuale in self.annuali if annuale.campo == campo]

    def stesse(self, altre: Colonne) -> bool:
        return self.riga.celle == altre.riga.celle


@dataclass(frozen=True, slots=True)
class ModelloTabella:
    """`campi` and `annuali` are (field, pattern of the normalised heading); of `bastano` one field must be there.

    `deboli` are names that count only when no other column bears the field.
    """

    genere: str
    campi: Sequence[tuple[str, str]]
    bastano: frozenset[str]
    annuali: Sequence[tuple[str, str]] = ()
    deboli: Sequence[tuple[str, str]] = ()
    minimo: int = 2

    def riconosci(self, riga: Riga) -> Colonne | None:
        """The columns when the row is a heading of this table, None when it is not."""
        colonne = Colonne(riga)
        for colonna in sorted(riga.celle):
            self._assegna(colonne, colonna, normalizza(riga.celle[colonna]), self.campi)
        for colonna in sorted(set(riga.celle) - colonne.usate):
            self._assegna(colonne, colonna, normalizza(riga.celle[colonna]), self.deboli)
        trovati = {*colonne.posti, *(annuale.campo for annuale in colonne.annuali)}
        quanti = len(colonne.usate)
        if quanti < self.minimo or quanti < _QUOTA_RICONOSCIUTA * len(riga.celle) or not trovati & self.bastano:
            return None
        return colonne

    def _assegna(self, colonne: Colonne, colonna: int, titolo: str, campi: Sequence[tuple[str, str]]) -> None:
        for campo, forma in campi:
            if campo not in colonne.posti and re.fullmatch(forma, titolo):
                colonne.posti[campo] = colonna
                return
        anni = _ANNO.findall(titolo) if campi is self.campi and self.annuali else []
        if len(anni) != 1:
            return
        senza_anno = " ".join(_DI_CONTORNO.sub(" ", titolo.replace(anni[0], " ")).split())
        for campo, forma in self.annuali:
            if re.fullmatch(forma, senza_anno):
                colonne.annuali.append(Annuale(campo, int(anni[0]), colonna))
                return


@dataclass(slots=True)
class Tabella:
    """A table found in a document: its columns and the rows below, page breaks not yet mended."""

    modello: ModelloTabella
    colonne: Colonne
    righe: list[Riga] = field(default_factory=list)

    def colonna(self, campo: str) -> int | None:
        return self.colonne.posti.get(campo)

    def completa(self, registro: Registro) -> None:
        """Gives the columns without a heading to the number and to the description, by what they contain."""
        libere = sorted({colonna for riga in self.righe for colonna in riga.celle} - self.colonne.usate)
        if "numero" not in self.colonne.posti:
            numeriche = [colonna for colonna in libere if self._di_numeri(colonna)]
            self._prendi("numero", numeriche[:1], libere, registro)
        if "descrizione" not in self.colonne.posti:
            self._prendi("descrizione", sorted(libere, key=self._lunghezza)[-1:], libere, registro)

    def rileva_ignote(self, registro: Registro) -> None:
        """A finding for each column that holds something and was given no meaning."""
        usate = self.colonne.usate
        for colonna in sorted({colonna for riga in self.righe for colonna in riga.celle} - usate):
            titolo = self.colonne.riga.testo(colonna)
            nome = f"«{titolo[:60]}»" if titolo else "senza titolo"
            messaggio = f"La colonna {nome} non è tra quelle che si sanno leggere: non è importata."
            registro.rileva("IMP-COLONNA-SCONOSCIUTA", "W", self.colonne.riga, messaggio, colonna=colonna)

    def _prendi(self, campo: str, trovate: list[int], libere: list[int], registro: Registro) -> None:
        if trovate:
            self.colonne.posti[campo] = trovate[0]
            libere.remove(trovate[0])
            messaggio = f"La colonna senza titolo è letta come «{campo}», dal suo contenuto."
            registro.rileva("IMP-COLONNA-SENZA-TITOLO", "I", self.colonne.riga, messaggio, colonna=trovate[0])

    def _di_numeri(self, colonna: int) -> bool:
        testi = [riga.testo(colonna) for riga in self.righe if riga.testo(colonna)]
        return sum(bool(_NUMERO.fullmatch(testo)) for testo in testi) > len(testi) / 2

    def _lunghezza(self, colonna: int) -> int:
        return sum(len(riga.testo(colonna)) for riga in self.righe)


def intestazione(riga: Riga, modelli: Sequence[ModelloTabella]) -> tuple[ModelloTabella, Colonne] | None:
    """The first model whose heading the row is."""
    for modello in modelli:
        colonne = modello.riconosci(riga)
        if colonne is not None:
            return modello, colonne
    return None


def anni_di(tabella: Tabella, campo: str, dichiarati: Sequence[int], registro: Registro) -> list[tuple[int, int]]:
    """(year, column) of a yearly field. A year printed twice is a doubt: the declared years are proposed."""
    annuali = tabella.colonne.di_anno(campo)
    scritti = [annuale.anno for annuale in annuali]
    if len(set(scritti)) == len(scritti):
        return [(annuale.anno, annuale.colonna) for annuale in annuali]
    primi = {anno - posto for posto, anno in enumerate(scritti)} | {*dichiarati[:1]}
    letture = [tuple(range(primo, primo + len(scritti))) for primo in primi]

    def merito(lettura: tuple[int, ...]) -> tuple[bool, int, int]:
        return lettura == tuple(dichiarati), sum(a == b for a, b in zip(lettura, scritti, strict=True)), -lettura[0]

    letture.sort(key=merito, reverse=True)
    alternative = [("/".join(map(str, lettura)), ", ".join(map(str, lettura))) for lettura in letture]
    stampati = ", ".join(map(str, scritti))
    domanda = f"Le intestazioni ripetono un anno ({stampati}): a quali anni si riferiscono le colonne?"
    scelta = registro.chiedi(tabella.colonne.riga, f"anni-{campo}", domanda, alternative, colonna=annuali[0].colonna)
    return [(int(anno), annuale.colonna) for anno, annuale in zip(scelta.split("/"), annuali, strict=True)]
