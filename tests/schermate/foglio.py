"""The contact sheet: every picture of the folder on one page, area by area."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tests.schermate.vetrina_demo import Pagina

STILE = """body{font:15px/1.4 sans-serif;margin:1.5rem;background:#eef1f5}
figure{display:inline-block;margin:0 1rem 1.5rem 0;vertical-align:top;background:#fff;padding:.5rem}
img{display:block;height:420px;object-fit:cover;
object-position:top}figcaption{max-width:30rem;overflow-wrap:anywhere}h2{border-bottom:2px solid #06c}"""


def scrivi_foglio(cartella: Path, pagine: Iterable[Pagina], larghezze: Iterable[int]) -> Path:
    """`index.html` in the folder; the pages come sorted by area."""
    misure = tuple(larghezze)
    parti = [_area(area, list(gruppo), misure) for area, gruppo in groupby(pagine, key=lambda pagina: pagina.area)]
    corpo = format_html_join("", "{}", ((parte,) for parte in parti))
    testa = '<!doctype html><html lang="it"><meta charset="utf-8"><title>Schermate</title><style>{}</style>{}</html>'
    file = cartella / "index.html"
    file.write_text(format_html(testa, STILE, corpo), encoding="utf-8")
    return file


def _area(area: str, pagine: list[Pagina], larghezze: tuple[int, ...]) -> SafeString:
    figure = format_html_join(
        "",
        '<figure><a href="{0}"><img loading="lazy" src="{0}" alt=""></a>'
        "<figcaption>{1} ({2}) {3}<br>{4}</figcaption></figure>",
        (
            (f"{p.file}-{misura}.png", p.nome, p.chi or "senza accesso", misura, p.indirizzo)
            for p in pagine
            for misura in larghezze
        ),
    )
    return format_html("<h2>{}</h2>{}", area, figure)
