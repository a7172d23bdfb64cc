"""One Link for each link, and one annotation for each line of it.

WeasyPrint makes a Link of each line of a link and of each element inside it, each with an annotation: who moves by
keyboard would stop many times on the same link.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array

from rendicontazione.relazioni.etichette.nodi import Figlio, Nodo, Rimando

# Points by which the rectangle of a part may leave that of the line.
SCARTO = 1.0


def raccogli(pdf: pikepdf.Pdf, nodo: Nodo) -> None:
    """Join in place the parts of each link; the annotations that another one covers leave the pages."""
    tolti: set[tuple[int, int]] = set()
    pagine: set[int] = set()
    _raccogli(nodo, tolti, pagine)
    for numero in pagine:
        pagina = pdf.pages[numero]
        pagina.Annots = Array([voce for voce in pagina.Annots if voce.objgen not in tolti])


def _raccogli(nodo: Nodo, tolti: set[tuple[int, int]], pagine: set[int]) -> None:
    figli: list[Figlio] = []
    for figlio in nodo.figli:
        ultimo = figli[-1] if figli else None
        if not isinstance(figlio, Nodo):
            figli.append(figlio)
        elif figlio.tipo != "Link":
            _raccogli(figlio, tolti, pagine)
            figli.append(figlio)
        elif figlio.chi and isinstance(ultimo, Nodo) and (ultimo.tipo, ultimo.chi) == ("Link", figlio.chi):
            ultimo.figli += _aperto(figlio)
        else:
            figlio.figli = _aperto(figlio)
            figli.append(figlio)
    nodo.figli = figli
    for figlio in figli:
        if isinstance(figlio, Nodo) and figlio.tipo == "Link":
            _sfronda(figlio, tolti, pagine)


def _aperto(collegamento: Nodo) -> list[Figlio]:
    """What a link holds, the links inside it dissolved."""
    figli: list[Figlio] = []
    for figlio in collegamento.figli:
        dentro = isinstance(figlio, Nodo) and figlio.tipo == "Link"
        figli += _aperto(figlio) if isinstance(figlio, Nodo) and dentro else [figlio]
    return figli


def _sfronda(collegamento: Nodo, tolti: set[tuple[int, int]], pagine: set[int]) -> None:
    tenuti: list[tuple[int, list[float]]] = []
    rimandi = [figlio for figlio in collegamento.figli if isinstance(figlio, Rimando)]
    if len(rimandi) < 2:
        return
    misurati = sorted(((_riquadro(rimando), rimando) for rimando in rimandi), key=lambda voce: -_larghezza(voce[0]))
    for riquadro, rimando in misurati:
        if any(rimando.pagina == pagina and _copre(tenuto, riquadro) for pagina, tenuto in tenuti):
            tolti.add(rimando.oggetto.objgen)
            pagine.add(rimando.pagina)
        else:
            tenuti.append((rimando.pagina, riquadro))
    collegamento.figli = [
        figlio for figlio in collegamento.figli if not isinstance(figlio, Rimando) or figlio.oggetto.objgen not in tolti
    ]


def _riquadro(rimando: Rimando) -> list[float]:
    x1, y1, x2, y2 = (float(numero) for numero in rimando.oggetto.Rect)
    return [min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]


def _larghezza(riquadro: list[float]) -> float:
    return riquadro[2] - riquadro[0]


def _copre(questo: list[float], altro: list[float]) -> bool:
    return (
        questo[0] - SCARTO <= altro[0]
        and questo[1] - SCARTO <= altro[1]
        and altro[2] <= questo[2] + SCARTO
        and altro[3] <= questo[3] + SCARTO
    )
