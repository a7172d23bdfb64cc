"""Encryption of a stream: AES-256-GCM in blocks that know their place and which of them is the last.

After MAGICO comes the salt of the key, then the blocks. The nonce is the number of the block and one byte that says
"last": a block that was changed, moved, repeated or left out does not open (the STREAM construction of Hoang,
Reyhanitabar, Rogaway and Vizár, 2015). Each file has a salt, so a key, of its own.
"""

from __future__ import annotations

import io
import os
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from pianoperf.custodia.copie.rifiuti import CopiaIllegibile

MAGICO = b"pianoperf copia cifrata 1\n"
BLOCCO = 1 << 20
_SALE = 16
_ETICHETTA = 16
ALTERATA = "La copia è stata alterata o interrotta, oppure la chiave non è la sua: non è stato letto nulla."


def _cifrario(segreto: bytes, sale: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=sale, length=32, n=2**15, r=8, p=1).derive(segreto))


def _nonce(numero: int, *, ultimo: bool) -> bytes:
    return numero.to_bytes(11, "big") + bytes([ultimo])


class Cifrante:
    """A file to write to; `close` writes the last block and leaves `uscita` open."""

    def __init__(self, uscita: IO[bytes], segreto: bytes) -> None:
        self._uscita, sale = uscita, os.urandom(_SALE)
        self._cifrario = _cifrario(segreto, sale)
        self._attesa = bytearray()
        self._numero = 0
        self._dati_in_testa = MAGICO + sale
        uscita.write(self._dati_in_testa)

    def write(self, dati: bytes, /) -> int:
        self._attesa += dati
        # a full block waits: it may turn out to be the last
        while len(self._attesa) > BLOCCO:
            self._scrivi(bytes(self._attesa[:BLOCCO]), ultimo=False)
            del self._attesa[:BLOCCO]
        return len(dati)

    def close(self) -> None:
        self._scrivi(bytes(self._attesa), ultimo=True)
        self._attesa.clear()

    def _scrivi(self, blocco: bytes, *, ultimo: bool) -> None:
        nonce = _nonce(self._numero, ultimo=ultimo)
        self._uscita.write(self._cifrario.encrypt(nonce, blocco, self._dati_in_testa))
        self._numero += 1


class Decifrante(io.RawIOBase):
    """The plain bytes of an encrypted file that stands after MAGICO; only verified blocks come out.

    `read` raises CopiaIllegibile at the first block that is not the one expected.
    """

    def __init__(self, entrata: IO[bytes], segreto: bytes) -> None:
        self._entrata = entrata
        sale = entrata.read(_SALE)
        self._dati_in_testa = MAGICO + sale
        self._cifrario = _cifrario(segreto, sale)
        self._pronti = b""
        self._numero = 0
        self._prossimo = entrata.read(BLOCCO + _ETICHETTA)
        self._finito = False

    def readable(self) -> bool:
        return True

    def readinto(self, spazio: Any, /) -> int:
        while not self._pronti and not self._finito:
            self._pronti = self._apri()
        quanti = min(len(spazio), len(self._pronti))
        spazio[:quanti] = self._pronti[:quanti]
        self._pronti = self._pronti[quanti:]
        return quanti

    def _apri(self) -> bytes:
        blocco, self._prossimo = self._prossimo, self._entrata.read(BLOCCO + _ETICHETTA)
        self._finito = not self._prossimo
        try:
            aperto = self._cifrario.decrypt(_nonce(self._numero, ultimo=self._finito), blocco, self._dati_in_testa)
        except (InvalidTag, ValueError) as errore:
            raise CopiaIllegibile(ALTERATA) from errore
        self._numero += 1
        return aperto
