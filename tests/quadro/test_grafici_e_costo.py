"""The charts of the dashboard are those of the Relazione; its pages cost the same whatever the size of the plan."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rendicontazione.grafici import BARRE_MASSIME
from rendicontazione.models import Rendicontazione
from rendicontazione.relazioni.relazione_grafici import grafico_fasce, grafico_schede
from rendicontazione.relazioni.relazione_righe import obiettivo_annuale, per_fascia
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.selectors.memoria import _ricordi
from tests.quadro.conftest import aperto, chiuso, in_step
from tests.quadro.pagine import PARTI, indirizzo, legge
from tests.rendicontazione.piani_da_raggruppare import aggiungi
from tests.scenari import Cast

Entra = Callable[[str], Client]
ANNI = {"aperto": aperto, "in_step": in_step, "chiuso": chiuso}
TETTO = 15
TUTTE = (*PARTI, "quadro_novita")


@pytest.mark.parametrize("come", ANNI)
def test_lo_stesso_grafico_e_nella_pagina_e_nella_relazione(entra: Entra, cast: Cast, come: str) -> None:
    anno, client = ANNI[come](cast), entra("nucleo")
    vista = vista_di(anno.piano, "relazione", anno.anno)
    obiettivi = [obiettivo_annuale(vista, scheda) for scheda in vista.piano.schede]
    fasce = grafico_fasce(anno.anno, per_fascia([riga for voce in obiettivi for riga in voce.righe]))
    assert str(fasce) in legge(client, indirizzo("quadro", anno))
    assert str(grafico_schede(vista, obiettivi)) in legge(client, indirizzo("quadro_schede", anno))


@pytest.mark.parametrize("come", ANNI)
def test_ogni_grafico_ha_titolo_didascalia_e_tabella_e_nessuno_stile(entra: Entra, cast: Cast, come: str) -> None:
    anno, client = ANNI[come](cast), entra("direttore")
    visti = 0
    for nome in PARTI:
        pagina = legge(client, indirizzo(nome, anno))
        figure = re.findall(r'<figure class="figura">.*?</figure>', pagina, re.DOTALL)
        visti += len(figure)
        for figura in figure:
            assert re.search(r"<figcaption>[^<]+</figcaption>", figura)
            assert re.search(r'<svg[^>]* role="img".*?<title>[^<]+</title>', figura, re.DOTALL)
            assert "style" not in figura
        assert not figure or "<table" in pagina.partition("</figure>")[2]
    assert visti >= 4


def test_con_troppe_barre_guida_la_tabella(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    aggiungi(anno, "1.1", BARRE_MASSIME + 1)
    pagina = legge(client, indirizzo("quadro_gruppi", anno, "?per=persona"))
    assert "<svg xmlns" not in pagina
    assert "troppi per un grafico" in pagina
    assert "Persona 3" in pagina


def _domande(client: Client, anno: Rendicontazione, *, fredda: bool) -> dict[str, int]:
    conti = {}
    for nome in TUTTE:
        dove = indirizzo(nome, anno)
        if fredda:
            _ricordi.clear()
        with CaptureQueriesContext(connection) as catturate:
            assert client.get(dove).status_code == 200
        conti[nome] = len(catturate)
    return conti


@pytest.mark.parametrize("come", ANNI)
def test_le_pagine_restano_sotto_il_tetto_a_freddo_e_a_caldo(entra: Entra, cast: Cast, come: str) -> None:
    anno, client = ANNI[come](cast), entra("nucleo")
    freddo = _domande(client, anno, fredda=True)
    assert max(freddo.values()) <= TETTO, freddo
    _domande(client, anno, fredda=False)
    caldo = _domande(client, anno, fredda=False)
    assert max(caldo.values()) <= TETTO, caldo
    assert all(caldo[nome] <= freddo[nome] for nome in TUTTE)


def test_piu_indicatori_non_costano_piu_interrogazioni(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    prima = _domande(client, anno, fredda=True)
    aggiungi(anno, "1.1", 25)
    assert _domande(client, anno, fredda=True) == prima


def test_nessuna_pagina_scrive(entra: Entra, cast: Cast) -> None:
    anno, client = chiuso(cast), entra("nucleo")
    with CaptureQueriesContext(connection) as catturate:
        for nome in TUTTE:
            legge(client, indirizzo(nome, anno))
    scritture = [d["sql"] for d in catturate if re.match(r"\s*(INSERT|UPDATE|DELETE)\b", d["sql"])]
    assert not scritture
