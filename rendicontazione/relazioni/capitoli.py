"""The narrative chapters of a plan among its generated tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from indicatori.motore.documento import CapitoloDati
from obiettivi.markdown import attorno_alla_tavola, in_html
from rendicontazione.relazioni.celle import VoceIndice
from rendicontazione.relazioni.sezioni import Sezione

# A heading of level 1 is the document's own: a chapter of level 1 is an h2.
SOTTO_IL_TITOLO = 1
LIVELLO_MASSIMO = 6


@dataclass(frozen=True, slots=True)
class CapitoloStampato:
    """A chapter to print: `livello` is that of its heading (2-6), `prima` and `dopo` the text around its table."""

    titolo: str
    ancora: str
    livello: int
    prima: SafeString
    dopo: SafeString

    @property
    def voce(self) -> VoceIndice:
        return VoceIndice(self.ancora, self.titolo, self.livello - SOTTO_IL_TITOLO)


# The sections of a generated table; with a chapter, they begin with its heading and hold its text.
Generate = Callable[[CapitoloStampato | None], list[Sezione]]


def tra_i_capitoli(capitoli: list[CapitoloDati], tavole: Mapping[str, Generate]) -> list[Sezione]:
    """The chapters in order, each with its table; the tables that no chapter asks for come at the end.

    A chapter of level 1 and a chapter with a table begin a page. A table that the family has not is left out.
    """
    sezioni: list[Sezione] = []
    insieme: list[CapitoloStampato] = []
    messe = set()
    for numero, capitolo in enumerate(capitoli, 1):
        stampato = _stampato(capitolo, numero)
        if capitolo.tavola in tavole:
            sezioni += [*_narrati(insieme), *tavole[capitolo.tavola](stampato)]
            insieme = []
            messe.add(capitolo.tavola)
            continue
        if capitolo.livello == 1:
            sezioni += _narrati(insieme)
            insieme = []
        insieme.append(stampato)
    sezioni += _narrati(insieme)
    return sezioni + [sezione for nome, genera in tavole.items() if nome not in messe for sezione in genera(None)]


def narrato(capitolo: CapitoloStampato) -> Sezione:
    """A chapter by itself, for tables that begin pages of their own."""
    return Sezione("capitoli", {"capitoli": [capitolo]}, (capitolo.voce,))


def dopo_il_capitolo(capitolo: CapitoloStampato | None, sezioni: list[Sezione]) -> list[Sezione]:
    return [narrato(capitolo), *sezioni] if capitolo else sezioni


def _narrati(capitoli: list[CapitoloStampato]) -> list[Sezione]:
    voci = tuple(capitolo.voce for capitolo in capitoli)
    return [Sezione("capitoli", {"capitoli": list(capitoli)}, voci)] if capitoli else []


def _stampato(capitolo: CapitoloDati, numero: int) -> CapitoloStampato:
    livello = min(LIVELLO_MASSIMO, capitolo.livello + SOTTO_IL_TITOLO)
    prima, dopo = attorno_alla_tavola(capitolo.testo)
    return CapitoloStampato(
        titolo=re.sub(r"\s+", " ", f"{capitolo.numero} {capitolo.titolo}").strip(),
        ancora=f"capitolo-{numero}",
        livello=livello,
        prima=in_html(prima, livello),
        dopo=in_html(dopo, livello),
    )
