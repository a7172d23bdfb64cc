"""Sealing what was written since the last time: one transaction a batch, one sealer at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

from rendicontazione.registro.ambito import Tabella
from rendicontazione.sigillo.anelli import aggiungi_anello
from rendicontazione.sigillo.impronte import (
    colonne_di,
    ente_dell_evento,
    fissa_la_lettura,
    impronta_dell_evento,
    tabelle_degli_eventi,
)
from rendicontazione.sigillo.models import Avanzamento

LOTTO = 5000
# A request may still say who it is (a login halfway through): its events wait for it.
ASSESTAMENTO = timedelta(seconds=60)
_SERRATURA = 0x5161110
_EVENTI = sql.SQL("""
    SELECT n.ente, array_agg(n.pgh_id::bigint ORDER BY n.pgh_id), string_agg(n.impronta, ''::bytea ORDER BY n.pgh_id)
    FROM (
        SELECT e.pgh_id, {ente} AS ente, {impronta} AS impronta
        FROM {tabella} e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id
        WHERE e.pgh_id > %(certo)s
          AND (c.id IS NULL OR c.updated_at <= now() - %(assestamento)s)
          AND e.pgh_id NOT IN (SELECT unnest(s.eventi) FROM sigillo_sigillo s
                               WHERE s.tabella = %(nome)s AND s.ultimo > %(certo)s)
        ORDER BY e.pgh_id LIMIT %(lotto)s
    ) n GROUP BY n.ente ORDER BY n.ente NULLS FIRST
""")
_IN_ATTESA = sql.SQL("""
    SELECT min(e.pgh_id) FROM {tabella} e JOIN pghistory_context c ON c.id = e.pgh_context_id
    WHERE e.pgh_id > %s AND c.updated_at > now() - %s
""")


def sigilla(*, adesso: datetime, assestamento: timedelta = ASSESTAMENTO, lotto: int = LOTTO) -> int:
    """Seal every event written and not yet sealed; how many there were.

    Run by several at once they take turns. What a transaction still in course wrote is sealed the next time.
    """
    totale = 0
    for nome, tabella in sorted(tabelle_degli_eventi().items()):
        while quanti := _sigilla_un_lotto(nome, tabella, adesso, assestamento, lotto):
            totale += quanti
            if quanti < lotto:
                break
    return totale


def sigilla_di_nuovo(*, tabella: str, eventi: Sequence[int], motivo: str, adesso: datetime) -> None:
    """After events were changed on purpose: their new values are sealed with the reason, the old links stay."""
    modello = tabelle_degli_eventi()[tabella]
    colonne = colonne_di(modello)
    comando = sql.SQL(
        "SELECT {ente}, e.pgh_id::bigint, {impronta} FROM {tabella} e "
        "LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id WHERE e.pgh_id = ANY(%s) ORDER BY 1 NULLS FIRST, 2"
    ).format(ente=ente_dell_evento(modello), impronta=impronta_dell_evento(colonne), tabella=sql.Identifier(tabella))
    with transaction.atomic():
        chiudi_a_chiave()
        per_ente: dict[int | None, list[tuple[int, bytes]]] = {}
        for ente, evento, impronta in _righe(comando, [list(eventi)]):
            per_ente.setdefault(ente, []).append((evento, bytes(impronta)))
        for ente, voci in per_ente.items():
            aggiungi_anello(
                ente_id=ente,
                tabella=tabella,
                colonne=colonne,
                eventi=[evento for evento, _ in voci],
                impronte=b"".join(impronta for _, impronta in voci),
                adesso=adesso,
                motivo=motivo,
            )


def sigilla_i_tolti(*, tabella: str, eventi: Sequence[int], motivo: str, adesso: datetime) -> None:
    """After events of no body were removed on purpose: a link without fingerprints says which, and why."""
    if not eventi:
        return
    with transaction.atomic():
        chiudi_a_chiave()
        aggiungi_anello(
            ente_id=None, tabella=tabella, colonne=[], eventi=sorted(eventi), impronte=b"", adesso=adesso, motivo=motivo
        )


def chiudi_a_chiave() -> None:
    """Until the end of the transaction nobody else adds a link. Values are read in one way only."""
    with connection.cursor() as cursore:
        cursore.execute("SELECT pg_advisory_xact_lock(%s)", [_SERRATURA])
    fissa_la_lettura()


def _sigilla_un_lotto(nome: str, tabella: Tabella, adesso: datetime, assestamento: timedelta, lotto: int) -> int:
    with transaction.atomic():
        chiudi_a_chiave()
        fin_qui = Avanzamento.objects.filter(pk=nome).first() or Avanzamento(tabella=nome)
        massimo = _numero(sql.SQL("SELECT coalesce(max(pgh_id), 0) FROM {}").format(sql.Identifier(nome)))
        if massimo <= fin_qui.certo:
            return 0
        finite, iniziate = _transazioni()
        quanti = _aggiungi_gli_anelli(nome, tabella, fin_qui.certo, adesso, assestamento, lotto)
        if quanti < lotto:
            _avanza(fin_qui, _limite(nome, fin_qui.certo, massimo, assestamento), finite, iniziate)
        return quanti


def _aggiungi_gli_anelli(
    nome: str, tabella: Tabella, certo: int, adesso: datetime, assestamento: timedelta, lotto: int
) -> int:
    colonne, quanti = colonne_di(tabella), 0
    comando = _EVENTI.format(
        ente=ente_dell_evento(tabella), impronta=impronta_dell_evento(colonne), tabella=sql.Identifier(nome)
    )
    parametri = {"certo": certo, "assestamento": assestamento, "nome": nome, "lotto": lotto}
    for ente, eventi, impronte in _righe(comando, parametri):
        aggiungi_anello(
            ente_id=ente, tabella=nome, colonne=colonne, eventi=eventi, impronte=bytes(impronte), adesso=adesso
        )
        quanti += len(eventi)
    return quanti


def _limite(nome: str, certo: int, massimo: int, assestamento: timedelta) -> int:
    """Up to where nothing that can be seen was left for the next time."""
    in_attesa = _numero(_IN_ATTESA.format(tabella=sql.Identifier(nome)), [certo, assestamento])
    return min(massimo, in_attesa - 1) if in_attesa else massimo


def _avanza(fin_qui: Avanzamento, limite: int, finite: int, iniziate: int) -> None:
    """`finite`: the transactions below this number are over; `iniziate`: none has this number yet."""
    if finite < fin_qui.orizzonte:
        return
    fin_qui.certo = max(fin_qui.certo, min(fin_qui.massimo, limite))
    fin_qui.massimo, fin_qui.orizzonte = limite, iniziate
    fin_qui.save()


def _transazioni() -> tuple[int, int]:
    comando = "SELECT pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text FROM pg_current_snapshot() s"
    (riga,) = _righe(comando, None)
    return int(riga[0]), int(riga[1])


def _numero(comando: sql.Composed, parametri: Any = None) -> int:
    return int(_righe(comando, parametri)[0][0] or 0)


def _righe(comando: str | sql.Composed, parametri: Any) -> list[Any]:
    with connection.cursor() as cursore:
        cursore.execute(comando, parametri)
        return cursore.fetchall()
