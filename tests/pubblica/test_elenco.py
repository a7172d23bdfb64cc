"""The list of the bodies when they are many: pages, first letters, words of the name."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from obiettivi.enums import StatoPiano
from obiettivi.models import Atto, Piano
from pianoperf.organizzazione.models import Ente
from rendicontazione.pubblica import elenco
from tests.pubblica.visita import leggi
from tests.scenari import Cast


@pytest.fixture
def enti(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven bodies with an approved plan, three a page; an eighth with a draft."""
    monkeypatch.setattr(elenco, "PER_PAGINA", 3)
    for numero, nome in enumerate(
        ["Azienda Alfa", "Azienda Beta", "Comune di Ègola", "Consorzio", "Élite", "Unione", "Zona"]
    ):
        _con_un_piano(numero, nome, StatoPiano.APPROVATO)
    _con_un_piano(9, "Bozza soltanto", StatoPiano.BOZZA)


def _con_un_piano(numero: int, nome: str, stato: str) -> None:
    ente = Ente.objects.create(codice=f"ente-{numero}", nome=nome, nome_breve=nome)
    atto = Atto.objects.create(ente=ente, organo="CdA", numero="1", data=date(2024, 1, 1))
    Piano.objects.create(
        ente=ente,
        codice=f"piano-{numero}",
        titolo="Piano",
        famiglia="schede",
        primo_anno=2024,
        ultimo_anno=2026,
        stato=stato,
        atto=atto if stato != StatoPiano.BOZZA else None,
    )


def _nomi(pagina: str) -> list[str]:
    return [riga.split("</a>")[0].rsplit(">", 1)[-1] for riga in pagina.split("<h2>")[1:]]


def test_si_sfoglia_una_pagina_alla_volta(chiunque: Client, enti: None) -> None:
    prima = leggi(chiunque.get("/trasparenza/"))
    assert _nomi(prima) == ["Azienda Alfa", "Azienda Beta", "Comune di Ègola"]
    assert "7 enti, pagina 1 di 3" in prima
    assert '<link rel="next" href="?pagina=2">' in prima
    ultima = leggi(chiunque.get("/trasparenza/?pagina=3"))
    assert _nomi(ultima) == ["Élite"]
    assert 'content="noindex, follow"' in ultima


def test_si_cerca_per_iniziale_e_per_nome(chiunque: Client, enti: None) -> None:
    assert _nomi(leggi(chiunque.get("/trasparenza/?lettera=a"))) == ["Azienda Alfa", "Azienda Beta"]
    assert _nomi(leggi(chiunque.get("/trasparenza/?cerca=zienda+bet"))) == ["Azienda Beta"]
    vuota = leggi(chiunque.get("/trasparenza/?cerca=bozza"))
    assert "Nessun ente trovato" in vuota
    assert "Bozza soltanto" not in vuota
    lettere = leggi(chiunque.get("/trasparenza/")).split("Enti per iniziale")[1]
    assert [pezzo[0] for pezzo in lettere.split("Enti con la </span>")[1:]] == ["A", "C", "U", "Z", "É"]


@pytest.mark.parametrize("dove", ["?pagina=4", "?pagina=0", "?pagina=-1", "?pagina=molte", "?pagina=99999999999"])
def test_una_pagina_che_non_c_è(chiunque: Client, enti: None, dove: str) -> None:
    assert chiunque.get(f"/trasparenza/{dove}").status_code == 404


def test_quanto_si_cerca_è_scritto_com_è(chiunque: Client, enti: None) -> None:
    assert "<script>" not in leggi(chiunque.get("/trasparenza/?cerca=<script>"))


def test_le_query_non_crescono_con_gli_enti(chiunque: Client, enti: None) -> None:
    def quante() -> int:
        with CaptureQueriesContext(connection) as prese:
            chiunque.get("/trasparenza/")
        return len(prese)

    prima = quante()
    for numero in range(20, 40):
        _con_un_piano(numero, f"Altro {numero}", StatoPiano.APPROVATO)
    assert quante() == prima == 2


def test_pochi_enti_si_leggono_senza_cercare(cast: Cast, chiunque: Client) -> None:
    _con_un_piano(1, "Azienda Alfa", StatoPiano.APPROVATO)
    pagina = leggi(chiunque.get("/trasparenza/"))
    assert _nomi(pagina) == ["Azienda Alfa"]
    assert 'name="cerca"' not in pagina
