"""A Word document gives the rows of its tables, and the four plans written in Word give the same data."""

from __future__ import annotations

import pytest

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.lettura import leggi_contenuto, leggi_percorso
from indicatori.importazione.riconoscimento.documento import e_un_documento, riconosci
from tests.importazione.documenti_word import cella, con_corpo, in_word, paragrafo, ricomposto, riga, riga_di, tabella
from tests.importazione.test_riconoscimento import (
    DOCUMENTI,
    ORIGINALI,
    anagrafe_di_prova,
    celle,
    con_originali,
    letto_dalle_fixture,
)

NIDO = tabella(riga("c", "d"), riga("e", "f"))


def letto(corpo: str, nome: str = "piano.docx", **parti: bytes) -> Foglio:
    (foglio,) = leggi_contenuto(con_corpo(corpo, **parti), nome)
    return foglio


@con_originali
@pytest.mark.parametrize("codice", DOCUMENTI)
def test_il_piano_scritto_in_word_da_gli_stessi_dati(codice: str) -> None:
    (originale,) = leggi_percorso(ORIGINALI / f"{codice}.xlsx")
    fogli = leggi_contenuto(in_word(originale), f"{codice}.docx")
    assert e_un_documento(fogli)
    letto = riconosci(fogli, anagrafe_di_prova(codice)).lettura
    assert [str(rilievo) for rilievo in letto.rilievi if rilievo.gravita == "E"] == []
    assert dict(celle(letto.piano)) == dict(celle(letto_dalle_fixture(codice)))


def test_tabelle_e_paragrafi_nell_ordine_del_documento() -> None:
    corpo = paragrafo("Prima") + paragrafo(" ") + tabella(riga("a", "", "b")) + paragrafo("Dopo")
    assert letto(corpo).righe == {1: {1: "Prima"}, 3: {1: "a", 3: "b"}, 5: {1: "Dopo"}}


CASI = {
    "celle unite in orizzontale": (
        tabella(riga_di(cella("a", '<w:gridSpan w:val="2"/>'), cella("b")), riga("1", "2", "3")),
        {1: {1: "a", 3: "b"}, 2: {1: "1", 2: "2", 3: "3"}},
    ),
    "celle unite in verticale": (
        tabella(
            riga_di(cella("a", '<w:vMerge w:val="restart"/>'), cella("b")),
            riga_di(cella("a", "<w:vMerge/>"), cella("c")),
        ),
        {1: {1: "a", 2: "b"}, 2: {2: "c"}},
    ),
    "righe rientrate": (tabella(riga("a", proprieta='<w:gridBefore w:val="2"/>')), {1: {3: "a"}}),
    "tabella dentro una cella": (
        tabella(riga_di(cella("a"), cella(paragrafo("b") + NIDO))),
        {1: {1: "a", 2: "b"}, 2: {1: "c", 2: "d"}, 3: {1: "e", 2: "f"}},
    ),
    "tabella di impaginazione": (tabella(riga_di(cella(NIDO))), {1: {1: "c", 2: "d"}, 2: {1: "e", 2: "f"}}),
    "elenco messo in tabella": (tabella(riga_di(cella(tabella(riga("b"), riga("c"))))), {1: {1: "b\nc"}}),
    "testo inserito e tolto": (
        "<w:p><w:r><w:t>Almeno </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins></w:p>",
        {1: {1: "Almeno 12"}},
    ),
    "testo spostato": (
        "<w:p><w:moveFrom><w:r><w:t>qui</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>là</w:t></w:r></w:moveTo></w:p>",
        {1: {1: "là"}},
    ),
    "riga tolta": (tabella(riga("a"), riga("b", proprieta="<w:del/>"), riga("c")), {1: {1: "a"}, 2: {1: "c"}}),
    "cella tolta": (tabella(riga_di(cella("a", "<w:cellDel/>"), cella("b"))), {1: {2: "b"}}),
    "a capo tolto": (
        tabella(riga_di(cella("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
                              + paragrafo("b") + paragrafo("c")))),
        {1: {1: "ab\nc"}},
    ),
    "testo nascosto": (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>via</w:t></w:r><w:r><w:t>resta</w:t></w:r></w:p>",
        {1: {1: "resta"}},
    ),
    "nota a piè di pagina": (
        "<w:p><w:r><w:t>testo</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        {1: {1: "testo"}},
    ),
    "campo calcolato": (
        "<w:p><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>2023</w:t></w:r></w:p>",
        {1: {1: "2023"}},
    ),
    "controllo di contenuto": (
        tabella(f"<w:sdt><w:sdtPr/><w:sdtContent>{riga('a', 'b')}</w:sdtContent></w:sdt>"),
        {1: {1: "a", 2: "b"}},
    ),
    "simbolo di spunta": (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>',
        {1: {1: "✓"}},
    ),
    "casella di un modulo": (
        '<w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
        "</w:fldChar></w:r></w:p>",
        {1: {1: "☒"}},
    ),
    "a capo e cambio di pagina": (
        '<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type="page"/></w:r></w:p>',
        {1: {1: "a\nb"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("caso", CASI)
def test_word_si_legge_come_lo_vede_una_persona(caso: str) -> None:
    corpo, righe = CASI[caso]
    assert letto(corpo).righe == righe


def test_le_macro_non_si_aprono_e_lo_si_dice() -> None:
    foglio = letto(paragrafo("a"), "piano.docm", word__vbaProject=b"", **{"word__vbaProject.bin": b"\x00"})
    assert (foglio.righe, foglio.avvertenze) == ({1: {1: "a"}}, ["macro"])


def test_un_documento_stretto_si_legge_lo_stesso() -> None:
    largo, stretto = (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                      b"http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
    documento = ricomposto(
        con_corpo(tabella(riga("a", "b"))), {"word/document.xml": lambda d: d.replace(largo, stretto)}
    )
    assert leggi_contenuto(documento, "a.docx")[0].righe == {1: {1: "a", 2: "b"}}
