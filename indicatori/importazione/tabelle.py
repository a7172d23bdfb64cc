"""Sheets of text to rows with named fields: headings found by content, every doubt a finding with its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from indicatori.importazione.anomalie import rilievi_delle_anomalie, rilievi_delle_unite
from indicatori.importazione.fogli import Foglio, indirizzo
from indicatori.importazione.modello import FOGLI, FoglioModello, e_leggimi, foglio_di_nome, normalizza
from indicatori.importazione.protezione import libera
from indicatori.importazione.rilievi import Gravita, Rilievo

_RIGHE_PRIMA_DELLE_INTESTAZIONI = 10
_ANNO = re.compile(r"(?:(.*?) )?((?:19|20|21)[0-9]{2})")
ANNI_AMMESSI = range(2000, 2101)


@dataclass(slots=True)
class RigaLetta:
    """One row: `valori` by field, `annuali` by field and year; both hold only cells that say something."""

    tabella: Tabella
    numero: int
    valori: dict[str, str] = field(default_factory=dict)
    annuali: dict[str, dict[int, str]] = field(default_factory=dict)

    def testo(self, campo: str) -> str:
        return self.valori.get(campo, "")

    def cella(self, campo: str, anno: int | None = None) -> str:
        colonna = self.tabella.posizioni.get((campo, anno))
        return indirizzo(self.numero, colonna) if colonna else str(self.numero)

    def rilievo(
        self, codice: str, gravita: Gravita, campo: str, messaggio: str, rimedio: str = "", *, anno: int | None = None
    ) -> None:
        self.tabella.rilevati.append(
            Rilievo(codice, gravita, self.tabella.modello.nome, self.cella(campo, anno), messaggio, rimedio)
        )


@dataclass(slots=True)
class Tabella:
    """A sheet of the template as read. `posizioni` gives the column number of a (field, year or None)."""

    modello: FoglioModello
    righe: list[RigaLetta] = field(default_factory=list)
    posizioni: dict[tuple[str, int | None], int] = field(default_factory=dict)
    rilevati: list[Rilievo] = field(default_factory=list)

    @property
    def campi_assenti(self) -> frozenset[str]:
        presenti = {campo for campo, _ in self.posizioni}
        return frozenset(campo for campo in self.modello.campi if campo not in presenti)

    def anni_di(self, campo: str) -> list[int]:
        return sorted(anno for nome, anno in self.posizioni if nome == campo and anno is not None)


def in_tabelle(fogli: list[Foglio]) -> tuple[dict[str, Tabella], list[Rilievo]]:
    """The template's sheets by name, and what concerns the workbook as a whole."""
    tabelle: dict[str, Tabella] = {}
    rilievi: list[Rilievo] = []
    for foglio in fogli:
        modello = foglio_di_nome(foglio.nome)
        if e_leggimi(foglio.nome):
            continue
        if modello is None or foglio.nascosto:
            rilievi += _foglio_ignorato(foglio)
        elif modello.nome in tabelle:
            rilievi.append(
                Rilievo(
                    "IMP-FOGLIO-RIPETUTO", "E", foglio.nome, "", "Questo foglio compare due volte.", "Tienine uno solo."
                )
            )
        else:
            tabelle[modello.nome] = leggi_tabella(foglio, modello)
    if not tabelle:
        nomi = ", ".join(f"«{modello.nome}»" for modello in FOGLI)
        rilievi.append(
            Rilievo(
                "IMP-MODELLO-NON-RICONOSCIUTO", "E", "", "",
                f"Nessun foglio ha il nome di uno del modello ({nomi}) e nessuna tabella è di un piano noto.",
                "Controlla di aver scelto il file giusto, oppure scarica il modello e copia lì i dati.",
            )
        )  # fmt: skip
    return tabelle, rilievi


def leggi_tabella(foglio: Foglio, modello: FoglioModello) -> Tabella:
    tabella = Tabella(modello)
    intestazione = _riga_intestazione(foglio, modello)
    _leggi_intestazione(tabella, foglio.righe.get(intestazione, {}), intestazione)
    nomi = {colonna: chiave for chiave, colonna in tabella.posizioni.items()}
    for numero, celle in sorted(foglio.righe.items()):
        if numero > intestazione:
            riga = _leggi_riga(tabella, numero, celle, nomi)
            if riga.valori or riga.annuali:
                tabella.righe.append(riga)
    tabella.rilevati += rilievi_delle_anomalie(foglio)
    tabella.rilevati += rilievi_delle_unite(foglio, dopo=intestazione)
    return tabella


