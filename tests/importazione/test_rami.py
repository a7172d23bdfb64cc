"""A big tree of differences: the page shows what is near the root, the rest opens from where it was left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from indicatori.importazione.differenze import Voce, confronta, conteggi, senza_uguali
from indicatori.importazione.rami import IN_UNA_PAGINA, PER_VOLTA, Ramo, ramo
from indicatori.importazione.services import importa_piano
from indicatori.models import Importazione
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from pianoperf.organizzazione.models import Ente, Utente
from tests.importazione.conftest import ADESSO
from tests.importazione.fogli_di_prova import foglio, piano_piccolo
from tests.importazione.test_servizi import archivio, carica

__all__ = ["archivio"]
SCHEDE, INDICATORI = 12, 60


def piano_lungo() -> PianoDati:
    piano = PianoDati("lungo", "asc-insieme", "schede", "Piano lungo", (2023, 2024, 2025))
    for numero in range(SCHEDE):
        indicatori = [
            IndicatoreDati(f"{numero}.{n}", f"Indicatore {n}", previsioni={2023: "SI"}) for n in range(INDICATORI)
        ]
        piano.schede.append(SchedaDati(str(numero), f"Scheda {numero}", responsabile="Peri", indicatori=indicatori))
    return piano


def mostrati(uno: Ramo) -> Iterator[Ramo]:
    for figlio in uno.figli:
        yield figlio
        yield from mostrati(figlio)


def test_la_pagina_ha_un_tetto_e_comincia_dalla_radice() -> None:
    cima = ramo(confronta(None, piano_lungo()))
    assert cima is not None
    assert len(cima.figli) == SCHEDE
    assert cima.altri == 0
    assert len(list(mostrati(cima))) == IN_UNA_PAGINA
    assert [figlio.altri for figlio in cima.figli[:2]] == [INDICATORI - PER_VOLTA] * 2
    assert cima.figli[-1].altri == INDICATORI


def test_di_volta_in_volta_si_vede_tutto_una_volta_sola() -> None:
    radice = confronta(None, piano_lungo())
    visti: list[Voce] = []
    in_attesa = [("", 0)]
    while in_attesa:
        posto, da = in_attesa.pop()
        cima = ramo(radice, posto, da)
        assert cima is not None
        visti += [uno.voce for uno in mostrati(cima)]
        in_attesa += [(uno.posto, uno.da) for uno in (cima, *mostrati(cima)) if uno.altri]
    assert sorted(map(id, visti)) == sorted(id(voce) for voce in radice.tutte() if voce is not radice)


@pytest.mark.parametrize(("posto", "da"), [("99", 0), ("0.1.2.3.4", 0), ("x", 0), ("-1", 0), ("0", 1000), ("²", 0)])
def test_un_posto_che_non_c_e(posto: str, da: int) -> None:
    assert ramo(confronta(None, piano_lungo()), posto, da) is None


def test_cio_che_resta_uguale_e_contato_e_lasciato_fuori() -> None:
    prima, dopo = piano_lungo(), piano_lungo()
    dopo.schede[3].indicatori[5].previsioni[2023] = "NO"
    intero, potato = confronta(prima, dopo), senza_uguali(confronta(prima, dopo))
    assert conteggi(potato) == conteggi(intero)
    assert [voce.genere for voce in potato.tutte()] == ["piano", "scheda", "indicatore", "previsione"]
    assert (potato.invariati, potato.figli[0].invariati) == (SCHEDE - 1, INDICATORI - 1)
    assert not senza_uguali(confronta(prima, prima)).figli


@pytest.fixture
def importazione(asc: Ente, amministratrice: Utente) -> Importazione:
    return carica(asc, amministratrice, foglio(piano_lungo()))


def test_la_pagina_di_un_piano_lungo_apre_e_dice_quanti_altri(
    client: Client, importazione: Importazione, amministratrice: Utente
) -> None:
    client.force_login(amministratrice)
    pagina = client.get(f"/asc-insieme/importazioni/{importazione.pk}/").content.decode()
    assert pagina.count('class="differenza"') == IN_UNA_PAGINA + 1
    assert f"Mostra altri {INDICATORI - PER_VOLTA} di {INDICATORI - PER_VOLTA}" in pagina
    assert f"Mostra gli elementi ({INDICATORI})" in pagina
    totale = 1 + SCHEDE + 2 * SCHEDE * INDICATORI
    assert f"<strong>{totale}</strong> <span>nuovi</span>" in pagina


def test_il_resto_si_apre_con_e_senza_javascript(
    client: Client, importazione: Importazione, amministratrice: Utente
) -> None:
    client.force_login(amministratrice)
    indirizzo = f"/asc-insieme/importazioni/{importazione.pk}/differenze/?ramo=11&da=10"
    intera = client.get(indirizzo).content.decode()
    pezzo = client.get(indirizzo, headers={"HX-Request": "true"}).content.decode()
    assert "<h1>Scheda 11</h1>" in intera
    assert "<h1>" not in pezzo
    for testo in (intera, pezzo):
        assert "Indicatore 11.10</span>" in testo
        assert "Indicatore 11.9</span>" not in testo
    assert client.get(indirizzo.replace("ramo=11", "ramo=99")).status_code == 404
    assert client.get(indirizzo.replace("da=10", "da=tanti")).status_code == 200


def test_i_nomi_del_foglio_accanto_alle_persone(client: Client, asc: Ente, amministratrice: Utente) -> None:
    dati = piano_piccolo()
    dati.schede[0].indicatori[0].responsabili = "Peri, Vignalli"
    client.force_login(amministratrice)
    importazione = carica(asc, amministratrice, foglio(dati))
    pagina = client.get(f"/asc-insieme/importazioni/{importazione.pk}/").content.decode()
    parte = pagina[pagina.index('id="persone"') : pagina.index('id="letture"')]
    assert "Forse «Vignali»." in parte
    for nome in ("Peri", "Verboschi", "Ferri"):
        assert f">{nome}</td>" in parte


def test_nessun_indicatore_che_manca_si_perde_senza_chiederlo(
    client: Client, asc: Ente, amministratrice: Utente
) -> None:
    importa_piano(dati=piano_lungo(), utente=None, adesso=ADESSO)
    corto = piano_lungo()
    del corto.schede[0].indicatori[1:]
    importazione = carica(asc, amministratrice, foglio(corto))
    client.force_login(amministratrice)
    pagina = client.get(f"/asc-insieme/importazioni/{importazione.pk}/").content.decode()
    assert f"<strong>{2 * (INDICATORI - 1)}</strong> <span>non più nel foglio</span>" in pagina
    assert 'name="elimina_assenti"' in pagina
    assert "checked" not in pagina[pagina.index('name="elimina_assenti"') :][:200]
