"""What each body has published, kept by this process while not one row it was made of has changed.

The token is exact, as in selectors/memoria.py: a row that is written again changes its place (ctid) or its transaction
(xmin). Nothing is invalidated by hand, so nothing withdrawn can be answered from here. Rows that nobody
sees move the token too (a year that is being measured): that costs a reading, never another ETag.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from pianoperf import replica
from rendicontazione.documenti.conservazione import PIANI_APPROVATI
from rendicontazione.pubblica.selectors import ente_pubblico
from rendicontazione.pubblica.stampati import PUBBLICABILI
from rendicontazione.pubblica.vetrina import EntePubblico

T = TypeVar("T")
QUANTI = 64
_RIGHE = """
    WITH e AS (SELECT id, ctid, xmin FROM organizzazione_ente WHERE codice = %(ente)s),
    p AS (SELECT id, ctid, xmin FROM obiettivi_piano
        WHERE ente_id = (SELECT id FROM e) AND stato = ANY(%(approvati)s)),
    n AS (SELECT id, ctid, xmin FROM rendicontazione_rendicontazione WHERE piano_id IN (SELECT id FROM p))
    SELECT 'e', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id)) FROM e
    UNION ALL SELECT 'p', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id)) FROM p
    UNION ALL SELECT 'n', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id)) FROM n
    UNION ALL SELECT 'v', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_versione WHERE piano_id IN (SELECT id FROM p)
    UNION ALL SELECT 's', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_scheda WHERE piano_id IN (SELECT id FROM p)
    UNION ALL SELECT 'a', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_atto WHERE ente_id = (SELECT id FROM e)
    UNION ALL SELECT 'r', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM rendicontazione_riapertura WHERE rendicontazione_id IN (SELECT id FROM n)
    UNION ALL SELECT 'i', count(*), max(id)
        FROM rendicontazione_istantanea WHERE rendicontazione_id IN (SELECT id FROM n)
    UNION ALL SELECT 'd', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM rendicontazione_documento WHERE piano_id IN (SELECT id FROM p) AND tipo = ANY(%(tipi)s)
            AND pronto_il IS NOT NULL AND rimosso_il IS NULL
"""


@dataclass
class Ricordo:
    """What a body has published with the token of its rows; `parti` are things made of it alone (ETags)."""

    codice: str
    gettone: Hashable
    ente: EntePubblico
    parti: dict[Hashable, Any] = field(default_factory=dict)

    def parte(self, nome: Hashable, fai: Callable[[], T]) -> T:
        """Made once for this state of the body; `fai` must draw it from `ente` alone."""
        if nome not in self.parti:
            self.parti[nome] = fai()
        pezzo: T = self.parti[nome]
        return pezzo

    @property
    def vero(self) -> bool:
        """Still so: asked after something was made, since the rows may have changed meanwhile. One query."""
        return _gettone(self.codice) == self.gettone


_ricordi: OrderedDict[str, Ricordo] = OrderedDict()
_serratura = Lock()


def ricorda(codice: str) -> Ricordo | None:
    """The body as kept, or read now; None when nothing of it is published. One query while nothing has changed."""
    gettone = _gettone(codice)
    with _serratura:
        ricordo = _ricordi.get(codice)
        if ricordo and ricordo.gettone == gettone:
            _ricordi.move_to_end(codice)
            return ricordo
        _ricordi.pop(codice, None)
    # The token was read before: what changed since makes the next visit read again, and can never be missed.
    ente = ente_pubblico(codice)
    return None if ente is None else _conserva(Ricordo(codice, gettone, ente))


def _conserva(ricordo: Ricordo) -> Ricordo:
    with _serratura:
        _ricordi[ricordo.codice] = ricordo
        _ricordi.move_to_end(ricordo.codice)
        while len(_ricordi) > QUANTI:
            _ricordi.popitem(last=False)
    return ricordo


def _gettone(codice: str) -> Hashable:
    parametri: dict[str, Any] = {
        "ente": codice,
        "approvati": [str(s) for s in PIANI_APPROVATI],
        "tipi": [str(t) for t in PUBBLICABILI],
    }
    with replica.connessione().cursor() as cursore:
        cursore.execute(_RIGHE, parametri)
        return tuple(cursore.fetchall())
