"""The text of a chapter: Markdown to safe HTML, and what a text must be to be accepted.

CommonMark with tables, without what could harm or hide words: no HTML, images, reference definitions nor blocks of
code; links to web pages and mail only; a line break in the text is one on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LUNGHEZZA_MASSIMA = 60_000
ANNIDAMENTI = 60
SEGNO_TAVOLA = "[tavola]"
TROPPO_LUNGO = "Il testo è di {quanti} caratteri: al massimo {massimo}. Dividilo in più capitoli."
TROPPO_ANNIDATO = "Elenchi o citazioni sono uno dentro l'altro per troppi livelli: usane al massimo 20."
_LIVELLI_DI_HTML = 6
_INDIRIZZO = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ALLINEAMENTO = re.compile(r"text-align:(left|center|right)")
_CLASSI = {"left": "a-sinistra", "center": "al-centro", "right": "a-destra"}
_SEGNO = re.compile(rf"^[ ]{{0,3}}{re.escape(SEGNO_TAVOLA)}[ \t]*$", re.MULTILINE)
_SENZA = ("html_block", "html_inline", "image", "reference", "code", "fence", "lheading")


def in_html(testo: str, livello: int = 2, *, cornici: bool = False) -> SafeString:
    """The text as HTML, for a chapter whose own heading is of level `livello` (1-6): its headings come below.

    Never raises. A text that `difetti` would refuse is given as plain paragraphs, whole. `cornici` puts each table in
    a box that a screen can scroll. The mark of the generated table is left out: `attorno_alla_tavola` tells where.
    """
    return _html(_SEGNO.sub("", testo), livello, cornici=cornici)


def attorno_alla_tavola(testo: str) -> tuple[str, str]:
    """The text before and after the chapter's generated table: a line "[tavola]" says where it stands.

    Without that line the table comes after the text.
    """
    prima, *dopo = _SEGNO.split(testo, maxsplit=1)
    return prima.strip("\n"), "".join(dopo).strip("\n")


def difetti(testo: str) -> list[str]:
    """Why the text cannot be a chapter's, in sentences; none when it can."""
    if len(testo) > LUNGHEZZA_MASSIMA:
        return [TROPPO_LUNGO.format(quanti=len(testo), massimo=LUNGHEZZA_MASSIMA)]
    return [TROPPO_ANNIDATO] if _troppo_annidato(_lettore().parse(testo)) else []


@cache
def _lettore() -> MarkdownIt:
    """One for the process: parsing keeps nothing in it."""
    lettore = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "breaks": True, "maxNesting": ANNIDAMENTI})
    lettore.enable("table").disable(list(_SENZA))
    # the hook that the library means to be replaced on the object
    vars(lettore)["validateLink"] = lambda indirizzo: bool(_INDIRIZZO.match(indirizzo))
    return lettore


def _html(testo: str, livello: int, *, cornici: bool) -> SafeString:
    lettore = _lettore()
    segni = lettore.parse(testo) if len(testo) <= LUNGHEZZA_MASSIMA else None
    if segni is None or _troppo_annidato(segni):
        return _semplice(testo)
    _sistema(segni, livello)
    html = lettore.renderer.render(_con_cornici(segni) if cornici else segni, lettore.options, {})
    # the parser escapes every text, and no rule lets HTML through
    return mark_safe(html)  # noqa: S308  # nosec B308


def _troppo_annidato(segni: Sequence[Token]) -> bool:
    """Whether the parser came to the level beyond which it leaves out what follows."""
    return any(segno.level + segno.nesting >= ANNIDAMENTI - 1 for segno in segni)


def _semplice(testo: str) -> SafeString:
    return format_html('<p class="a-capo">{}</p>', testo)


def _sistema(segni: list[Token], livello: int) -> None:
    """Headings below the chapter's, cells with classes and scope: an empty heading cell is no heading."""
    for posto, segno in enumerate(segni):
        if segno.type in ("heading_open", "heading_close"):
            segno.tag = f"h{min(_LIVELLI_DI_HTML, livello + int(segno.tag[1:]))}"
        elif segno.type in ("th_open", "td_open"):
            _sistema_cella(segno, vuota=not segni[posto + 1].content.strip())
        elif segno.type == "th_close" and not segni[posto - 1].content.strip():
            segno.tag = "td"


def _sistema_cella(cella: Token, *, vuota: bool) -> None:
    allineamento = _ALLINEAMENTO.fullmatch(str(cella.attrs.pop("style", "")))
    if cella.type == "th_open" and vuota:
        cella.tag = "td"
    elif cella.type == "th_open":
        cella.attrs["scope"] = "col"
    if allineamento:
        cella.attrs["class"] = _CLASSI[allineamento[1]]


def _con_cornici(segni: Sequence[Token]) -> list[Token]:
    """Each table in a box that scrolls by itself and can be reached with the keyboard."""
    incorniciati: list[Token] = []
    numero = 0
    for segno in segni:
        if segno.type == "table_open":
            numero += 1
            segno.attrs["class"] = "tabella"
            nome = {"role": "region", "aria-label": f"Tabella {numero}", "tabindex": "0"}
            incorniciati.append(Token("cornice_open", "div", 1, attrs={"class": "tabella-cornice", **nome}, block=True))
        incorniciati.append(segno)
        if segno.type == "table_close":
            incorniciati.append(Token("cornice_close", "div", -1, block=True))
    return incorniciati
