"""Thirty texts that ask a composer of documents for something that is not theirs, and where to plant them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

TESTI = (
    '<img src="http://127.0.0.1:9/a.png">',
    '<img src="file:///etc/passwd">',
    "<img src=//cattivo.example/x>",
    '<img srcset="http://cattivo.example/x 2x">',
    '<style>@import "http://cattivo.example/x.css";</style>',
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>body{background:url(http://169.254.169.254/latest/meta-data/)}</style>",
    '<style>@font-face{font-family:x;src:url("file:///etc/hostname")}</style>',
    '<link rel="stylesheet" href="http://cattivo.example/x.css">',
    '<link rel=attachment href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/shadow">allegato</a>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<iframe src="http://127.0.0.1:6379/"></iframe>',
    '<svg><image href="file:///etc/passwd"/></svg>',
    '<svg><use href="http://cattivo.example/x.svg#a"/></svg>',
    '<base href="http://cattivo.example/">',
    '<meta http-equiv="refresh" content="0;url=http://cattivo.example/">',
    '<div style="background-image:url(http://cattivo.example/x)">x</div>',
    '"><img src="file:///proc/self/environ">',
    "'><img src=file:///etc/passwd>",
    '"; } @import "http://cattivo.example/x.css"; a{content:"',
    "\\22; background: url(http://cattivo.example/x); \\",
    "]]><img src=file:///etc/passwd><![CDATA[",
    "--><img src=http://cattivo.example/><!--",
    "</title></style></script><img src=http://cattivo.example/>",
    "![alt](http://cattivo.example/x.png)",
    "![alt](file:///etc/passwd)",
    "{% include '/etc/passwd' %}{{ settings.SECRET_KEY }}",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
)
# what ties one thing of a plan to another, or chooses how it is laid out: never typed by people as a text
FERMI = {"codice", "famiglia", "tipo", "tavola", "azione", "scheda", "indicatore", "fascia", "verso", "orientamento"}
FERMI |= {"obiettivi_strategici", "condizionato_da", "tavole", "logo"}
# the number of an action is what its indicators name
NUMERI = {"AzioneDati", "CapitoloDati"}


def piantata(cosa: Any, testo: Callable[[], str]) -> Any:
    """The same thing with `testo()` after every text in it, whatever it is made of."""
    if isinstance(cosa, str):
        return f"{cosa} {testo()}"
    if isinstance(cosa, dict):
        return {chiave: piantata(valore, testo) for chiave, valore in cosa.items()}
    if isinstance(cosa, (list, tuple)):
        return type(cosa)(piantata(valore, testo) for valore in cosa)
    if is_dataclass(cosa) and not isinstance(cosa, type):
        fermi = FERMI | ({"numero"} if type(cosa).__name__ in NUMERI else set())
        suoi = [campo.name for campo in fields(cosa) if campo.init and campo.name not in fermi]
        return replace(cosa, **{nome: piantata(getattr(cosa, nome), testo) for nome in suoi})
    return cosa
