"""Markdown of a chapter: what it gives, what it refuses, and that no text harms the page or breaks the reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from obiettivi.markdown import (
    LUNGHEZZA_MASSIMA,
    SEGNO_TAVOLA,
    TROPPO_ANNIDATO,
    attorno_alla_tavola,
    difetti,
    in_html,
)

AMMESSI = {"p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "strong", "em", "code",
           "a", "table", "thead", "tbody", "tr", "th", "td", "div"}  # fmt: skip
ATTRIBUTI = {("a", "href"), ("ol", "start"), ("th", "scope"), ("th", "class"), ("td", "class"), ("table", "class"),
             ("p", "class"), ("div", "class"), ("div", "role"), ("div", "tabindex"), ("div", "aria-label"),
             ("a", "title")}  # fmt: skip
OSTILI = [
    "<script>alert(1)</script>",
    "</p></div></main><script src=//male.it></script>",
    '<img src=x onerror="alert(1)">',
    "<style>*{display:none}</style><!-- commento -->",
    '[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](&#106;avascript:alert(1)) [w](vbscript:x "t")',
    "[d](data:text/html;base64,PHNjcmlwdD4=) [f](file:///etc/passwd) [r](/interno) [a](#ancora) [v](//male.it)",
    "![i](https://male.it/spia.png) ![j](javascript:alert(1))",
    '[t](https://a.it "titolo\\" onclick=\\"alert(1)")',
    '<javascript:alert(1)> <https://a.it/"onclick=alert(1)>',
    "`<b>` ``` <script> ```\n\n```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "| <script> | b |\n|---|---|\n| `|` | <img onerror=x> |",
    "[a]: javascript:alert(1)\n\n[a] [b][a]",
    "\x00\x01\u202e\ufffe &#0; &lt;script&gt; &#x3c;b&#x3e;",
    "# <b>x</b>\n\n> <i>y</i>\n\n- <u>z</u>",
]
ENORMI = {
    "virgolette": ">" * 10_000,
    "virgolette e spazi": "> " * 10_000,
    "elenchi nelle virgolette": "> - " * 10_000,
    "elenchi": "\n".join(" " * n + "- a" for n in range(300)),
    "numeri": "1. " * 15_000,
    "quadre": "[" * 20_000 + "]" * 20_000,
    "immagini": "![" * 20_000,
    "collegamenti": "[a](" * 12_000,
    "stelle": "*a " * 20_000,
    "stelle e righe": "*_" * 30_000,
    "accenti": "".join("`" * n + " " for n in range(1, 340)),
    "minori": "<a " * 20_000,
    "sbarre": "\\" * 60_000,
    "entità": "&a" * 30_000,
    "celle": "|" * 20_000 + "\n" + "|-" * 20_000,
    "tabelle": "a|b\n-|-\n" * 7_500,
    "righe di tabella": f"|{'a|' * 200}\n|{'-|' * 200}\n" + "|x\n" * 5_000,
    "una riga": "a" * LUNGHEZZA_MASSIMA,
    "troppo": "a\n\n" * LUNGHEZZA_MASSIMA,
}


class Lettore(HTMLParser):
    """The tags and attributes of a page, the text between them, and the tags left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.nomi: set[str] = set()
        self.attributi: set[tuple[str, str]] = set()
        self.indirizzi: list[str] = []
        self.aperti: list[str] = []
        self.testo = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nomi.add(tag)
        self.attributi |= {(tag, nome) for nome, _ in attrs}
        self.indirizzi += [valore or "" for nome, valore in attrs if nome == "href"]
        if tag not in ("br", "hr"):
            self.aperti.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.aperti.pop() == tag

    def handle_data(self, data: str) -> None:
        self.testo += data


def controlla(html: str) -> Lettore:
    letto = Lettore(html)
    assert letto.aperti == []
    assert letto.nomi <= AMMESSI
    assert letto.attributi <= ATTRIBUTI
    assert all(re.match(r"https?://|mailto:", indirizzo, re.IGNORECASE) for indirizzo in letto.indirizzi)
    return letto


def test_un_testo_diventa_paragrafi_elenchi_e_grassetti() -> None:
    html = in_html("Il **piano**\ndi *tutti*.\n\n- uno\n  - due\n    - tre\n- quattro\n\n1. primo\n2. secondo")
    assert isinstance(html, SafeString)
    assert html == (
        "<p>Il <strong>piano</strong><br>\ndi <em>tutti</em>.</p>\n<ul>\n<li>uno\n<ul>\n<li>due\n<ul>\n<li>tre</li>\n"
        "</ul>\n</li>\n</ul>\n</li>\n<li>quattro</li>\n</ul>\n<ol>\n<li>primo</li>\n<li>secondo</li>\n</ol>\n"
    )


