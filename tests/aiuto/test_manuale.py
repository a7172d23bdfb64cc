"""The manual: no dead link or picture, every page in the index, every address with its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from pianoperf.organizzazione.aiuto import manuale
from pianoperf.organizzazione.aiuto.mappa import PAGINE, pagina_di
from tests.permessi.matrice import MATRICE, PUBBLICHE, SENZA_ENTE
from tests.schermo.test_forma import Lettore

CARTELLA = Path(settings.RADICE) / "docs" / "manuale"
SCRITTE = sorted(file.name for file in CARTELLA.glob("*.md"))
COLLEGAMENTO = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
IMMAGINE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
# all that the committed pictures of the manual may weigh
PESO_DELLE_IMMAGINI = 1_200_000


def _testo(nome: str) -> str:
    return (CARTELLA / nome).read_text(encoding="utf-8")


def _punti(file: Path) -> set[str]:
    """The ids of the headings of a page, as it is written."""
    righe = file.read_text(encoding="utf-8").splitlines()
    return {manuale.punto_di(riga.lstrip("# ")) for riga in righe if riga.startswith("#")}


@pytest.mark.parametrize("nome", SCRITTE)
def test_ogni_collegamento_arriva(nome: str) -> None:
    for scritto in COLLEGAMENTO.findall(_testo(nome)):
        if scritto.startswith(("http", "mailto:")):
            continue
        file, _, punto = scritto.partition("#")
        arrivo = (CARTELLA / file).resolve() if file else CARTELLA / nome
        assert arrivo.is_file(), scritto
        assert not punto or punto in _punti(arrivo), scritto


def test_ogni_immagine_c_è_ha_un_testo_e_serve() -> None:
    usate = [(nome, testo, file) for nome in SCRITTE for testo, file in IMMAGINE.findall(_testo(nome))]
    for nome, testo, file in usate:
        assert (CARTELLA / file).is_file(), (nome, file)
        assert len(testo) > 15, (nome, file, "dice che cosa si vede")
    presenti = {f"immagini/{file.name}" for file in (CARTELLA / "immagini").glob("*") if file.suffix != ".md"}
    assert presenti == {file for _, _, file in usate}
    assert sum((CARTELLA / file).stat().st_size for file in presenti) < PESO_DELLE_IMMAGINI


def test_ogni_pagina_è_nell_indice() -> None:
    raggiunte = set(COLLEGAMENTO.findall(_testo("README.md")))
    assert {nome for nome in SCRITTE if nome != "README.md"} - raggiunte == set()


def test_ogni_indirizzo_ha_la_sua_pagina_del_manuale() -> None:
    """Add the name to pianoperf/organizzazione/aiuto/mappa.py when this fails."""
    dell_indice = {"salute", "salute_pronta", "salute_viva", "componenti", "aiuto", "aiuto_pagina", "aiuto_primi_passi"}
    senza = [nome for nome in {*MATRICE, *SENZA_ENTE, *PUBBLICHE} - dell_indice if pagina_di(nome) == manuale.INDICE]
    assert senza == []


def test_ogni_pagina_della_mappa_esiste() -> None:
    assert set(PAGINE) - set(manuale.nomi()) == set()
    assert pagina_di(None) == pagina_di("un_indirizzo_di_domani") == manuale.INDICE
    assert pagina_di("rilevazione") == "inserire-i-risultati"
    assert pagina_di("rilevazione_apri") == "aprire-e-chiudere-un-anno"


@pytest.mark.django_db
@pytest.mark.parametrize("nome", manuale.nomi())
def test_ogni_pagina_si_apre_senza_accesso(client: Client, nome: str) -> None:
    indirizzo = reverse("aiuto") if nome == manuale.INDICE else reverse("aiuto_pagina", kwargs={"pagina": nome})
    testo = client.get(indirizzo).content.decode()
    lettore = Lettore()
    lettore.feed(testo)
    assert lettore.vietati == lettore.senza_scope == []
    assert lettore.elementi["h1"] == 1
    assert [punto for punto, volte in lettore.identificativi.items() if volte > 1] == []
    assert not re.search(r'href="[^"]*\.md', testo)
    assert 'href="#"' not in testo


@pytest.mark.django_db
@pytest.mark.parametrize("nome", ["non-c-e", "README", "..", "../permessi", "entrare.md", "con_sottolineato"])
def test_una_pagina_che_non_c_è_non_è_un_percorso(client: Client, nome: str) -> None:
    assert manuale.pagina(nome) is None
    assert client.get(f"/aiuto/{nome}/").status_code == 404


def test_nel_testo_del_manuale_niente_diventa_html() -> None:
    pagina = manuale._composta(
        "prova", "# Titolo & co\n\n<script>alert(1)</script> [x](javascript:alert(1))\n\n## Così"
    )
    assert pagina.titolo == "Titolo & co"
    assert "<script" not in pagina.html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", pagina.html)
    assert pagina.voci == (manuale.Voce("così", "Così"),)


@pytest.mark.django_db
def test_dalla_pagina_dell_accesso_l_aiuto_apre_la_sua(client: Client) -> None:
    indirizzo = reverse("aiuto_pagina", kwargs={"pagina": "entrare"})
    assert f'href="{indirizzo}">Aiuto' in client.get("/accedi/").content.decode()
