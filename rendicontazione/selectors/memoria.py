"""The last years valued by this process, kept while not one row they were made of has changed.

The token is exact: every row has in PostgreSQL a place (ctid) and a transaction (xmin) that no change leaves as
they were, so a kept year is given again only when a new computation would give the same. Nothing is invalidated
by hand, and no other process has to be told.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from pianoperf import replica
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.valutati import Valutazione

T = TypeVar("T")
# Indicators of all the kept years of a process together: a year of 100 takes 0.8 MB, so about 50 MB.
INDICATORI = 6000
# Every row of the plan: a premise of one year may lie in another. And what groups its indicators, who has more time,
# which act changed a target, what the edition before asked: the dashboards draw them from the kept year too.
_RIGHE = """
    WITH s AS (SELECT id, ctid, xmin FROM obiettivi_scheda WHERE piano_id = %(piano)s),
    n AS (SELECT id, ctid, xmin FROM rendicontazione_rendicontazione WHERE piano_id = %(piano)s),
    i AS (SELECT id, ctid, xmin FROM indicatori_indicatore WHERE scheda_id IN (SELECT id FROM s))
    SELECT 's', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id)) FROM s
    UNION ALL SELECT 'n', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id)) FROM n
    UNION ALL SELECT 'i', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id)) FROM i
    UNION ALL SELECT 'r', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM rendicontazione_risultato WHERE rendicontazione_id IN (SELECT id FROM n)
    UNION ALL SELECT 'p', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM indicatori_previsione WHERE indicatore_id IN (SELECT id FROM i)
    UNION ALL SELECT 'a', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_azione WHERE scheda_id IN (SELECT id FROM s)
    UNION ALL SELECT 'o', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM rendicontazione_profilo WHERE id = %(profilo)s
    UNION ALL SELECT 'b', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_piano WHERE id = %(piano)s
    UNION ALL SELECT 'e', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM organizzazione_ente WHERE id = (SELECT ente_id FROM obiettivi_piano WHERE id = %(piano)s)
    UNION ALL SELECT 'q', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM indicatori_previsione
        WHERE indicatore_id IN (SELECT precedente_id FROM indicatori_indicatore WHERE scheda_id IN (SELECT id FROM s))
    UNION ALL SELECT 'h', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM indicatori_responsabilita WHERE indicatore_id IN (SELECT id FROM i)
    UNION ALL SELECT 'w', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM indicatori_attribuzione WHERE indicatore_id IN (SELECT id FROM i)
    UNION ALL SELECT 'c', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_collegamento WHERE scheda_id IN (SELECT id FROM s)
    UNION ALL SELECT 'g', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_obiettivostrategico WHERE piano_id = %(piano)s
    UNION ALL SELECT 'u', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM organizzazione_persona WHERE ente_id = (SELECT ente_id FROM obiettivi_piano WHERE id = %(piano)s)
    UNION ALL SELECT 'f', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM organizzazione_struttura WHERE ente_id = (SELECT ente_id FROM obiettivi_piano WHERE id = %(piano)s)
    UNION ALL SELECT 'd', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM rendicontazione_proroga WHERE rendicontazione_id IN (SELECT id FROM n)
    UNION ALL SELECT 'm', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, id))
        FROM obiettivi_rimodulazione WHERE piano_id = %(piano)s
    UNION ALL SELECT 'v', count(*), max(id) FROM obiettivi_versione WHERE piano_id = %(piano)s
    UNION ALL SELECT 't', count(*), max(id) FROM rendicontazione_istantanea WHERE rendicontazione_id = %(anno)s
"""


@dataclass
class Ricordo:
    """A valued year with the token of its rows; `parti` are pieces of pages drawn from it alone."""

    gettone: Hashable
    valutazione: Valutazione
    parti: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def peso(self) -> int:
        """Its indicators; an empty year is not for nothing."""
        return 1 + sum(len(scheda.indicatori) for scheda in self.valutazione.schede)

    def parte(self, nome: Hashable, fai: Callable[[], T]) -> T:
        """A piece of a page, made once for this state of the year; `fai` must draw it from the valued year alone."""
        if nome not in self.parti:
            self.parti[nome] = fai()
        pezzo: T = self.parti[nome]
        return pezzo


_ricordi: OrderedDict[int, Ricordo] = OrderedDict()
_serratura = Lock()


def ricorda(rendicontazione: Rendicontazione, valuta: Callable[[], Valutazione]) -> Ricordo:
    """The year as kept, or valued now by `valuta`. One query. Who reads it must not write on its objects."""
    gettone = _gettone(rendicontazione)
    with _serratura:
        ricordo = _ricordi.get(rendicontazione.pk)
        if ricordo and ricordo.gettone == gettone:
            _ricordi.move_to_end(rendicontazione.pk)
            return ricordo
    ricordo = Ricordo(gettone, valuta())
    with _serratura:
        _ricordi[rendicontazione.pk] = ricordo
        _ricordi.move_to_end(rendicontazione.pk)
        _alleggerisci()
    return ricordo


def _alleggerisci() -> None:
    """The years not asked for longest go first; the last one asked for always stays."""
    quanti = sum(uno.peso for uno in _ricordi.values())
    while quanti > INDICATORI and len(_ricordi) > 1:
        quanti -= _ricordi.popitem(last=False)[1].peso


def dimentica() -> None:
    """Keep nothing any more, as a process that has just started."""
    with _serratura:
        _ricordi.clear()


def _gettone(rendicontazione: Rendicontazione) -> Hashable:
    parametri = {
        "anno": rendicontazione.pk,
        "piano": rendicontazione.piano_id,
        "profilo": rendicontazione.profilo_id,
    }
    with replica.connessione().cursor() as cursore:
        cursore.execute(_RIGHE, parametri)
        return tuple(cursore.fetchall())
