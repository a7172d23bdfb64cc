"""What is told of the API is true: the page has every endpoint and no script, the manual's programs run as written."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.request import Request

import pytest
from django.conf import settings
from django.test import Client

from rendicontazione.api.problemi import GENERI
from rendicontazione.models import Rendicontazione
from tests.api.chiamate import TUTTI, Programma

MANUALE = settings.RADICE / "docs" / "manuale" / "api.md"


@pytest.fixture
def pagina() -> str:
    risposta = Client().get("/api/v1/")
    assert risposta.status_code == 200
    assert not risposta.cookies
    return risposta.content.decode()


def test_la_pagina_elenca_tutto_ciò_che_il_documento_descrive(pagina: str) -> None:
    documento = Client().get("/api/v1/openapi.json").json()
    assert len(documento["paths"]) == len(TUTTI)
    for percorso, metodi in documento["paths"].items():
        assert list(metodi) == ["get"]
        assert percorso in pagina
        for parametro in metodi["get"]["parameters"]:
            assert parametro["in"] == "path" or parametro["description"]
            assert f"<code>{parametro['name']}</code>" in pagina
    for genere in GENERI:
        assert f'id="errore-{genere.codice}"' in pagina
    for nome, schema in documento["components"]["schemas"].items():
        if "properties" in schema:
            assert f'id="forma-{nome}"' in pagina


def test_ogni_rimando_della_pagina_porta_da_qualche_parte(pagina: str) -> None:
    punti = re.findall(r'href="#([^"]+)"', pagina)
    assert len(punti) > 40
    ids = re.findall(r'\bid="([^"]+)"', pagina)
    assert len(ids) == len(set(ids))
    assert set(punti) <= set(ids)


def test_la_pagina_non_prende_niente_da_altrove(pagina: str) -> None:
    assert "<script" not in pagina
    assert " style=" not in pagina
    assert not re.findall(r'(?:src|<link[^>]*href)="https?://', pagina)
    assert pagina.count("<h1") == 1
    assert len(pagina.encode()) < 250_000


def test_pagina_e_documento_non_si_rifanno_per_chi_li_ha(pagina: str) -> None:
    for dove in ("/api/v1/", "/api/v1/openapi.json"):
        risposta = Client().get(dove)
        assert Client().get(dove, headers={"If-None-Match": risposta.headers["ETag"]}).status_code == 304


def test_i_curl_del_manuale_rispondono(anno: Rendicontazione, sito: Programma) -> None:
    trovati = re.findall(r'^curl -H "Authorization: Bearer \$CHIAVE" "\$SITO(/[^"]+)"$', MANUALE.read_text(), re.M)
    assert len(trovati) == 3
    for dove in trovati:
        assert sito.legge(dove)


def test_il_programma_del_manuale_gira_com_è_scritto(
    anno: Rendicontazione, sito: Programma, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def apri(richiesta: Request) -> io.BytesIO:
        testate: Any = dict(richiesta.header_items())
        risposta = Client().get(richiesta.full_url.removeprefix("http://testserver"), headers=testate)
        assert risposta.status_code == 200
        return io.BytesIO(risposta.content)

    monkeypatch.setattr("urllib.request.urlopen", apri)
    monkeypatch.setenv("CHIAVE", sito.segreto)
    monkeypatch.setenv("SITO", "http://testserver")
    programma = re.search(r"```python\n(.*?)```", MANUALE.read_text(), re.DOTALL)
    assert programma
    exec(compile(programma[1], "api.md", "exec"), {})
    righe = capsys.readouterr().out.splitlines()
    assert len(righe) == 5
    assert righe[0] == "2023 1 1.1 1.000000 raggiunto"
