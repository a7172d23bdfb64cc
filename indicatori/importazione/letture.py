"""How the engine reads the targets that an import brings: shown before anything is written, written as shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from indicatori.importazione.differenze import Voce
from indicatori.motore.condizioni import Condizione, Interpretazione
from indicatori.motore.descrizione import descrivi
from indicatori.motore.documento import IndicatoreDati, PianoDati
from indicatori.motore.grammatica import interpreta
from indicatori.motore.verso import indovina_verso


class Letta(NamedTuple):
    """One text as it is read; `condizioni` and `avvisi` as a Previsione stores them."""

    testo: str
    anno: int
    termine: date | None
    condizioni: list[dict[str, Any]]
    avvisi: list[dict[str, Any]]


@dataclass(slots=True)
class Letture:
    """Each text of each year (and term) once; `posti` are (scheda, indicatore, place in `distinte`) in plan order.

    `versi` are the directions guessed for the indicators that are new, by scheda and code.
    """

    distinte: list[Letta] = field(default_factory=list)
    posti: list[tuple[str, str, int]] = field(default_factory=list)
    versi: dict[tuple[str, str], str] = field(default_factory=dict)
    _indice: dict[tuple[str, int, date | None], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._indice = {(letta.testo, letta.anno, letta.termine): posto for posto, letta in enumerate(self.distinte)}

    def di(self, testo: str, anno: int, termine: date | None) -> Letta:
        """The reading of a text; one that was not read before is read now."""
        return self.distinte[self._posto(testo, anno, termine)]

    def verso_di(self, scheda: str, indicatore: IndicatoreDati) -> str:
        """The direction that the words of an indicator, and of its first target, let one guess."""
        chiave = (scheda, indicatore.codice)
        if (verso := self.versi.get(chiave)) is None:
            anno, testo = next(iter(indicatore.previsioni.items()), (0, ""))
            verso = indovina_verso(indicatore.descrizione, testo, indicatore.algoritmo, anno).value
            self.versi[chiave] = verso
        return verso

    def aggiungi(self, scheda: str, indicatore: IndicatoreDati, anno: int) -> None:
        posto = self._posto(indicatore.previsioni[anno], anno, indicatore.termine)
        self.posti.append((scheda, indicatore.codice, posto))

    def in_json(self) -> list[dict[str, Any]]:
        """The readings in words, one for each place."""
        return [riga | in_parole(self.distinte[riga["letta"]]) for riga in self.righe()]

    def righe(self) -> list[dict[str, Any]]:
        """One for each place, with the place of its reading under "letta"."""
        return [
            {"scheda": scheda, "indicatore": indicatore, "anno": self.distinte[n].anno, "letta": n}
            for scheda, indicatore, n in self.posti
        ]

    def _posto(self, testo: str, anno: int, termine: date | None) -> int:
        chiave = (testo, anno, termine)
        if (posto := self._indice.get(chiave)) is None:
            posto = self._indice[chiave] = len(self.distinte)
            self.distinte.append(_leggi(testo, anno, termine))
        return posto


def in_parole(letta: Letta) -> dict[str, Any]:
    condizioni = [descrivi(Condizione.da_json(condizione)) for condizione in letta.condizioni]
    return {
        "testo": letta.testo,
        "condizioni": condizioni,
        "avvisi": [avviso["messaggio"] for avviso in letta.avvisi],
    }


def letture_nuove(dati: PianoDati, radice: Voce) -> Letture:
    """The readings of the targets that are new or changed, in the order of the plan."""
    letture = Letture()
    per_scheda = {scheda.codice: scheda for scheda in dati.schede}
    for voce in radice.figli:
        if voce.genere == "scheda" and voce.chiave in per_scheda:
            scheda = per_scheda[voce.chiave]
            indicatori = {indicatore.codice: indicatore for indicatore in scheda.indicatori}
            for figlio in voce.figli:
                if figlio.genere == "indicatore" and figlio.chiave in indicatori:
                    _leggi_indicatore(letture, scheda.codice, indicatori[figlio.chiave], figlio)
    return letture


def _leggi_indicatore(letture: Letture, scheda: str, indicatore: IndicatoreDati, voce: Voce) -> None:
    if voce.esito == "nuovo":
        letture.verso_di(scheda, indicatore)
    for figlio in voce.figli:
        if figlio.esito in ("nuovo", "modificato") and int(figlio.chiave) in indicatore.previsioni:
            letture.aggiungi(scheda, indicatore, int(figlio.chiave))


def _leggi(testo: str, anno: int, termine: date | None) -> Letta:
    """No conditions for an empty text."""
    letta = interpreta(testo, anno, termine) if testo else Interpretazione(())
    avvisi = [
        {"codice": avviso.codice, "messaggio": avviso.messaggio, "inizio": avviso.inizio, "fine": avviso.fine}
        for avviso in letta.avvisi
    ]
    return Letta(testo, anno, termine, [condizione.in_json() for condizione in letta.condizioni], avvisi)
