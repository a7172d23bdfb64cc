"""How PostgreSQL means to answer the queries of the screens: which ones are heavy, which ones read a whole table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from pianoperf.organizzazione.recinto.stato import Vista, recinto

# The tables that grow with every body and every year; nothing may read one of them from end to end.
GRANDI = (
    "rendicontazione_risultato",
    "rendicontazione_risultatoevent",
    "rendicontazione_giudizio",
    "rendicontazione_giudizioevent",
    "rendicontazione_messaggio",
    "indicatori_indicatore",
    "indicatori_indicatoreevent",
    "indicatori_previsione",
    "indicatori_previsioneevent",
    "indicatori_responsabilita",
    "obiettivi_azione",
    "obiettivi_scheda",
)
LETTURA = re.compile(r"\(*(SELECT|WITH)\b", re.IGNORECASE)
CONTESTO = re.compile(r"^SELECT set_config\('pghistory.*?', true\);\s*", re.DOTALL)


@dataclass(frozen=True)
class Lettura:
    """A query with its plan: `millisecondi` as executed (0 when it was only planned), `nodi` the ways it reads."""

    sql: str
    millisecondi: float
    nodi: tuple[tuple[str, str], ...]

    @property
    def intere(self) -> tuple[str, ...]:
        """The big tables that it reads from end to end."""
        return tuple(sorted({tabella for tipo, tabella in self.nodi if tipo == "Seq Scan" and tabella in GRANDI}))

    @property
    def forma(self) -> str:
        """The big tables with the way each is reached."""
        usate = dict.fromkeys(f"{tabella}: {tipo}" for tipo, tabella in self.nodi if tabella in GRANDI)
        return ", ".join(usate) or "nessuna tabella grande"


def solo_letture(domande: Sequence[Mapping[str, str]]) -> list[str]:
    """The SELECTs among captured queries, without what the history puts before them; each once."""
    testi = (CONTESTO.sub("", domanda["sql"]).strip() for domanda in domande)
    return list(dict.fromkeys(testo for testo in testi if LETTURA.match(testo) and "set_config" not in testo))


def letture(testi: Sequence[str], *, esegui: bool, ente: int) -> list[Lettura]:
    """The plans, in the order given, inside the fence of that body, whose rules PostgreSQL adds to each query.

    With `esegui` each query is run and timed by PostgreSQL.
    """
    opzioni = "ANALYZE, FORMAT JSON" if esegui else "FORMAT JSON"
    with recinto(vista=Vista(enti=(ente,))), connection.cursor() as cursore:
        return [_lettura(cursore, testo, opzioni) for testo in testi]


def _lettura(cursore: CursorWrapper, testo: str, opzioni: str) -> Lettura:
    cursore.execute(f"EXPLAIN ({opzioni}) {testo}")  # only what Django itself sent a moment ago
    dati = cursore.fetchone()[0]
    esito = (json.loads(dati) if isinstance(dati, str) else dati)[0]
    return Lettura(testo, float(esito.get("Execution Time", 0.0)), tuple(_nodi(esito["Plan"])))


def _nodi(piano: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "Relation Name" in piano:
        yield piano["Node Type"], piano["Relation Name"]
    for parte in piano.get("Plans", ()):
        yield from _nodi(parte)