def test_i_titoli_del_testo_stanno_sotto_quello_del_capitolo() -> None:
    assert in_html("# Uno\n\n### Tre", 2) == "<h3>Uno</h3>\n<h5>Tre</h5>\n"
    assert in_html("# Uno\n\n###### Sei", 4) == "<h5>Uno</h5>\n<h6>Sei</h6>\n"
    assert in_html("Titolo?\n---\nTesto") == "<p>Titolo?</p>\n<hr>\n<p>Testo</p>\n"


def test_una_tabella_ha_la_sua_testa_e_classi_al_posto_degli_stili() -> None:
    html = in_html("| Voce | 2018 | | Nota |\n|---|---:|:-:|:--|\n| A \\| B | 1 | | x |")
    assert "style" not in html
    assert "<thead>" in html
    assert re.findall(r"<t[hd][^>]*>[^<]*</t[hd]>", html) == [
        '<th scope="col">Voce</th>',
        '<th scope="col" class="a-destra">2018</th>',
        '<td class="al-centro"></td>',
        '<th scope="col" class="a-sinistra">Nota</th>',
        "<td>A | B</td>",
        '<td class="a-destra">1</td>',
        '<td class="al-centro"></td>',
        '<td class="a-sinistra">x</td>',
    ]


def test_sullo_schermo_ogni_tabella_scorre_da_sola() -> None:
    html = in_html("|a|\n|-|\n|b|\n\nPoi.\n\n|c|\n|-|", cornici=True)
    controlla(html)
    assert re.findall(r'role="region" aria-label="(Tabella \d)" tabindex="0">\s*<table class="tabella">', html) == [
        "Tabella 1",
        "Tabella 2",
    ]
    assert "div" not in in_html("|a|\n|-|\n|b|")


def test_si_collegano_pagine_e_posta_e_niente_altro() -> None:
    html = in_html("[a](https://a.it/x?y=1&z=2) <http://b.it> [m](mailto:a@b.it) [n](javascript:alert(1)) [r](/x)")
    assert Lettore(html).indirizzi == ["https://a.it/x?y=1&z=2", "http://b.it", "mailto:a@b.it"]
    assert "[n](javascript:alert(1))" in html


@pytest.mark.parametrize("testo", OSTILI)
def test_un_testo_ostile_resta_testo(testo: str) -> None:
    letto = controlla(in_html(testo))
    assert not {"script", "style", "img"} & letto.nomi


@pytest.mark.parametrize("quale", ENORMI)
def test_un_testo_enorme_non_ferma_la_pagina(quale: str) -> None:
    controlla(in_html(ENORMI[quale], cornici=True))


def test_oltre_il_limite_di_livelli_il_testo_resta_intero() -> None:
    testo = "> " * 10_000 + "in fondo"
    assert Lettore(in_html(testo)).testo == testo
    assert difetti(testo) == [TROPPO_ANNIDATO]
    venti = "\n".join("  " * n + f"- livello {n}" for n in range(20))
    assert difetti(venti) == []
    assert "livello 19" in in_html(venti)
    assert difetti("> " * 20 + "citato") == []


def test_un_testo_troppo_lungo_e_rifiutato_con_una_frase() -> None:
    assert difetti("a" * LUNGHEZZA_MASSIMA) == []
    assert difetti("a" * (LUNGHEZZA_MASSIMA + 1)) == [
        "Il testo è di 60001 caratteri: al massimo 60000. Dividilo in più capitoli."
    ]


@pytest.mark.parametrize(
    ("testo", "parti"),
    [
        ("Solo testo.", ("Solo testo.", "")),
        ("Prima.\n\n[tavola]\n\nDopo.", ("Prima.", "Dopo.")),
        ("  [tavola]  \nDopo.", ("", "Dopo.")),
        ("", ("", "")),
    ],
)
def test_una_riga_dice_dove_sta_la_tavola(testo: str, parti: tuple[str, str]) -> None:
    assert attorno_alla_tavola(testo) == parti
    assert SEGNO_TAVOLA not in in_html(testo)


def test_il_segno_della_tavola_è_una_riga_sola() -> None:
    assert attorno_alla_tavola("La [tavola] è qui.") == ("La [tavola] è qui.", "")
    assert in_html("La [tavola] è qui.") == "<p>La [tavola] è qui.</p>\n"
    assert in_html("[tavola]\nUno.\n[tavola]\nDue.") == "<p>Uno.</p>\n<p>Due.</p>\n"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("#*_`>-|[]()!<&;:\\\n\t  ab1.\"'/") | st.characters(exclude_categories=["Cs"])))
def test_un_testo_qualunque_diventa_una_pagina_intera(testo: str) -> None:
    controlla(in_html(testo, 3, cornici=True))
    difetti(testo)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abcàèì123", min_size=1), min_size=1))
def test_nessuna_parola_si_perde(parole: list[str]) -> None:
    testo = "\n\n".join(f"{segno}{parola}" for segno, parola in zip("#->*|" * len(parole), parole, strict=False))
    assert re.findall(r"\w+", Lettore(in_html(testo)).testo) == parole
