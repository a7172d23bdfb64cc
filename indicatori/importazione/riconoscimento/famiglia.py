"""Which of the three families a document is of, by the tables it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from indicatori.importazione.riconoscimento.albero import leggi_albero
from indicatori.importazione.riconoscimento.annuale import ANNUALE
from indicatori.importazione.riconoscimento.blocchi import AZIONI, INDICATORI
from indicatori.importazione.riconoscimento.esito import Bozza
from indicatori.importazione.riconoscimento.intestazioni import ModelloTabella
from indicatori.importazione.riconoscimento.piao import leggi_piao
from indicatori.importazione.riconoscimento.quadri import STEP
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.riconoscimento.schede import leggi_schede
from indicatori.importazione.riconoscimento.triennale import TRIENNALE

Lettore = Callable[[Sequence[Sequence[Riga]], Registro], Bozza]
_LETTORI: dict[str, tuple[str, Lettore, tuple[ModelloTabella, ...]]] = {
    "schede": ("schede con azioni e indicatori", leggi_schede, (INDICATORI, AZIONI)),
    "piao": ("obiettivi con step e pesi", leggi_piao, (STEP,)),
    "albero": ("obiettivi strategici e operativi con tabelle annuali", leggi_albero, (ANNUALE, TRIENNALE)),
}


def lettore_di(fogli: Sequence[Sequence[Riga]]) -> Lettore | None:
    """The reader of the family that has most tables in the document; None when there are none."""
    famiglie = _famiglie(fogli)
    return _LETTORI[famiglie[0]][1] if famiglie else None


def lettore_scelto(fogli: Sequence[Sequence[Riga]], registro: Registro) -> Lettore | None:
    """As `lettore_di`; tables of two families are two plans, and which one to read is asked."""
    famiglie = _famiglie(fogli)
    if len(famiglie) < 2:
        return lettore_di(fogli)
    domanda = "Il file contiene tabelle di piani fatti in modi diversi: quali vanno lette?"
    alternative = [(famiglia, _LETTORI[famiglia][0]) for famiglia in famiglie]
    scelta = registro.chiedi(next(righe[0] for righe in fogli if righe), "famiglia", domanda, alternative)
    return _LETTORI[scelta][1]


def _famiglie(fogli: Sequence[Sequence[Riga]]) -> list[str]:
    """The families that the headings are of, that of most tables first; a heading counts for its best family."""
    contate: Counter[str] = Counter()
    for riga in (riga for righe in fogli for riga in righe):
        trovate = {famiglia: _colonne(riga, voce[2]) for famiglia, voce in _LETTORI.items()}
        migliore = max(trovate, key=lambda famiglia: trovate[famiglia])
        contate[migliore] += trovate[migliore] > 0
    return [famiglia for famiglia, quante in contate.most_common() if quante]


def _colonne(riga: Riga, modelli: Sequence[ModelloTabella]) -> int:
    """How many columns of the heading the models know; 0 for a row that is no heading of theirs."""
    riconosciute = (modello.riconosci(riga) for modello in modelli)
    return max((len(colonne.usate) for colonne in riconosciute if colonne), default=0)
