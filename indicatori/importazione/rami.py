"""As much of a tree of differences as a page can show: the rest opens on request, from where it was left."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from indicatori.importazione.differenze import Voce

PER_VOLTA = 50
IN_UNA_PAGINA = 400


@dataclass(slots=True)
class Ramo:
    """A thing of the tree, the children that are shown and how many are not.

    `posto` leads to it from the root ("0.12.3", "" for the root itself); `da` is the first child not shown.
    """

    voce: Voce
    posto: str
    figli: list[Ramo] = field(default_factory=list)
    da: int = 0

    @property
    def altri(self) -> int:
        return len(self.voce.figli) - self.da

    @property
    def prossimi(self) -> int:
        return min(PER_VOLTA, self.altri)


def ramo(radice: Voce, posto: str = "", da: int = 0) -> Ramo | None:
    """The thing at `posto` with its children from `da` on, as many as a page can show; None when it is not there.

    What is near the root comes first, so a long plan shows all its schede before the indicators of the first.
    """
    voce = _voce(radice, posto)
    if voce is None or not 0 <= da <= len(voce.figli):
        return None
    cima = Ramo(voce, posto, da=da)
    credito, coda = IN_UNA_PAGINA, deque([cima])
    while coda and credito:
        uno = coda.popleft()
        fine = min(uno.da + PER_VOLTA, uno.da + credito, len(uno.voce.figli))
        uno.figli = [Ramo(uno.voce.figli[n], f"{uno.posto}.{n}".lstrip(".")) for n in range(uno.da, fine)]
        credito -= len(uno.figli)
        uno.da = fine
        coda.extend(uno.figli)
    return cima


def _voce(radice: Voce, posto: str) -> Voce | None:
    voce = radice
    for passo in posto.split(".") if posto else []:
        if not passo.isdecimal() or int(passo) >= len(voce.figli):
            return None
        voce = voce.figli[int(passo)]
    return voce
