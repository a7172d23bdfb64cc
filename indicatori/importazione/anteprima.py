"""The preview of an import: the reading of the sheets, the differences, the findings, as data a page can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from indicatori.importazione.composizione import Lettura, codice_dichiarato, componi
from indicatori.importazione.differenze import Voce, cambiamenti, confronta, conteggi
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.lettura import leggi_percorso
from indicatori.importazione.letture import letture_nuove
from indicatori.importazione.riconoscimento.documento import Riconoscimento, e_un_documento, riconosci
from indicatori.importazione.riconoscimento.registro import Scelta
from indicatori.importazione.rilievi import Rilievo, in_ordine
from indicatori.importazione.rilievi_piano import rilievi_del_piano
from indicatori.importazione.risultati import EsameRisultati, RigaRisultato, esame_dei_risultati
from indicatori.importazione.selectors import anagrafe_di, codice_di_altri, impronta_dati, piano_di
from indicatori.motore.documento import PianoDati
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente


@dataclass(slots=True)
class Esame:
    """What examining a workbook gave. `radice` is None when the plan could not be read."""

    lettura: Lettura
    piano: Piano | None
    attuale: PianoDati | None
    radice: Voce | None
    rilievi: list[Rilievo]
    risultati: EsameRisultati = field(default_factory=EsameRisultati)
    scelte: list[Scelta] = field(default_factory=list)

    @property
    def dati(self) -> PianoDati | None:
        return self.lettura.piano

    @property
    def bloccato(self) -> bool:
        return self.dati is None or any(rilievo.gravita == "E" for rilievo in self.rilievi)

    def in_json(self) -> dict[str, Any]:
        """The form kept in Importazione.anteprima and printed by `importa --json`."""
        gravita: list[str] = [rilievo.gravita for rilievo in self.rilievi]
        return {
            "piano": self.dati.codice if self.dati else "",
            "titolo": self.dati.titolo if self.dati else "",
            "nuovo": self.piano is None,
            "conteggi": conteggi(self.radice) if self.radice else {},
            "cambiamenti": cambiamenti(self.radice) if self.radice else 0,
            "gravita": {lettera: gravita.count(lettera) for lettera in "EWI"},
            "rilievi": [rilievo.in_json() for rilievo in self.rilievi],
            "differenze": self.radice.in_json() if self.radice else None,
            "letture": letture_nuove(self.dati, self.radice) if self.dati and self.radice else [],
            "risultati": len(self.lettura.risultati),
            "conteggi_risultati": self.risultati.conteggi,
            "risultati_diversi": [voce.in_json() for voce in self.risultati.diversi],
            "impronta_risultati": self.risultati.impronta,
            "impronta": impronta_dati(self.attuale),
            "scelte": [scelta.in_json() for scelta in self.scelte],
        }


def esamina_percorso(
    percorso: Path,
    ente: Ente,
    *,
    codice: str = "",
    adesso: datetime | None = None,
    risposte: Mapping[str, str] | None = None,
) -> Esame:
    """As `esamina_fogli`, for a file or a folder of CSV files on disk. Raises FileRifiutato and OSError."""
    return esamina_fogli(leggi_percorso(percorso), ente, codice=codice, adesso=adesso, risposte=risposte)


def esamina_fogli(
    fogli: list[Foglio],
    ente: Ente,
    *,
    codice: str = "",
    adesso: datetime | None = None,
    risposte: Mapping[str, str] | None = None,
) -> Esame:
    """Reads the sheets for a body, writing nothing. With `codice` a workbook of another plan is an error.

    `adesso` (now, when left out) tells which windows are open for the results. A workbook that is not the template is
    read as the document it is; `risposte` are then the readings chosen for its doubts.
    """
    documento = e_un_documento(fogli)
    cercato = codice_dichiarato(fogli) or codice
    if documento and not cercato:
        cercato = codice_del_documento(fogli, ente, risposte)
    piano = piano_di(ente, cercato)
    attuale = piano_in_dati(piano) if piano else None
    if documento:
        letto = riconosci(fogli, anagrafe_di(ente), attuale=attuale, codice=codice, risposte=risposte)
    else:
        letto = Riconoscimento(componi(fogli, anagrafe_di(ente), attuale=attuale, codice_atteso=codice))
    lettura = letto.lettura
    rilievi = list(lettura.rilievi)
    radice, risultati = None, EsameRisultati()
    if lettura.piano is not None:
        radice = confronta(attuale, lettura.piano)
        rilievi += _codice_occupato(ente, lettura.piano.codice) + rilievi_del_piano(lettura.piano)
        note = _di_indicatori_noti(lettura.piano, lettura.risultati)
        risultati = esame_dei_risultati(piano, note, adesso or timezone.now())
        rilievi += risultati.rilievi
    return Esame(lettura, piano, attuale, radice, in_ordine(rilievi), risultati, letto.scelte)


def codice_del_documento(fogli: list[Foglio], ente: Ente, risposte: Mapping[str, str] | None) -> str:
    """The code that a document gets from its body and its years: it may be that of a plan already here."""
    piano = riconosci(fogli, anagrafe_di(ente), risposte=risposte).lettura.piano
    return piano.codice if piano else ""


def _di_indicatori_noti(dati: PianoDati, righe: Sequence[RigaRisultato]) -> list[RigaRisultato]:
    """The rows whose indicator the plan of the workbook has: the others already have their finding."""
    noti = {(scheda.codice, voce.codice) for scheda in dati.schede for voce in scheda.indicatori}
    return [riga for riga in righe if (riga.scheda, riga.codice) in noti]


def _codice_occupato(ente: Ente, codice: str) -> list[Rilievo]:
    if not codice_di_altri(ente, codice):
        return []
    messaggio = f"Il codice «{codice}» non è disponibile."
    rimedio = f"Scegline un altro, per esempio «{ente.codice}-{codice}»."
    return [Rilievo("IMP-CODICE-NON-DISPONIBILE", "E", "Piano", "", messaggio, rimedio)]
