"""The tags of a section, from HTML: one element for each element of the page, whatever the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from rendicontazione.relazioni import stampa
from rendicontazione.relazioni.composizione.pezzi import Foglio, Pezzo
from rendicontazione.relazioni.produci import fogli_di
from tests.relazioni.piani import vista
from tests.relazioni.verificatore import difetti
from tests.relazioni.verificatore.albero import Albero, Elemento
from tests.relazioni.verificatore.elementi import righe_di

PICCOLO = "@page { size: 120mm 70mm; margin: 8mm }"
CORRENTI = '@page { @top-center { content: "Un ente" } @bottom-right { content: counter(page) } }'
INTESTAZIONI = "<thead><tr><th>Codice<th>Indicatore<th>Previsione</thead>"
PAROLE = " ".join(f"parola{n}" for n in range(400))
COLONNE_UNITE = """<table><thead><tr><th rowspan=2>Codice<th colspan=2>Anni<tr><th>2023<th>2024</thead>
<tbody><tr><th scope=row rowspan=2>1<td>a<td>b<tr><td colspan=2>insieme<tr><th scope=row>2<td><td>c</table>"""
DISEGNO = """<p>Prima.</p><svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">
<title>Un rettangolo blu</title><rect width="50" height="15" fill="#0059b3"/></svg><p>Dopo.</p>"""
ELENCHI = "<ul><li>primo<ul><li>di primo<ol><li>più dentro</ol><li>altro</ul><li>secondo<ul><li>di secondo</ul></ul>"


@cache
def stile() -> str:
    return fogli_di(vista("asc-insieme-2023-2025"), "piano")[0].stile + PICCOLO


def composto(corpo: str, aggiunto: str = "") -> Pezzo:
    html = f'<!doctype html><html lang="it"><title>Prova</title><body><h1>Prova</h1>{corpo}'
    return stampa.componi_pezzo(Foglio(html, stile() + aggiunto))


# What is composed and repaired, once a session; `grezzo` is the same as WeasyPrint wrote it.
pezzo = cache(composto)


@pytest.fixture
def grezzo(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Pezzo]:
    def non_riparato(corpo: str, aggiunto: str = "") -> Pezzo:
        with monkeypatch.context() as solo_qui:
            solo_qui.setattr(stampa, "ripara", lambda pdf, *, prefisso="": None)
            return composto(corpo, aggiunto)

    return non_riparato


def tabella(righe: int) -> str:
    corpo = "".join(f"<tr><th scope=row>{n}<td>Indicatore {n}<td>almeno {n}%" for n in range(righe))
    return f"<table>{INTESTAZIONI}<tbody>{corpo}</table>"


def elementi(di: Pezzo, *tipi: str) -> list[Elemento]:
    return Albero(pikepdf.open(BytesIO(di.pdf))).di_tipo(*tipi)


CORPI = {
    "tabella di una pagina": tabella(3),
    "tabella di più pagine": tabella(60),
    "celle unite": COLONNE_UNITE,
    "riga divisa fra due pagine": f"<table>{INTESTAZIONI}<tbody><tr><th scope=row>1<td>{PAROLE}<td>{PAROLE}</table>",
    "cella d'angolo vuota": "<table><thead><tr><th><th>A</thead><tbody><tr><th scope=row>1<td></table>",
    "due tabelle": tabella(12) + tabella(12),
    "didascalia": "<table><caption>Le previsioni</caption>" + tabella(20).removeprefix("<table>"),
    "elenco di più pagine": "<ul>" + "".join(f"<li>voce {n}" for n in range(80)) + "</ul>",
    "elenco numerato": "<ol><li>uno<li>due</ol>",
    "elenchi annidati": ELENCHI,
    "voce di più pagine": f"<ul><li>{PAROLE}<li>breve</ul>",
    "voce di capoversi": f"<ul><li><p>{PAROLE}</p><ul><li>dentro</ul><p>dopo</p><li><blockquote>b</blockquote></ul>",
    "voce vuota": "<ul><li><li>a</ul>",
    "gruppi di righe": f"<table>{INTESTAZIONI}"
    + ("<tbody><tr><th colspan=3 scope=rowgroup>G" + "<tr><td>x<td>y<td>z" * 10) * 3
    + "</table>",
    "celle unite su più pagine": f"<table>{INTESTAZIONI}<tr><th rowspan=20>R<td>a<td>b{'<tr><td>x<td>y' * 19}</table>",
    "capoverso di più pagine": f"<p>{PAROLE}</p>",
    "testo senza capoverso": f"<section>Sciolto. <strong>In evidenza</strong> {PAROLE}<div>Altro</div></section>",
    "collegamenti": '<p>Vedi <a href="https://example.org/a">il <em>sito</em></a> e <a href="pianoperf:/vai/x">lì</a>.',
    "indirizzo nudo": '<p><a href="https://example.org/a">https://example.org/a</a>',
    "collegamento di più righe": f'<p><a href="https://example.org/">{PAROLE}</a>',
    "collegamento in un titolo": '<h2><a href="https://example.org/">Un titolo</a></h2><p>Testo.',
    "collegamento di più capoversi": f'<a href="https://example.org/" style="display: block"><p>{PAROLE}</p></a>',
    "collegamento in una testata": "<table><thead><tr><th><a href='https://example.org/'>A</a><th>B</thead>"
    + "<tr><td>x<td>y" * 40
    + "</table>",
    "disegno": DISEGNO,
    "titoli": "<h2>Uno</h2><p>a</p><h3>Uno e uno</h3><p>b</p><h2>Due</h2><p>c</p>",
    "elenco in una cella": f"<table>{INTESTAZIONI}<tbody><tr><td>1<td>{ELENCHI}<td><p>a<p>b</table>",
    "tabella in una cella": f"<table>{INTESTAZIONI}<tbody><tr><td>1<td>{tabella(30)}<td>c</table>",
    "caselle affiancate": '<div style="display:flex"><div><p>a</p></div><div>b</div></div>',
    "citazione": f"<blockquote><p>{PAROLE}</p></blockquote>",
}


@pytest.mark.parametrize("quale", CORPI)
def test_a_section_has_no_defects(quale: str) -> None:
    assert difetti(pezzo(CORPI[quale]).pdf, sezione=True) == []


def pezzi_letti(di: Pezzo) -> set[tuple[int, int]]:
    """The marked contents in the tree, but for those of the heads of tables."""
    fuori = {pezzo for gruppo in elementi(di, "THead") for e in gruppo.tutti() for pezzo in e.pezzi}
    return {pezzo for e in elementi(di, "Document") for voce in e.tutti() for pezzo in voce.pezzi} - fuori


@pytest.mark.parametrize("quale", CORPI)
def test_only_repeated_heads_leave_the_tree(quale: str, grezzo: Callable[..., Pezzo]) -> None:
    assert pezzi_letti(pezzo(CORPI[quale])) == pezzi_letti(grezzo(CORPI[quale]))


@pytest.mark.parametrize("quale", ["tabella di più pagine", "collegamento di più righe", "elenchi annidati"])
def test_running_heads_are_artefacts(quale: str) -> None:
    assert difetti(pezzo(CORPI[quale], CORRENTI).pdf, sezione=True) == []


@pytest.mark.parametrize(("righe", "pagine"), [(3, 1), (12, 2), (110, 11)])
def test_a_table_is_one_whatever_its_pages(righe: int, pagine: int) -> None:
    di = pezzo(tabella(righe))
    assert di.pagine >= pagine
    (una,) = elementi(di, "Table")
    assert [gruppo.tipo for gruppo in una.figli] == ["THead", "TBody"]
    assert len(righe_di(una)) == righe + 1
    assert [str(cella.attributo("/Scope")) for cella in una.tutti() if cella.tipo == "TH"] == ["/Column"] * 3 + [
        "/Row"
    ] * righe


def test_a_row_divided_by_a_page_is_one() -> None:
    di = pezzo(CORPI["riga divisa fra due pagine"])
    assert di.pagine > 1
    (una,) = elementi(di, "Table")
    assert [[cella.tipo for cella in riga.figli] for riga in righe_di(una)] == [["TH"] * 3, ["TH", "TD", "TD"]]


@pytest.mark.parametrize(
    ("quale", "attesi"),
    [
        ("elenco di più pagine", {"L": 1, "LI": 80, "LBody": 80}),
        ("voce di più pagine", {"L": 1, "LI": 2, "LBody": 2}),
        ("capoverso di più pagine", {"P": 1}),
        ("citazione", {"BlockQuote": 1, "P": 1}),
        ("elenchi annidati", {"L": 4, "LI": 6}),
    ],
)
def test_what_a_page_divides_is_one_again(quale: str, attesi: dict[str, int]) -> None:
    di = pezzo(CORPI[quale])
    assert {tipo: len(elementi(di, tipo)) for tipo in attesi} == attesi


def test_a_nested_list_is_in_the_body_of_its_item() -> None:
    dentro = [elenco.padre.tipo for elenco in elementi(pezzo(ELENCHI), "L") if elenco.padre]
    assert dentro[1:] == ["LBody"] * 3


def test_joined_cells_keep_their_size_and_their_headers_a_scope() -> None:
    celle = elementi(pezzo(COLONNE_UNITE), "TH", "TD")
    assert [int(cella.attributo("/ColSpan") or 1) for cella in celle].count(2) == 2
    assert [int(cella.attributo("/RowSpan") or 1) for cella in celle].count(2) == 2
    assert [str(cella.attributo("/Scope")) for cella in celle if cella.tipo == "TH"] == ["/Column"] * 4 + ["/Row"] * 2


def test_a_drawing_says_what_it_is() -> None:
    (figura,) = elementi(pezzo(DISEGNO), "Figure")
    assert str(figura.oggetto.Alt) == "Un rettangolo blu"
    x1, y1, x2, y2 = (float(numero) for numero in figura.attributo("/BBox"))
    assert (round(x2 - x1), round(y2 - y1)) == (45, 15)
    assert y1 > 70


@pytest.mark.parametrize(
    ("corpo", "attese"),
    [
        ('<p><a href="https://example.org/a">il <em>sito</em>\n dell\'ente</a>', {"il sito dell'ente"}),
        ('<p><a href="https://example.org/a">https://example.org/a</a>', {"Collegamento a https://example.org/a"}),
        ('<p><a href="pianoperf:/vai/x" aria-label="Città, pagina 3">Città<span>3</span></a>', {"Città, pagina 3"}),
    ],
)
def test_a_link_says_its_text_and_not_its_address(corpo: str, attese: set[str]) -> None:
    with pikepdf.open(BytesIO(pezzo(corpo).pdf)) as pdf:
        assert {str(voce.Contents) for pagina in pdf.pages for voce in pagina.get("/Annots", [])} == attese


@pytest.mark.parametrize(
    ("quale", "frase"),
    [
        ("tabella di più pagine", "non ha Scope"),
        ("tabella di più pagine", "non è nell'albero"),
        ("elenchi annidati", "non può stare in un"),
        ("celle unite", "non è in IDTree"),
    ],
)
def test_without_the_repair_the_defects_are_seen(quale: str, frase: str, grezzo: Callable[..., Pezzo]) -> None:
    trovati = difetti(grezzo(CORPI[quale], CORRENTI).pdf, sezione=True)
    assert any(frase in difetto for difetto in trovati), trovati[:20]
