"""What an examination leaves beside the upload: the reading, the differences, the findings of one preview.

A zip of JSON parts. The import keeps its fingerprint: a sheet that is not the one written is not believed, and the
preview must be made again.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from indicatori import motore
from indicatori.importazione.differenze import CampoDiverso, Voce
from indicatori.importazione.letture import Letta, Letture
from indicatori.importazione.nomi import NomeScritto
from indicatori.importazione.piano_in_righe import forma, piano_da_righe, piano_in_righe, scrivi_valore
from indicatori.importazione.rilievi import Rilievo
from indicatori.importazione.risultati import RigaRisultato
from indicatori.motore.documento import PianoDati


@dataclass
class Carta:
    """The parts, each opened when it is asked for. Raises nothing of its own: its bytes are those that were written."""

    contenuto: bytes

    @cached_property
    def dati(self) -> PianoDati | None:
        """None when no plan was read, and when it was kept by a version of the program that knew other fields."""
        parte = self._parte("dati")
        return piano_da_righe(parte["righe"]) if parte["righe"] and parte["forma"] == forma() else None

    @cached_property
    def risultati(self) -> tuple[RigaRisultato, ...]:
        return tuple(RigaRisultato(*riga) for riga in self._parte("risultati"))

    @cached_property
    def letture(self) -> Letture:
        """The readings of the preview; none when another version of the engine made them."""
        parte = self._parte("letture")
        if parte["motore"] != versione_del_motore():
            return Letture()
        distinte = [
            Letta(testo, anno, date.fromisoformat(termine) if termine else None, condizioni, avvisi)
            for testo, anno, termine, condizioni, avvisi in parte["distinte"]
        ]
        versi = {(scheda, codice): verso for scheda, codice, verso in parte["versi"]}
        return Letture(distinte, [(scheda, codice, posto) for scheda, codice, posto in parte["posti"]], versi)

    @cached_property
    def radice(self) -> Voce | None:
        riga = self._parte("differenze")
        return _voce_da_riga(riga) if riga else None

    @cached_property
    def rilievi(self) -> list[Rilievo]:
        return [Rilievo(*riga) for riga in self._parte("rilievi")]

    @cached_property
    def nomi(self) -> list[NomeScritto]:
        return [NomeScritto(nome, persona, n, tuple(simili)) for nome, persona, n, simili in self._parte("nomi")]

    @property
    def impronta(self) -> str:
        return hashlib.sha256(self.contenuto).hexdigest()

    def _parte(self, nome: str) -> Any:
        with zipfile.ZipFile(io.BytesIO(self.contenuto)) as archivio:
            return json.loads(archivio.read(nome))


def scrivi_carta(
    *,
    dati: PianoDati | None,
    risultati: Sequence[RigaRisultato],
    radice: Voce | None,
    letture: Letture,
    rilievi: Sequence[Rilievo],
    nomi: Sequence[NomeScritto],
) -> Carta:
    versi = [(scheda, codice, verso) for (scheda, codice), verso in letture.versi.items()]
    lette = {"distinte": letture.distinte, "posti": letture.posti, "versi": versi}
    parti: dict[str, Any] = {
        "dati": {"forma": forma(), "righe": piano_in_righe(dati) if dati else None},
        "risultati": [_riga(riga) for riga in risultati],
        "letture": {"motore": versione_del_motore(), **lette},
        "differenze": _voce_in_riga(radice) if radice else None,
        "rilievi": [_riga(rilievo) for rilievo in rilievi],
        "nomi": [_riga(nome) for nome in nomi],
    }
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archivio:
        for nome, parte in parti.items():
            archivio.writestr(nome, json.dumps(parte, default=scrivi_valore))
    return Carta(uscita.getvalue())


@cache
def versione_del_motore() -> str:
    """Changes with every change of the engine's source: a reading kept is good for the engine that made it."""
    cartella = Path(motore.__file__).parent
    impronta = hashlib.sha256()
    for modulo in sorted(cartella.rglob("*.py")):
        impronta.update(modulo.relative_to(cartella).as_posix().encode() + b"\0" + modulo.read_bytes())
    return impronta.hexdigest()


def _riga(voce: Any) -> list[Any]:
    return [getattr(voce, nome) for nome in voce.__slots__]


def _voce_in_riga(voce: Voce) -> list[Any]:
    campi = [(campo.campo, campo.etichetta, campo.prima, campo.dopo) for campo in voce.campi]
    figli = [_voce_in_riga(figlio) for figlio in voce.figli]
    return [voce.genere, voce.chiave, voce.titolo, voce.esito, campi, figli, voce.invariati, voce.uguali]


def _voce_da_riga(riga: list[Any]) -> Voce:
    genere, chiave, titolo, esito, campi, figli, invariati, uguali = riga
    diversi = [CampoDiverso(*campo) for campo in campi]
    return Voce(genere, chiave, titolo, esito, diversi, [_voce_da_riga(figlio) for figlio in figli], invariati, uguali)
