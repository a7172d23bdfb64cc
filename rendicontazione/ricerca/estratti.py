"""Where the words were found, as HTML that cannot hold anybody else's HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pianoperf.web.cercabile import FINE_SEGNO, INIZIO_SEGNO

PRIMA, LUNGO = 70, 260
TITOLO = 150

Tratto = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Campo:
    """A text of a thing, as it was written, with the places of the words found in it."""

    etichetta: str
    testo: str
    tratti: tuple[Tratto, ...] = ()


def tratti_segnati(testo: str, segnato: str) -> tuple[Tratto, ...]:
    """Where the marks of `cercabile.segna` are in the text as written; none when the two do not correspond."""
    tratti: list[Tratto] = []
    posto = inizio = 0
    for pezzo in re.split(f"([{INIZIO_SEGNO}{FINE_SEGNO}])", segnato):
        if pezzo == INIZIO_SEGNO:
            inizio = posto
        elif pezzo == FINE_SEGNO:
            tratti.append((inizio, posto))
        else:
            posto += len(pezzo)
    return tuple(tratti) if posto == len(testo) else ()


def evidenzia(testo: str, tratti: Sequence[Tratto], da: int = 0, a: int | None = None) -> SafeString:
    """The text from a place to another, the words found inside `<mark>`, all the rest escaped."""
    fine = len(testo) if a is None else a
    pezzi: list[str | SafeString] = []
    qui = da
    for inizio, dopo in tratti:
        if inizio < qui or dopo > fine:
            continue
        pezzi += [_in_riga(testo[qui:inizio]), format_html("<mark>{}</mark>", testo[inizio:dopo])]
        qui = dopo
    pezzi.append(_in_riga(testo[qui:fine]))
    return format_html_join("", "{}", ((pezzo,) for pezzo in pezzi))


def titolo(campo: Campo) -> SafeString:
    """The first words of a title, with an ellipsis when there are more."""
    fine = _confine(campo.testo, TITOLO)
    return format_html("{}{}", evidenzia(campo.testo, campo.tratti, 0, fine), "…" if fine < len(campo.testo) else "")


def nel_titolo(campo: Campo) -> bool:
    """Every word found in a title can be read in the part that is shown."""
    return all(fine <= _confine(campo.testo, TITOLO) for _, fine in campo.tratti)


def estratto(campo: Campo) -> SafeString:
    """The text around the first word found."""
    if not campo.tratti:
        return format_html("")
    primo = campo.tratti[0][0]
    da = 0 if primo <= PRIMA else primo - PRIMA + len(campo.testo[primo - PRIMA : primo].partition(" ")[0]) + 1
    da = min(da, primo)
    a = max(_confine(campo.testo, da + LUNGO), campo.tratti[0][1])
    corpo = evidenzia(campo.testo, campo.tratti, da, a)
    return format_html("{}{}{}", "… " if da else "", corpo, " …" if a < len(campo.testo) else "")


def _confine(testo: str, massimo: int) -> int:
    """Where a text is cut: the last space before `massimo`."""
    if len(testo) <= massimo:
        return len(testo)
    spazio = testo.rfind(" ", massimo - 40, massimo)
    return spazio if spazio > 0 else massimo


def _in_riga(testo: str) -> str:
    return re.sub(r"\s+", " ", testo)
