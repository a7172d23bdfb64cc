"""Charts drawn by the server, the same in a page and in a PDF: SVG with presentation attributes only.

No style, no script (the pages' CSP forbids both), no clock, no random name: the same figures give the same text. Every
bar carries its figure in words, so nothing is told by a colour alone, and the <title> says them all: it is the
alternative text in the browser and, by WeasyPrint, in the tagged PDF. A chart never stands without its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import drawsvg

CARATTERE = "Titillium Web, sans-serif"
SCURO, PIENO, GRIGLIA = "#17324d", "#0066cc", "#b5c1cd"
CORPO = 12
# The mean advance of a letter of Titillium Web, in ems: enough to know how many fit.
PASSO = 0.54
LARGHEZZA = 640
ALTEZZA_BARRA, SPAZIO = 14, 8
NOME_MASSIMO = 40
ALTEZZA_COLONNE = 170


class Grafico(str):
    """The SVG of a chart: the library escaped every text in it, so a template prints it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class Barra:
    """`valore` in the unit of the chart's `massimo`, None for what has no figure; `testo` is what is printed for it.

    `vuota` bars are drawn as an outline: what the chart counts and does not praise.
    """

    nome: str
    valore: Fraction | int | None
    testo: str
    vuota: bool = False


def barre(titolo: str, voci: Sequence[Barra], *, massimo: Fraction | int = 1, tacche: Sequence[str] = ()) -> Grafico:
    """Horizontal bars, one a line, the name before and the figure after. `tacche` name equal parts of `massimo`."""
    nomi = [_breve(voce.nome, NOME_MASSIMO) for voce in voci]
    sinistra = 8 + max((_largo(nome) for nome in nomi), default=0)
    destra = LARGHEZZA - 12 - max((_largo(voce.testo) for voce in voci), default=0)
    alto = 18 if tacche else 6
    altezza = alto + len(voci) * (ALTEZZA_BARRA + SPAZIO) + 4
    disegno = _foglio(titolo, voci, LARGHEZZA, altezza)
    for n, tacca in enumerate(tacche):
        x = _tondo(sinistra + (destra - sinistra) * n / (len(tacche) - 1))
        disegno.append(drawsvg.Line(x, alto, x, altezza - 2, stroke=GRIGLIA, stroke_width=1))
        disegno.append(_scritta(tacca, x, 12, "middle", corpo=10))
    for n, (nome, voce) in enumerate(zip(nomi, voci, strict=True)):
        y = alto + n * (ALTEZZA_BARRA + SPAZIO) + SPAZIO // 2
        lungo = _tondo((destra - sinistra) * _quota(voce, massimo))
        disegno.append(_scritta(nome, sinistra - 6, y + 11, "end"))
        if lungo:
            disegno.append(_rettangolo(sinistra, y, lungo, ALTEZZA_BARRA, vuota=voce.vuota))
        disegno.append(_scritta(voce.testo, sinistra + lungo + 5, y + 11, "start", forte=True))
    return _svg(disegno)


def colonne(titolo: str, voci: Sequence[Barra], *, massimo: Fraction | int = 1) -> Grafico:
    """Vertical bars side by side, for what follows in time: the name below, the figure above."""
    passo = 96
    larghezza = max(240, 24 + passo * len(voci))
    disegno = _foglio(titolo, voci, larghezza, ALTEZZA_COLONNE + 48)
    fondo = ALTEZZA_COLONNE + 22
    for n, voce in enumerate(voci):
        centro = 12 + passo * n + passo // 2
        alto = _tondo(ALTEZZA_COLONNE * _quota(voce, massimo))
        if alto:
            disegno.append(_rettangolo(centro - 24, _tondo(fondo - alto), 48, alto, vuota=voce.vuota))
        disegno.append(_scritta(voce.testo, centro, _tondo(fondo - alto - 6), "middle", forte=True))
        disegno.append(_scritta(_breve(voce.nome, 14), centro, fondo + 17, "middle"))
    disegno.append(drawsvg.Line(6, fondo, larghezza - 6, fondo, stroke=SCURO, stroke_width=1))
    return _svg(disegno)


def in_parole(titolo: str, voci: Sequence[Barra]) -> str:
    """The alternative text: the title and every figure, with the whole names."""
    return f"{titolo}. " + "; ".join(f"{voce.nome}: {voce.testo}" for voce in voci) + "."


def _foglio(titolo: str, voci: Sequence[Barra], larghezza: int, altezza: int) -> drawsvg.Drawing:
    disegno = drawsvg.Drawing(larghezza, altezza, role="img", font_family=CARATTERE)
    disegno.append(drawsvg.Title(in_parole(titolo, voci)))
    return disegno


def _rettangolo(x: float, y: float, largo: float, alto: float, *, vuota: bool) -> drawsvg.Rectangle:
    fondo = "#ffffff" if vuota else PIENO
    return drawsvg.Rectangle(x, y, largo, alto, fill=fondo, stroke=SCURO if vuota else PIENO, stroke_width=1)


def _scritta(testo: str, x: float, y: float, posto: str, *, corpo: int = CORPO, forte: bool = False) -> drawsvg.Text:
    peso = 600 if forte else 400
    return drawsvg.Text(testo, corpo, x, y, text_anchor=posto, fill=SCURO, font_weight=peso, font_family=CARATTERE)


def _quota(voce: Barra, massimo: Fraction | int) -> float:
    if voce.valore is None or not massimo:
        return 0.0
    return float(min(max(Fraction(voce.valore) / Fraction(massimo), Fraction(0)), Fraction(1)))


def _tondo(punto: float) -> float:
    return round(punto, 1)


def _largo(testo: str) -> int:
    return round(len(testo) * CORPO * PASSO) + 6


def _breve(testo: str, lettere: int) -> str:
    return testo if len(testo) <= lettere else testo[: lettere - 1].rstrip() + "…"


def _svg(disegno: drawsvg.Drawing) -> Grafico:
    return Grafico(disegno.as_svg(header=""))
