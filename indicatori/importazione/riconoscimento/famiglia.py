"""Which of the three families a document is of, by the tables it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indicatori.importazione.riconoscimento.albero import leggi_albero
from indicatori.importazione.riconoscimento.annuale import ANNUALE
from indicatori.importazione.riconoscimento.blocchi import INDICATORI
from indicatori.importazione.riconoscimento.esito import Bozza
from indicatori.importazione.riconoscimento.intestazioni import ModelloTabella
from indicatori.importazione.riconoscimento.piao import leggi_piao
from indicatori.importazione.riconoscimento.quadri import STEP
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.riconoscimento.schede import leggi_schede
from indicatori.importazione.riconoscimento.triennale import TRIENNALE

Lettore = Callable[[Sequence[Sequence[Riga]], Registro], Bozza]
_LETTORI: tuple[tuple[Lettore, tuple[ModelloTabella, ...]], ...] = (
    (leggi_schede, (INDICATORI,)),
    (leggi_piao, (STEP,)),
    (leggi_albero, (ANNUALE, TRIENNALE)),
)


def lettore_di(fogli: Sequence[Sequence[Riga]]) -> Lettore | None:
    """The reader of the family that has most tables in the document; None when there are none."""
    righe = [riga for foglio in fogli for riga in foglio]
    contati = [
        (sum(modello.riconosci(riga) is not None for riga in righe for modello in modelli), lettore)
        for lettore, modelli in _LETTORI
    ]
    quante, lettore = max(contati, key=lambda voce: voce[0])
    return lettore if quante else None
