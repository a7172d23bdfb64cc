"""Reading a backup from its first byte to its last: nothing of it is believed before."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pianoperf.custodia.copie.pacco import (
    DUMP,
    FORMATO,
    IMPRONTA,
    INTESTAZIONE,
    MANIFESTO,
    NON_E_UNA_COPIA,
    Misurato,
    Voce,
    blocchi,
    membri,
)
from pianoperf.custodia.copie.rifiuti import CopiaIllegibile

_PICCOLI = {INTESTAZIONE, MANIFESTO, IMPRONTA}


@dataclass(frozen=True)
class Esame:
    """What a whole and unaltered backup says of itself."""

    intestazione: dict[str, Any]
    manifesto: dict[str, Any]

    @property
    def voci(self) -> dict[str, Voce]:
        return {voce["nome"]: Voce(**voce) for voce in self.manifesto["voci"]}

    @property
    def byte_dei_file(self) -> int:
        return sum(voce["byte"] for voce in self.manifesto["voci"])


def esamina(file: Path, segreto: bytes | None) -> Esame:
    """Read everything, and compare each member with the manifest. Raises CopiaIllegibile."""
    trovate: list[Voce] = []
    piccoli: dict[str, bytes] = {}
    with membri(file, segreto) as voci:
        for nome, contenuto in voci:
            misurato = Misurato(contenuto)
            piccolo = _tutto(misurato, tieni=nome in _PICCOLI)
            if nome in _PICCOLI:
                piccoli[nome] = piccolo
            trovate.append(Voce(nome, misurato.byte, misurato.sha256))
    return _esame(trovate, piccoli)


def _tutto(contenuto: Misurato, *, tieni: bool) -> bytes:
    uscita = io.BytesIO()
    for blocco in blocchi(contenuto):
        if tieni:
            uscita.write(blocco)
    return uscita.getvalue()


def _esame(trovate: list[Voce], piccoli: dict[str, bytes]) -> Esame:
    if set(piccoli) != _PICCOLI:
        raise CopiaIllegibile(NON_E_UNA_COPIA)
    manifesto, impronta = piccoli[MANIFESTO], piccoli[IMPRONTA].split()
    if not impronta or impronta[0] != hashlib.sha256(manifesto).hexdigest().encode():
        raise CopiaIllegibile("Il manifesto della copia non è più quello scritto: la copia è alterata.")
    esame = Esame(json.loads(piccoli[INTESTAZIONE]), json.loads(manifesto))
    if esame.intestazione.get("formato") != FORMATO:
        raise CopiaIllegibile("La copia è di un formato che questa versione di pianoperf non conosce.")
    _confronta([voce for voce in trovate if voce.nome not in (MANIFESTO, IMPRONTA)], esame)
    return esame


def _confronta(trovate: list[Voce], esame: Esame) -> None:
    attese = list(esame.voci.values())
    if trovate == attese:
        return
    diverse = [voce.nome for voce in attese if voce not in trovate] or [
        voce.nome for voce in trovate if voce not in attese
    ]
    raise CopiaIllegibile(f"La copia è alterata: «{diverse[0] if diverse else DUMP}» non è come dice il manifesto.")
