"""Every number of the dashboard opens exactly the rows that it counts, and every grade the arithmetic it comes from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from rendicontazione.models import Rendicontazione
from tests.quadro.conftest import aperto, chiuso, in_step
from tests.quadro.pagine import PARTI, gradi, indirizzo, legge, numeri, righe
from tests.scenari import Cast

Entra = Callable[[str], Client]
ANNI = {"aperto": aperto, "in_step": in_step, "chiuso": chiuso}
DOMANDE = {"quadro_gruppi": ("", "?per=persona", "?per=innovazione", "?per=area", "?per=obiettivo")}


def _pagine(anno: Rendicontazione) -> list[str]:
    return [indirizzo(nome, anno, domanda) for nome in PARTI for domanda in DOMANDE.get(nome, ("",))]


@pytest.mark.parametrize("come", ANNI)
def test_ogni_numero_apre_esattamente_le_sue_righe(entra: Entra, cast: Cast, come: str) -> None:
    anno, client = ANNI[come](cast), entra("nucleo")
    trovati = {voce for pagina in _pagine(anno) for voce in numeri(legge(client, pagina))}
    assert len(trovati) >= 15
    for dove, quanti in sorted(trovati):
        elenco = legge(client, dove)
        assert righe(elenco) == quanti, dove
        assert f"{quanti} indicator{'e' if quanti == 1 else 'i'}</h2>" in elenco, dove


@pytest.mark.parametrize("come", ANNI)
def test_ogni_grado_apre_lo_stesso_grado_con_il_calcolo(entra: Entra, cast: Cast, come: str) -> None:
    anno, client = ANNI[come](cast), entra("direttore")
    trovati = {voce for pagina in _pagine(anno) for voce in gradi(legge(client, pagina))}
    assert len(trovati) >= 4
    for dove, quanto in sorted(trovati):
        elenco = legge(client, dove).partition('class="grado-scelti"')[2]
        assert quanto in elenco.partition("</p>")[0], dove
        assert "Come è calcolato" in elenco, dove


def test_le_fasce_e_gli_invii_contano_ogni_indicatore_una_volta(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    for pagina, filtro in (("quadro", "fascia="), ("quadro_tempi", "puntualita=")):
        trovati = {dove: quanti for dove, quanti in numeri(legge(client, indirizzo(pagina, anno))) if filtro in dove}
        trovati = {dove: quanti for dove, quanti in trovati.items() if "con_grado" not in dove}
        assert sum(trovati.values()) == 5, trovati


def test_un_numero_che_non_conta_niente_non_apre_niente(entra: Entra, cast: Cast) -> None:
    pagina = legge(entra("nucleo"), indirizzo("quadro_tempi", aperto(cast)))
    assert '<span class="apre-zero">0</span>' in pagina
    assert ">0<span" not in pagina
