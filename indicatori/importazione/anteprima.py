"""The preview of an import: the reading of the sheets, the differences, the findings, as data a page can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from indicatori.importazione.carta import Carta, scrivi_carta
from indicatori.importazione.composizione import Lettura, codice_dichiarato, componi
from indicatori.importazione.differenze import Voce, cambiamenti, confronta, conteggi, senza_uguali
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.lettura import leggi_percorso
from indicatori.importazione.letture import Letture, letture_nuove
from indicatori.importazione.nomi import NomeScritto, nomi_del_piano
from indicatori.importazione.raccolta import senza_raccolta
from indicatori.importazione.riconoscimento.documento import Riconoscimento, e_un_documento, riconosci
from indicatori.importazione.riconoscimento.registro import Scelta
from indicatori.importazione.rilievi import Rilievo, in_ordine
from indicatori.importazione.rilievi_piano import rilievi_del_piano
from indicatori.importazione.risultati import EsameRisultati, RigaRisultato, esame_dei_risultati
from indicatori.importazione.selectors import anagrafe_di, codice_di_altri, impronta_dati, piano_di
from indicatori.motore.documento import PianoDati
from indicatori.motore.memoria import letture_ricordate
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente

Passo = Callable[[], None]


def nessun_passo() -> None:
    """For who does not tell how far the examination is."""


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
    letture: Letture = field(default_factory=Letture)
    nomi: list[NomeScritto] = field(default_factory=list)

    @property
    def dati(self) -> PianoDati | None:
        return self.lettura.piano

    @property
    def bloccato(self) -> bool:
        return self.dati is None or any(rilievo.gravita == "E" for rilievo in self.rilievi)

    def riassunto(self) -> dict[str, Any]:
        """The form kept in Importazione.anteprima: figures and fingerprints. The rest is on its Carta."""
        gravita = Counter(str(rilievo.gravita) for rilievo in self.rilievi)
        return {
            "piano": self.dati.codice if self.dati else "",
            "titolo": self.dati.titolo if self.dati else "",
            "nuovo": self.piano is None,
            "conteggi": conteggi(self.radice) if self.radice else {},
            "cambiamenti": cambiamenti(self.radice) if self.radice else 0,
            "gravita": {lettera: gravita[lettera] for lettera in "EWI"},
            "risultati": len(self.lettura.risultati),
            "conteggi_risultati": self.risultati.conteggi,
            "risultati_diversi": [voce.in_json() for voce in self.risultati.diversi],
            "impronta_risultati": self.risultati.impronta,
            "impronta": impronta_dati(self.attuale),
            "scelte": [scelta.in_json() for scelta in self.scelte],
        }

    def in_json(self) -> dict[str, Any]:
        """The whole, as printed by `importa --json`."""
        return self.riassunto() | {
            "rilievi": [rilievo.in_json() for rilievo in self.rilievi],
            "differenze": self.radice.in_json() if self.radice else None,
            "letture": self.letture.in_json(),
            "nomi": [asdict(nome) for nome in self.nomi],
        }

    @senza_raccolta()
    def carta(self) -> Carta:
        return scrivi_carta(
            dati=self.dati,
            risultati=self.lettura.risultati,
            radice=self.radice,
            letture=self.letture,
            rilievi=self.rilievi,
            nomi=self.nomi,
        )


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
    passo: Passo = nessun_passo,
) -> Esame:
    """Reads the sheets for a body, writing nothing. With `codice` a workbook of another plan is an error.

    `adesso` (now, when left out) tells which windows are open for the results. A workbook that is not the template is
    read as the document it is; `risposte` are then the readings chosen for its doubts. `passo` is told each step made.
    """
    with letture_ricordate():
        letto, piano, attuale = _letto(fogli, ente, codice, risposte)
        passo()
        esame = _confrontato(letto.lettura, ente, piano, attuale, adesso or timezone.now())
        esame.scelte = letto.scelte
        passo()
        if esame.dati is not None and esame.radice is not None:
            esame.rilievi = in_ordine(esame.rilievi + rilievi_del_piano(esame.dati))
            esame.letture = letture_nuove(esame.dati, esame.radice)
            esame.nomi = nomi_del_piano(esame.dati, anagrafe_di(ente))
        passo()
        return esame


def riprendi_esame(carta: Carta, ente: Ente, *, adesso: datetime) -> Esame:
    """The examination of what a carta holds against the plan and the results as they are now.

    What was read and what was found in it stay as they were shown: only what may have moved is looked at again.
    """
    piano = piano_di(ente, carta.dati.codice) if carta.dati else None
    attuale = piano_in_dati(piano) if piano else None
    esame = _confrontato(Lettura(carta.dati, [], carta.risultati), ente, piano, attuale, adesso)
    esame.letture = carta.letture
    return esame


def _letto(
    fogli: list[Foglio], ente: Ente, codice: str, risposte: Mapping[str, str] | None
) -> tuple[Riconoscimento, Piano | None, PianoDati | None]:
    """What the sheets say, beside the plan as it is now."""
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
    return letto, piano, attuale


def _confrontato(
    lettura: Lettura, ente: Ente, piano: Piano | None, attuale: PianoDati | None, adesso: datetime
) -> Esame:
    """What would happen to the plan and to the results, and whether the plan's code may be taken."""
    esame = Esame(lettura, piano, attuale, None, list(lettura.rilievi))
    if lettura.piano is not None:
        esame.radice = senza_uguali(confronta(attuale, lettura.piano))
        note = _di_indicatori_noti(lettura.piano, lettura.risultati)
        esame.risultati = esame_dei_risultati(piano, note, adesso)
        esame.rilievi += _codice_occupato(ente, lettura.piano.codice) + esame.risultati.rilievi
    esame.rilievi = in_ordine(esame.rilievi)
    return esame


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
