"""A table as it is printed: the columns that the body chose, in its order, with its headings, and the rows cut to them.

The rows of a table are given with all their cells, by the code of the column; `_tavola.html` prints the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rendicontazione.relazioni.tavole import ANNO, TAVOLE, Colonna, Tavola
from rendicontazione.relazioni.veste_vista import ColonnaVista
from rendicontazione.relazioni.vista import Vista

# A text is escaped when it is printed; what is markup already is a SafeString. A list has a text for each year.
Celle = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Riga:
    celle: Celle
    classe: str = ""


@dataclass(frozen=True, slots=True)
class Testa:
    titolo: str
    classe: str


@dataclass(frozen=True, slots=True)
class RigaStampata:
    """`celle` are its td elements as one markup: quicker to print than a loop over them in the template."""

    classe: str
    celle: SafeString


@dataclass(frozen=True, slots=True)
class GruppoStampato:
    """The rows of one tbody."""

    classe: str
    righe: tuple[RigaStampata, ...]


@dataclass(frozen=True, slots=True)
class TavolaStampata:
    teste: tuple[Testa, ...]
    gruppi: tuple[GruppoStampato, ...]


@dataclass(frozen=True, slots=True)
class _Posto:
    """A printed column: `indice` is the place of its year, None when it is not repeated."""

    codice: str
    indice: int | None
    testa: Testa
    attributi: SafeString


def stampa_tavola(
    codice: str,
    vista: Vista,
    righe: Iterable[Riga],
    *,
    anni: Sequence[int] = (),
    anno: int | None = None,
    presenti: Iterable[str] = (),
) -> TavolaStampata:
    """The table of this code (tavole.TAVOLE) in one tbody.

    `anni` are those of the repeated columns, `anno` that of the headings (of the vista when not given), `presenti` the
    conditions that hold (tavole.CONDIZIONI).
    """
    return stampa_gruppi(codice, vista, [("", righe)], anni=anni, anno=anno, presenti=presenti)


def stampa_gruppi(
    codice: str,
    vista: Vista,
    gruppi: Iterable[tuple[str, Iterable[Riga]]],
    *,
    anni: Sequence[int] = (),
    anno: int | None = None,
    presenti: Iterable[str] = (),
) -> TavolaStampata:
    """The same with a tbody for each group: (its class, its rows)."""
    scelte = vista.veste.tavole.get(codice, ()) if vista.veste else ()
    condizioni = set(presenti)
    scritto = str(anno or vista.anno or "")
    colonne = [
        (colonna, titolo)
        for colonna, titolo in disposizione(TAVOLE[codice], scelte)
        if not colonna.se or colonna.se in condizioni
    ]
    posti = list(_posti(colonne, anni, scritto))
    return TavolaStampata(
        teste=tuple(posto.testa for posto in posti),
        gruppi=tuple(
            GruppoStampato(classe, tuple(_riga(riga, posti) for riga in contenute)) for classe, contenute in gruppi
        ),
    )


def disposizione(tavola: Tavola, scelte: Sequence[ColonnaVista]) -> list[tuple[Colonna, str]]:
    """The columns to print with their headings. What is not known is skipped, what may not be missing is added."""
    if not scelte:
        return [(colonna, colonna.titolo) for colonna in tavola.colonne]
    per_codice = {colonna.codice: colonna for colonna in tavola.colonne}
    scelte = [voce for voce in scelte if voce.colonna in per_codice]
    disposte = [(per_codice[voce.colonna], voce.titolo or per_codice[voce.colonna].titolo) for voce in scelte]
    presenti = {voce.colonna for voce in scelte}
    mancanti = [voce for voce in tavola.colonne if voce.obbligatoria and voce.codice not in presenti]
    return [*disposte, *((voce, voce.titolo) for voce in mancanti)]


def _posti(colonne: Sequence[tuple[Colonna, str]], anni: Sequence[int], anno: str) -> Iterable[_Posto]:
    """Repeated columns that stand side by side alternate: target and result of a year, then of the next."""
    da_ripetere: list[tuple[Colonna, str]] = []
    for voce in [*colonne, None]:
        if voce is not None and voce[0].per_anno:
            da_ripetere.append(voce)
            continue
        for indice, ripetuto in enumerate(anni):
            yield from (_posto(*ripetuta, str(ripetuto), indice) for ripetuta in da_ripetere)
        da_ripetere = []
        if voce is not None:
            yield _posto(*voce, anno, None)


def _posto(colonna: Colonna, titolo: str, anno: str, indice: int | None) -> _Posto:
    attributi = format_html(' class="{}"', colonna.cella) if colonna.cella else SafeString()
    return _Posto(colonna.codice, indice, Testa(titolo.replace(ANNO, anno), colonna.testa), attributi)


def _riga(riga: Riga, posti: Sequence[_Posto]) -> RigaStampata:
    celle = riga.celle
    contenuti = (
        (posto.attributi, celle[posto.codice] if posto.indice is None else celle[posto.codice][posto.indice])
        for posto in posti
    )
    return RigaStampata(riga.classe, format_html_join("", "<td{}>{}</td>", contenuti))
