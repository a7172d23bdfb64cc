"""An encrypted stream opens whole or not at all."""

from __future__ import annotations

import io

import pytest

from pianoperf.custodia.copie.cifratura import BLOCCO, MAGICO, Cifrante, Decifrante
from pianoperf.custodia.copie.rifiuti import CopiaIllegibile

CHIAVE = b"una frase lunga abbastanza"
_TESTA = len(MAGICO) + 16
_CIFRATO = BLOCCO + 16


def cifra(dati: bytes) -> bytearray:
    uscita = io.BytesIO()
    cifrante = Cifrante(uscita, CHIAVE)
    cifrante.write(dati[: len(dati) // 3])
    cifrante.write(dati[len(dati) // 3 :])
    cifrante.close()
    return bytearray(uscita.getvalue())


def apri(cifrati: bytes, chiave: bytes = CHIAVE) -> bytes:
    entrata = io.BytesIO(bytes(cifrati))
    assert entrata.read(len(MAGICO)) == MAGICO
    return Decifrante(entrata, chiave).readall()


@pytest.mark.parametrize("quanti", [0, 1, BLOCCO - 1, BLOCCO, BLOCCO + 1, 3 * BLOCCO])
def test_quello_che_si_cifra_si_rilegge(quanti: int) -> None:
    dati = bytes(range(256)) * (quanti // 256) + b"x" * (quanti % 256)
    cifrati = cifra(dati)
    assert apri(cifrati) == dati
    assert dati[:200] not in cifrati or quanti < 2


def test_due_volte_gli_stessi_dati_non_si_riconoscono() -> None:
    assert cifra(b"a" * 100) != cifra(b"a" * 100)


@pytest.mark.parametrize("posto", [len(MAGICO), _TESTA, _TESTA + 5, _TESTA + _CIFRATO + 3, -1])
def test_un_byte_cambiato_non_si_apre(posto: int) -> None:
    cifrati = cifra(b"a" * (2 * BLOCCO + 10))
    cifrati[posto] ^= 1
    with pytest.raises(CopiaIllegibile, match="alterata o interrotta"):
        apri(cifrati)


def test_interrotta_alla_fine_di_un_blocco_non_si_apre() -> None:
    cifrati = cifra(b"a" * (2 * BLOCCO + 10))
    with pytest.raises(CopiaIllegibile):
        apri(cifrati[: _TESTA + 2 * _CIFRATO])


def test_due_blocchi_scambiati_non_si_aprono() -> None:
    cifrati = cifra(b"a" * BLOCCO + b"b" * BLOCCO + b"c")
    primo, secondo = slice(_TESTA, _TESTA + _CIFRATO), slice(_TESTA + _CIFRATO, _TESTA + 2 * _CIFRATO)
    cifrati[primo], cifrati[secondo] = cifrati[secondo], cifrati[primo]
    with pytest.raises(CopiaIllegibile):
        apri(cifrati)


def test_una_coda_aggiunta_non_si_apre() -> None:
    with pytest.raises(CopiaIllegibile):
        apri(cifra(b"a") + b"altro")


def test_con_un_altra_chiave_non_si_apre() -> None:
    with pytest.raises(CopiaIllegibile, match="la chiave non è la sua"):
        apri(cifra(b"a"), b"un'altra frase abbastanza lunga")
