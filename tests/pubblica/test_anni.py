"""A published year prints those before it: its documents are shown only while these may be."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from pianoperf.lavori.models import Lavoro
from rendicontazione.models import Documento, Rendicontazione, Riapertura
from rendicontazione.pubblica.stampati import dell_anno
from rendicontazione.services.anno import apri_rendicontazione
from rendicontazione.services.chiusura import (
    approva_rendicontazione,
    pubblica_rendicontazione,
    riapri_rendicontazione,
)
from tests import scenari
from tests.pubblica.conftest import fai_i_documenti
from tests.rendicontazione.chiusure import DETERMINA, DOPO, approvata
from tests.scenari import ADESSO, Cast
from tests.schermo.conftest import entra

PIANO = "/trasparenza/ente-prova/ente-prova-2023-2025/"
UN_ORA = timedelta(hours=1)


def _pubblica_il_2024(cast: Cast, prima: Rendicontazione, adesso: datetime) -> Rendicontazione:
    anno = apri_rendicontazione(
        piano=prima.piano,
        anno=2024,
        finestra_dal=ADESSO - timedelta(days=10),
        finestra_al=ADESSO + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )
    scenari.valida(cast, scenari.porta_al_nucleo(cast, anno))
    anno = approva_rendicontazione(
        rendicontazione=anno,
        organo="Consiglio",
        numero="30",
        data=date(2024, 3, 21),
        utente=cast.amministratrice,
        adesso=adesso,
    )
    return pubblica_rendicontazione(rendicontazione=anno, utente=cast.amministratrice, adesso=adesso)


def _dei_2024() -> list[Documento]:
    return list(Documento.objects.filter(anno=2024).order_by("chiesto_il", "pk"))


def _stati(client: Client, documenti: list[Documento]) -> set[int]:
    return {client.get(f"/trasparenza/ente-prova/documenti/{voce.sha256}.pdf").status_code for voce in documenti}


def test_finché_l_anno_prima_non_è_pubblicato_il_pdf_che_lo_stampa_non_esce(cast: Cast, chiunque: Client) -> None:
    prima = approvata(cast)
    _pubblica_il_2024(cast, prima, DOPO)
    fai_i_documenti()
    assert len(_dei_2024()) == 3
    assert _stati(chiunque, _dei_2024()) == {404}
    assert "PDF in preparazione" in chiunque.get(f"{PIANO}2024/").content.decode()
    pubblica_rendicontazione(rendicontazione=prima, utente=cast.amministratrice, adesso=DOPO + UN_ORA)
    assert _stati(chiunque, _dei_2024()) == {200}


def test_riaperto_l_anno_prima_i_pdf_di_quello_dopo_si_rifanno(
    cast: Cast, chiunque: Client, anno: Rendicontazione
) -> None:
    _pubblica_il_2024(cast, anno, DOPO + UN_ORA)
    fai_i_documenti()
    vecchi = _dei_2024()
    assert _stati(chiunque, vecchi) == {200}
    riapri_rendicontazione(
        rendicontazione=anno,
        motivo="Un dato era di un altro anno.",
        utente=cast.amministratrice,
        adesso=DOPO + 2 * UN_ORA,
        **DETERMINA,
    )
    assert _stati(chiunque, vecchi) == {404}
    fai_i_documenti()
    nuovi = [voce for voce in _dei_2024() if voce not in vecchi]
    assert len(nuovi) == 3
    assert _stati(chiunque, nuovi) == {200}
    assert _stati(chiunque, vecchi) == {404}


def test_i_dati_di_un_anno_non_portano_quelli_di_un_altro(cast: Cast, chiunque: Client) -> None:
    _pubblica_il_2024(cast, approvata(cast), DOPO)
    righe = chiunque.get(f"{PIANO}2024/dati.json").json()["righe"]
    assert {riga["anno"] for riga in righe} == {2024}
    assert chiunque.get(f"{PIANO}2023/dati.json").status_code == 404


@pytest.mark.parametrize("chi", ["direttore", "nucleo"])
def test_chi_lavora_nel_piano_trova_la_pagina_pubblica_quando_c_è(client: Client, cast: Cast, chi: str) -> None:
    anno = approvata(cast)
    entra(client, cast.per_nome(chi))
    quadro = "/ente-prova/quadro/ente-prova-2023-2025/2023/"
    assert f'href="{PIANO}"' in client.get("/ente-prova/piani/ente-prova-2023-2025/").content.decode()
    assert f'href="{PIANO}2023/"' not in client.get(quadro).content.decode()
    pubblica_rendicontazione(rendicontazione=anno, utente=cast.amministratrice, adesso=DOPO)
    assert f'href="{PIANO}2023/"' in client.get(quadro).content.decode()


@pytest.mark.parametrize(("validato_dopo", "si_mostra"), [(-UN_ORA, False), (UN_ORA, False), (3 * UN_ORA, True)])
def test_un_anno_chiuso_mentre_il_pdf_si_faceva_può_esserci_dentro(validato_dopo: timedelta, si_mostra: bool) -> None:
    """Asked for at DOPO and ready two hours later: its job may have read the earlier year as closed."""
    prima = Rendicontazione(pk=1, anno=2023, stato="validata", validata_il=DOPO + validato_dopo)
    prima._prefetched_objects_cache = {"riaperture": Riapertura.objects.none()}
    anno = Rendicontazione(pk=2, anno=2024, stato="pubblicata", pubblicata_il=DOPO)
    documento = Documento(
        tipo="rendicontazione",
        anno=2024,
        lavoro=Lavoro(parametri={"stato": "pubblicata"}),
        chiesto_il=DOPO,
        pronto_il=DOPO + 2 * UN_ORA,
    )
    assert bool(dell_anno([documento], anno, [prima])) == si_mostra
