"""While a plan is in hand each text is read once; outside, nothing is remembered."""

from __future__ import annotations

from indicatori.motore.grammatica import interpreta
from indicatori.motore.memoria import letture_ricordate, ricordata


def test_solo_dentro_si_ricorda_e_alla_fine_si_dimentica():
    chiamate: list[int] = []

    @ricordata
    def doppio(numero: int) -> int:
        chiamate.append(numero)
        return numero * 2

    assert [doppio(2), doppio(2)] == [4, 4]
    with letture_ricordate():
        assert [doppio(2), doppio(2), doppio(3)] == [4, 4, 6]
    assert doppio(2) == 4
    assert chiamate == [2, 2, 2, 3, 2]


def test_dentro_un_altra_memoria_non_ne_comincia_una_nuova():
    with letture_ricordate():
        prima = interpreta("almeno 3", 2024)
        with letture_ricordate():
            assert interpreta("almeno 3", 2024) is prima
        assert interpreta("almeno 3", 2024) is prima
    assert interpreta("almeno 3", 2024) is not prima


def test_per_nome_non_si_ricorda():
    with letture_ricordate():
        assert interpreta(testo="almeno 3", anno=2024) is not interpreta(testo="almeno 3", anno=2024)


def test_l_anno_fa_parte_del_ricordo():
    with letture_ricordate():
        assert [interpreta("entro febbraio", anno).condizioni[0].data for anno in (2023, 2024)] == ["02-28", "02-29"]
