"""What the pages for the sysadmin tell to type exists, and what they link is there; the CHANGELOG keeps its form."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest
import yaml
from django.core.management import get_commands

from pianoperf.ambiente import RADICE

PAGINE = sorted((RADICE / "docs" / "produzione").glob("*.md"))
TUTTE = [*PAGINE, RADICE / "README.md", RADICE / "docs" / "README.md"]
COMANDO = re.compile(r"(?:manage\.py|comando\.sh) ([a-z_]+)")
COLLEGAMENTO = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
DELLO_SCRIPT = {"web", "worker", "beat", "migra", "sano"}
COLLAUDO = (RADICE / "docs" / "produzione" / "collaudo.md").read_text(encoding="utf-8")
PROVA = re.compile(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| ([^|]*)\| ([^|]*)\|$", re.MULTILINE)
ESITI = ("sì", "in piccolo", "in parte", "non si applica")
CHANGELOG = (RADICE / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("pagina", PAGINE, ids=lambda pagina: pagina.stem)
def test_ogni_comando_nominato_esiste(pagina) -> None:
    nominati = set(COMANDO.findall(pagina.read_text(encoding="utf-8")))
    assert nominati - set(get_commands()) - DELLO_SCRIPT == set()


@pytest.mark.parametrize("pagina", TUTTE, ids=lambda pagina: str(pagina.relative_to(RADICE)))
def test_ogni_pagina_collegata_c_è(pagina) -> None:
    testo = pagina.read_text(encoding="utf-8")
    assert [meta for meta in COLLEGAMENTO.findall(testo) if not (pagina.parent / meta).exists()] == []


def test_ogni_punto_di_una_pagina_collegato_è_un_titolo() -> None:
    punti = [
        (pagina.parent / meta, punto)
        for pagina in TUTTE
        for meta, punto in re.findall(r"\]\(([\w./-]*\.md)#([^)]+)\)", pagina.read_text(encoding="utf-8"))
    ]
    assert len(punti) > 2
    for meta, punto in punti:
        titoli = re.findall(r"^#+ (.+)$", meta.read_text(encoding="utf-8"), re.MULTILINE)
        assert punto in {re.sub(r"[^\w -]", "", titolo.lower()).replace(" ", "-") for titolo in titoli}, meta


def test_l_indice_porta_a_ogni_pagina() -> None:
    """From the first page of docs/produzione to each of its pages; from that of docs to what lies beside it."""
    indice = (RADICE / "docs" / "produzione" / "README.md").read_text(encoding="utf-8")
    assert {pagina.name for pagina in PAGINE} - {"README.md"} <= set(COLLEGAMENTO.findall(indice))
    docs = RADICE / "docs"
    mete = {meta.split("/")[0] for meta in COLLEGAMENTO.findall((docs / "README.md").read_text(encoding="utf-8"))}
    assert {voce.name for voce in docs.iterdir()} - {"README.md", "immagini"} <= mete


def test_qualche_comando_si_nomina_davvero() -> None:
    tutti = {comando for pagina in PAGINE for comando in COMANDO.findall(pagina.read_text(encoding="utf-8"))}
    assert {"copia", "ripristina", "diagnosi", "migrate", "ricalcola"} <= tutti


def test_ogni_make_nominato_c_è() -> None:
    obiettivi = set(re.findall(r"^([a-z]+):", (RADICE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pagine = [RADICE / "README.md", *PAGINE]
    nominati = {
        nome for pagina in pagine for nome in re.findall(r"`make ([a-z]+)`", pagina.read_text(encoding="utf-8"))
    }
    assert nominati - obiettivi == set()


def test_le_quaranta_prove_nominano_test_che_ci_sono() -> None:
    prove = PROVA.findall(COLLAUDO)
    assert [int(numero) for numero, *_ in prove] == list(range(1, 41))
    assert "@@" not in COLLAUDO
    for numero, esito, test, manca in prove:
        nominati = re.findall(r"`([\w/]+\.py)::(\w+)`", test)
        assert esito in ESITI, numero
        assert bool(nominati) == (esito != "non si applica"), numero
        assert manca.strip() or esito == "sì", numero
        for file, nome in nominati:
            assert f"def {nome}(" in (RADICE / "tests" / file).read_text(encoding="utf-8"), nome


def test_i_conti_delle_quaranta_prove_tornano() -> None:
    esiti = Counter(esito for _, esito, *_ in PROVA.findall(COLLAUDO))
    frase = re.search(r"Delle quaranta: (\d+) sì, (\d+) in piccolo, (\d+) in parte, (\d+) non si applica\.", COLLAUDO)
    assert frase is not None
    assert [int(numero) for numero in frase.groups()] == [esiti[esito] for esito in ESITI]


def test_il_changelog_ha_le_versioni_in_ordine_e_la_prima_è_questa() -> None:
    titoli = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    lette = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) \((\d{4}-\d{2}-\d{2}|unreleased)\)", titolo) for titolo in titoli]
    assert all(lette), titoli
    numeri = [tuple(map(int, letta.groups()[:3])) for letta in lette]
    assert numeri == sorted(set(numeri), reverse=True)
    assert all(letta[4] != "unreleased" for letta in lette[1:])
    progetto = tomllib.loads((RADICE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    publiccode = yaml.safe_load((RADICE / "publiccode.yml").read_text(encoding="utf-8"))["softwareVersion"]
    assert {progetto, publiccode} == {".".join(map(str, numeri[0]))}


def test_ogni_voce_del_changelog_è_una_frase() -> None:
    voci = re.findall(r"^- (.+(?:\n  .+)*)", CHANGELOG, re.MULTILINE)
    assert len(voci) > 20
    assert [
        voce[:60] for voce in voci if not (voce[0].isupper() or not voce[0].isalpha()) or voce[-1] not in ".:"
    ] == []
