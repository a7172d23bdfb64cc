"""The texts of an xlsx that Excel saved: shared, in runs, with codes for what XML cannot hold."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from indicatori.esportazione.archivio import in_zip
from indicatori.esportazione.righe import in_pagine
from indicatori.esportazione.xlsx import in_xlsx
from indicatori.importazione.composizione import componi
from indicatori.importazione.lettura_xlsx import leggi_xlsx
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.protezione import libera, proteggi
from indicatori.importazione.testi_cella import pulisci
from tests.importazione.fogli_di_prova import piano_piccolo

CELLA = re.compile(rb't="inlineStr"><is>(<t[^>]*>.*?</t>)</is>', re.DOTALL)
TABELLA = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">%s</sst>'
TIPO = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def come_excel(foglio: bytes, cambia: dict[bytes, bytes]) -> bytes:
    """The same workbook with its texts in the shared table; `cambia` replaces texts with XML of its own."""
    voci: list[bytes] = []

    def condividi(trovata: re.Match[bytes]) -> bytes:
        testo = trovata[1]
        for prima, dopo in cambia.items():
            testo = dopo if testo == b"<t>%s</t>" % prima else testo
        voci.append(b"<si>%s</si>" % testo)
        return b't="s"><v>%d</v>' % (len(voci) - 1)

    with zipfile.ZipFile(io.BytesIO(foglio)) as archivio:
        parti = {nome: archivio.read(nome) for nome in archivio.namelist()}
    for nome in [nome for nome in parti if nome.startswith("xl/worksheets/")]:
        parti[nome] = CELLA.sub(condividi, parti[nome])
    parti["xl/sharedStrings.xml"] = TABELLA % b"".join(voci)
    parti["[Content_Types].xml"] = parti["[Content_Types].xml"].replace(b"</Types>", TIPO)
    return in_zip(parti.items())


def titolo_letto(scritto: str, xml: bytes) -> str:
    dati = piano_piccolo()
    dati.titolo = scritto
    foglio = come_excel(in_xlsx(in_pagine(dati)), {scritto.encode(): xml})
    letta = componi(leggi_xlsx(foglio), Anagrafe(dati.ente))
    assert letta.piano is not None
    return letta.piano.titolo


@pytest.mark.parametrize(
    ("xml", "atteso"),
    [
        (b"<t>prima_x000D_\nseconda</t>", "prima\nseconda"),
        (b"<t>prima_x000D_seconda</t>", "prima\nseconda"),
        (b"<t>un_x0007_campanello</t>", "uncampanello"),
        (b"<t>_x005F_x000D_</t>", "\r"),
        (b"<t>_x005F_x005F_x005F_x000D_</t>", "_x000D_"),
        (b"<t>codice x005F_ nel testo</t>", "codice x005F_ nel testo"),
        (b"<t>mezza_xD83D_ coppia_x0000_</t>", "mezza coppia"),
        (b'<r><t xml:space="preserve">in </t></r><r><rPr><b/></rPr><t>grassetto</t></r>', "in grassetto"),
        ("<t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh>".encode(), "東京"),
        (b"<t/>", ""),
    ],
)
def test_i_testi_condivisi_si_leggono_come_li_mostra_excel(xml: bytes, atteso: str) -> None:
    assert titolo_letto("Titolo di prova", xml) == atteso


def test_un_foglio_salvato_da_excel_torna_uguale() -> None:
    dati = piano_piccolo()
    dati.titolo = " margini\te _x0041_ "
    letta = componi(leggi_xlsx(come_excel(in_xlsx(in_pagine(dati)), {})), Anagrafe(dati.ente))
    assert letta.piano == dati


@pytest.mark.parametrize(
    "testo", ["", "a", " ", "\t=1", "_x0009_", "_x0041\x01_", "a_", "_xFFFFFF_", "\U0001fffe", "\r\n"]
)
def test_cio_che_una_cella_non_tiene_torna_uguale(testo: str) -> None:
    protetto = proteggi(testo)
    assert pulisci(protetto) == protetto
    assert libera(protetto) == testo


@pytest.mark.parametrize("codice", ["_x0000_", "_xD83D_", "_x110000_", "_x00G1_", "_x41_", "x0041_"])
def test_un_codice_che_non_e_di_un_carattere_resta_com_e(codice: str) -> None:
    assert libera(codice) == codice
