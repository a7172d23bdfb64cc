"""Nothing overflows, overlaps or disappears, whatever a plan holds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rendicontazione.relazioni.caratteri import ALTRI, PESI, SEGNI, file_del_carattere
from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.produci import fogli_di, produci
from rendicontazione.relazioni.stampabile import stampabile
from rendicontazione.relazioni.vista import Tipo, Vista
from tests.fixtures.lettura import RADICE
from tests.relazioni import tormenti
from tests.relazioni.albero_pdf import AlberoPdf, Tavola, senza_spazi
from tests.relazioni.scatole import fuori_posto
from tests.relazioni.tormenti import LETTI, con_trecento_indicatori, tormentata
from tests.relazioni.verificatore import difetti

DOCUMENTI: dict[str, tuple[str, Tipo]] = {
    "schede": ("schede", "rendicontazione"),
    "piao": ("piao", "rendicontazione"),
    "albero": ("albero", "rendicontazione"),
    "relazione": ("schede", "relazione"),
}
# Which column of the widest table of each document holds the tormented texts.
COLONNE = {"schede": "Descrizione", "piao": "descrizione", "albero": "Azione/Indicatore", "relazione": "Indicatore"}
CONFIGURAZIONI = {
    "vuota": "<fontconfig></fontconfig>",
    "del sistema, che ne scambia uno": (
        "<fontconfig><dir>/usr/share/fonts</dir><match><test name='family'><string>Titillium Web</string></test>"
        "<edit name='family' mode='assign' binding='same'><string>DejaVu Serif</string></edit></match></fontconfig>"
    ),
}
PROVA = """
import sys
import django; django.setup()
from hashlib import sha256
from rendicontazione.relazioni.produci import fogli_di
from rendicontazione.relazioni.stampa import componi_pezzo
from tests.relazioni.test_tormenti import breve
print(sha256(componi_pezzo(fogli_di(breve(), "piano")[0]).pdf).hexdigest())
"""


@cache
def documento(nome: str) -> tuple[Vista, bytes]:
    famiglia, tipo = DOCUMENTI[nome]
    letta = tormentata(famiglia)
    return letta, produci(letta, tipo)


@cache
def tavole(nome: str) -> list[Tavola]:
    return list(AlberoPdf(documento(nome)[1]).tavole())


def breve() -> Vista:
    """A scheda of one indicator in several scripts: quick to compose."""
    letta = tormentata("schede")
    letta.piano.schede = letta.piano.schede[:1]
    scheda = letta.piano.schede[0]
    scheda.indicatori = [voce for voce in scheda.indicatori if voce.descrizione == tormenti.ALTRE_SCRITTURE]
    return letta


@pytest.mark.parametrize("nome", DOCUMENTI)
def test_each_text_stands_whole_in_its_column_and_in_order(nome: str) -> None:
    attesi = [senza_spazi(letto) for letto in LETTI.values()]
    colonne = [colonna for tavola in tavole(nome) for colonna in _colonne(tavola, COLONNE[nome])]
    assert attesi in [colonna[: len(attesi)] for colonna in colonne]


@pytest.mark.parametrize("nome", ["schede", "piao"])
def test_names_from_the_right_and_long_titles_are_read_as_written(nome: str) -> None:
    celle = {cella for tavola in tavole(nome) for riga in tavola.compatte for cella in riga}
    assert senza_spazi(tormenti.TITOLO) in celle
    if nome == "schede":
        assert senza_spazi(tormenti.EBRAICO + tormenti.ARABO) in celle
        assert senza_spazi(tormenti.RESPONSABILI) in celle
    else:
        assert senza_spazi(tormenti.PIU_DI_UNA_PAGINA * 3) in celle


@pytest.mark.parametrize("nome", DOCUMENTI)
def test_every_box_stands_in_its_cell_and_on_its_page(nome: str) -> None:
    famiglia, tipo = DOCUMENTI[nome]
    fogli = fogli_di(tormentata(famiglia), tipo)
    assert [che for foglio in fogli for che in fuori_posto(foglio)] == []


def test_the_boxes_tell_a_text_out_of_its_cell() -> None:
    html = '<html lang="it"><title>x</title><table style="width: 90px"><tr><td>Precipitevolissimevolmente<td>b</table>'
    stile = "table { table-layout: fixed } td { white-space: nowrap }"
    assert any("esce dalla cella" in che for che in fuori_posto(Foglio(html, stile)))


@pytest.mark.parametrize("nome", DOCUMENTI)
def test_the_tormented_documents_have_no_defect(nome: str) -> None:
    assert difetti(documento(nome)[1]) == []


def test_three_hundred_indicators_are_all_there_once_and_in_order() -> None:
    pdf = produci(con_trecento_indicatori(), "piano")
    (colonna,) = [c for tavola in AlberoPdf(pdf).tavole() for c in _colonne(tavola, "Indicatore")]
    assert colonna == [f"Indicatorenumero{n}ditrecento" for n in range(1, 301)]


@pytest.mark.parametrize("configurazione", CONFIGURAZIONI)
def test_no_font_of_the_machine_is_ever_used(configurazione: str, tmp_path: Path) -> None:
    file = tmp_path / "fonts.conf"
    file.write_text(f'<?xml version="1.0"?>{CONFIGURAZIONI[configurazione]}')
    assert _altrove(str(file)) == _altrove(None)


def test_a_family_that_is_not_ours_is_refused_and_never_guessed() -> None:
    assert [file_del_carattere(nome, 0, 400) for nome in ("Titillium Web", "Segni", "Altri segni")] == [
        PESI["normal", 400],
        SEGNI,
        ALTRI,
    ]
    with pytest.raises(ValueError, match="Noto Sans"):
        file_del_carattere("Noto Sans", 0, 400)


def test_what_no_font_has_is_printed_by_name_and_markup_is_left_alone() -> None:
    html = '<p class="x">perché 中 \U0001f389 a\x07b \ud800 ≥ ☺\u202e</p>'
    assert stampabile(html) == (
        '<p class="x">perché [U+4E2D CJK UNIFIED IDEOGRAPH-4E2D] [U+1F389 PARTY POPPER] a[U+0007]b [U+D800] ≥ ☺'
        "[U+202E RIGHT-TO-LEFT OVERRIDE]</p>"
    )


def test_a_text_that_can_be_printed_is_not_touched() -> None:
    testo = "àèìòù «» ’ – … € ½ אב محمد Ω Ж e\u0301 ✓ ● \u00ad\u200b\n\t"
    assert stampabile(testo) == testo


def _colonne(tavola: Tavola, titolo: str) -> Iterator[list[str]]:
    teste, *righe = tavola.compatte
    if senza_spazi(titolo) in teste:
        posto = teste.index(senza_spazi(titolo))
        yield [riga[posto] for riga in righe if len(riga) == len(teste)]


@cache
def _altrove(configurazione: str | None) -> str:
    """The fingerprint of a section composed in another process, under a configuration of the fonts of the machine."""
    ambiente = {**os.environ, "DJANGO_SETTINGS_MODULE": "pianoperf.settings"}
    if configurazione:
        ambiente["FONTCONFIG_FILE"] = configurazione
    comando = [sys.executable, "-c", PROVA]
    fatto = subprocess.run(comando, cwd=RADICE, env=ambiente, capture_output=True, text=True, check=True)
    return fatto.stdout.strip()
