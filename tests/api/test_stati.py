"""What a key sees of years that are on their way: each test brings its own body to a state."""

from __future__ import annotations

import json

import pytest

from rendicontazione.enums import AmbitoChiave
from tests import scenari
from tests.api.chiamate import ANNO, PIANO, Programma
from tests.api.conftest import segreto
from tests.rendicontazione.chiusure import approvata, validata
from tests.scenari import Cast

SEGRETO = "Parola-che-nessuno-ha-pubblicato"


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def sito(cast: Cast) -> Programma:
    return Programma(segreto(cast))


@pytest.fixture
def interno(cast: Cast) -> Programma:
    return Programma(segreto(cast, AmbitoChiave.INTERNO, "Cruscotto"))


def test_una_chiave_pubblica_vede_ciò_che_è_pubblicato_e_una_interna_gli_anni_chiusi(
    cast: Cast, sito: Programma, interno: Programma
) -> None:
    chiuso = validata(cast)
    assert sito.legge(f"{PIANO}/rendicontazioni")["totale"] == 0
    assert sito.stato(ANNO) == sito.stato(f"{ANNO}/risultati") == 404
    assert sito.legge(f"{PIANO}/schede/1")["indicatori"][0]["risultati"] == {}
    assert interno.legge(ANNO)["stato"] == "validata"
    assert interno.legge(f"{PIANO}/schede/1")["indicatori"][0]["risultati"] == {"2023": "SI"}
    assert interno.legge(f"{PIANO}/rendicontazioni?stato=validata")["totale"] == 1
    assert (sito.legge("ente")["anni"], interno.legge("ente")["anni"]) == ([], [2023])
    assert chiuso.stato == "validata"


def test_ciò_che_nessuno_ha_consegnato_non_esce_nemmeno_dentro(cast: Cast, interno: Programma) -> None:
    aperto = scenari.anno_aperto(cast)
    scenari.bozza(cast, "2.1", "3", nota=SEGRETO)
    approvata(cast, aperto)
    voce = next(v for v in interno.legge(f"{ANNO}/risultati")["elementi"] if v["indicatore"] == "2.1")
    assert (voce["rendicontato"], voce["risultato"], voce["valori"], voce["nota"]) == (False, "", [], "")
    assert SEGRETO not in json.dumps(voce)
    assert voce["grado"]["valore"] == "0.000000"
    assert [passo["consuntivo"] for passo in voce["grado"]["spiegazione"]["voci"]] in ([], [""])


def test_un_ente_senza_niente_di_pubblicato_risponde_vuoto(cast: Cast) -> None:
    nuovo = Programma(segreto(cast))
    assert nuovo.legge("ente")["piani"] == 0
    assert nuovo.legge("piani")["elementi"] == []
    assert nuovo.legge("documenti")["elementi"] == []
