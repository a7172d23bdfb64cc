"""The manual of docs/manuale as pages: Markdown that we wrote, to HTML with its index, its links and its pictures.

The files are the product's own, yet nothing in them becomes HTML but what CommonMark makes: no raw HTML, links to other
pages of the manual or to the web only, pictures of docs/manuale/immagini only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

INDICE = "indice"
ALTRE = {"permessi": Path("docs/permessi.md")}
_NOME = re.compile(r"[a-z0-9][a-z0-9-]*")
_PAGINA = re.compile(r"(?:\.\./)?(?P<nome>[A-Za-z0-9-]+)\.md(?P<punto>#[\w-]+)?")
_IMMAGINE = re.compile(r"immagini/(?P<nome>[a-z0-9-]+\.png)")
_FUORI = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_SENZA = ("html_block", "html_inline", "reference")


@dataclass(frozen=True, slots=True)
class Voce:
    """A heading of a page, as its index names it: `punto` is the id of the element."""

    punto: str
    titolo: str


@dataclass(frozen=True, slots=True)
class Pagina:
    """`html` comes after the title, which the page prints as its own heading."""

    nome: str
    titolo: str
    html: SafeString
    voci: tuple[Voce, ...]


def nomi() -> list[str]:
    """The pages of the manual, the index too, by name."""
    scritte = [file.stem for file in _cartella().glob("*.md") if file.name != "README.md"]
    return sorted([INDICE, *scritte, *ALTRE])


def pagina(nome: str) -> Pagina | None:
    """None when the manual has no such page: what is asked for is never a path."""
    file = _file(nome)
    return _composta(nome, file.read_text(encoding="utf-8")) if file else None


def _cartella() -> Path:
    return Path(settings.RADICE) / "docs" / "manuale"


def _file(nome: str) -> Path | None:
    if not _NOME.fullmatch(nome):
        return None
    altre = {INDICE: _cartella() / "README.md"} | {n: Path(settings.RADICE) / file for n, file in ALTRE.items()}
    file = altre.get(nome, _cartella() / f"{nome}.md")
    return file if file.is_file() else None


def _composta(nome: str, testo: str) -> Pagina:
    lettore = _lettore()
    segni = lettore.parse(testo)
    titolo, segni = _senza_titolo(segni, nome)
    voci = _con_i_punti(segni)
    _sistema(segni)
    html = lettore.renderer.render(_con_cornici(segni), lettore.options, {})
    # our own text, and no rule lets HTML through
    return Pagina(nome, titolo, mark_safe(html), voci)  # noqa: S308  # nosec B308


@cache
def _lettore() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table").disable(list(_SENZA))


def _senza_titolo(segni: list[Token], nome: str) -> tuple[str, list[Token]]:
    if segni and segni[0].type == "heading_open" and segni[0].tag == "h1":
        return _parole(segni[1]), segni[3:]
    return nome, segni


def _parole(segno: Token) -> str:
    return "".join(figlio.content for figlio in segno.children or () if figlio.type in ("text", "code_inline"))


def _con_i_punti(segni: list[Token]) -> tuple[Voce, ...]:
    """Every heading gets an id, the same that GitHub gives; those of the second level make the index of the page."""
    voci, visti = [], set()
    for posto, segno in enumerate(segni):
        if segno.type != "heading_open":
            continue
        titolo = _parole(segni[posto + 1])
        punto = punto_di(titolo)
        if punto in visti:
            punto = f"{punto}-{posto}"
        visti.add(punto)
        segno.attrs["id"] = punto
        if segno.tag == "h2":
            voci.append(Voce(punto, titolo))
    return tuple(voci)


def punto_di(titolo: str) -> str:
    """ "Da dove parte?" as "da-dove-parte"."""
    semplice = re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", titolo).lower())
    return semplice.strip().replace(" ", "-")


def _sistema(segni: list[Token]) -> None:
    for segno in segni:
        if segno.type in ("th_open", "td_open"):
            segno.attrs.pop("style", None)
        if segno.type == "th_open":
            segno.attrs["scope"] = "col"
        for figlio in segno.children or ():
            if figlio.type == "link_open":
                figlio.attrs["href"] = _indirizzo(str(figlio.attrs["href"]))
            elif figlio.type == "image":
                _sistema_immagine(figlio)


def _indirizzo(scritto: str) -> str:
    """Where a link of the manual goes in the application; one that goes nowhere stays on the page."""
    if trovata := _PAGINA.fullmatch(scritto):
        nome = trovata["nome"]
        base = reverse("aiuto") if nome == "README" else reverse("aiuto_pagina", kwargs={"pagina": nome})
        return f"{base}{trovata['punto'] or ''}"
    return scritto if _FUORI.match(scritto) else "#"


def _sistema_immagine(segno: Token) -> None:
    trovata = _IMMAGINE.fullmatch(str(segno.attrs["src"]))
    segno.attrs["src"] = static(f"manuale/{trovata['nome']}") if trovata else ""
    segno.attrs["loading"] = "lazy"
    segno.attrs["class"] = "manuale-immagine"


def _con_cornici(segni: list[Token]) -> list[Token]:
    """Each table in a box that scrolls by itself and can be reached with the keyboard."""
    fuori: list[Token] = []
    for segno in segni:
        if segno.type == "table_open":
            segno.attrs["class"] = "tabella"
            quante = sum(altro.type == "table_open" for altro in fuori) + 1
            nome = {"role": "region", "aria-label": f"Tabella {quante}", "tabindex": "0"}
            fuori.append(Token("cornice_open", "div", 1, attrs={"class": "tabella-cornice", **nome}, block=True))
        fuori.append(segno)
        if segno.type == "table_close":
            fuori.append(Token("cornice_close", "div", -1, block=True))
    return fuori