def _foglio_ignorato(foglio: Foglio) -> Iterator[Rilievo]:
    if foglio.nascosto:
        yield Rilievo(
            "IMP-FOGLIO-NASCOSTO", "W", foglio.nome, "", "Il foglio è nascosto e non è stato letto.", "Mostralo."
        )
    elif foglio.righe:
        nomi = [modello.nome for modello in FOGLI]
        simili = get_close_matches(foglio.nome.title(), nomi, n=1, cutoff=0.75)
        yield Rilievo(
            "IMP-FOGLIO-SCONOSCIUTO", "E" if simili else "W", foglio.nome, "",
            "Il foglio non è del modello e non è stato letto.",
            f"Forse è «{simili[0]}»: correggi il nome." if simili else "",
        )  # fmt: skip


def _riga_intestazione(foglio: Foglio, modello: FoglioModello) -> int:
    """The first row that holds two headings of the sheet; row 1 when none does."""
    titoli = {normalizza(colonna.titolo) for colonna in modello.colonne}
    for numero, celle in sorted(foglio.righe.items())[:_RIGHE_PRIMA_DELLE_INTESTAZIONI]:
        if sum(normalizza(testo) in titoli for testo in celle.values()) >= 2:
            return numero
    return min(foglio.righe, default=1)


def _leggi_intestazione(tabella: Tabella, celle: dict[int, str], riga: int) -> None:
    modello = tabella.modello
    per_titolo = {normalizza(colonna.titolo): colonna.campo for colonna in modello.colonne}
    for colonna, testo in sorted(celle.items()):
        titolo = normalizza(testo)
        chiave = (per_titolo[titolo], None) if titolo in per_titolo else _annuale(modello, titolo)
        dove = indirizzo(riga, colonna)
        if chiave is None:
            tabella.rilevati.append(_colonna_sconosciuta(modello, testo, dove))
        elif chiave in tabella.posizioni:
            messaggio = f"La colonna «{testo}» compare due volte."
            tabella.rilevati.append(
                Rilievo("IMP-COLONNA-RIPETUTA", "E", modello.nome, dove, messaggio, "Tienine una sola.")
            )
        else:
            tabella.posizioni[chiave] = colonna
    for attesa in modello.colonne:
        if attesa.richiesta and (attesa.campo, None) not in tabella.posizioni:
            messaggio = f"Manca la colonna «{attesa.titolo}»."
            rimedio = "Aggiungila con questo titolo nella riga delle intestazioni."
            tabella.rilevati.append(Rilievo("IMP-COLONNA-MANCANTE", "E", modello.nome, str(riga), messaggio, rimedio))


def _annuale(modello: FoglioModello, titolo: str) -> tuple[str, int] | None:
    trovato = _ANNO.fullmatch(titolo)
    if not trovato or int(trovato[2]) not in ANNI_AMMESSI:
        return None
    for colonna in modello.annuali:
        if normalizza(colonna.prefisso) == (trovato[1] or ""):
            return colonna.campo, int(trovato[2])
    return None


def _colonna_sconosciuta(modello: FoglioModello, testo: str, dove: str) -> Rilievo:
    noti = [colonna.titolo for colonna in modello.colonne]
    noti += [colonna.titolo(anno) for colonna in modello.annuali for anno in _anni_nel(testo)]
    simili = get_close_matches(testo, noti, n=1, cutoff=0.75)
    messaggio = f"La colonna «{testo[:60]}» non è del modello e non viene letta."
    rimedio = f"Forse è «{simili[0]}»: correggi il titolo." if simili else ""
    return Rilievo("IMP-COLONNA-SCONOSCIUTA", "E" if simili else "W", modello.nome, dove, messaggio, rimedio)


def _anni_nel(testo: str) -> list[int]:
    return [int(anno) for anno in re.findall(r"[0-9]{4}", testo)]


def _leggi_riga(
    tabella: Tabella, numero: int, celle: dict[int, str], nomi: dict[int, tuple[str, int | None]]
) -> RigaLetta:
    riga = RigaLetta(tabella, numero)
    for colonna, testo in celle.items():
        if colonna not in nomi:
            continue
        campo, anno = nomi[colonna]
        if anno is None:
            riga.valori[campo] = libera(testo)
        else:
            riga.annuali.setdefault(campo, {})[anno] = libera(testo)
    return riga
