"""A database described so that the description outlives its schema: rows, fingerprints, grades, snapshots.

The same module runs in the code of a version that is photographed and, years later, in today's after its migrations.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import connection

from rendicontazione.models import Istantanea, Rendicontazione, Risultato
from rendicontazione.selectors import valutazione

# what Django and the libraries keep for themselves, and what every migration writes anew
NON_NOSTRE = ("django_", "auth_", "axes_", "account_", "mfa_", "socialaccount_")


def gradi() -> dict[str, list[str | None]]:
    """State and grades of every result: "piano anno scheda indicatore periodo" -> [state, computed, corrected]."""
    risultati = Risultato.objects.select_related("rendicontazione__piano", "previsione__indicatore__scheda")
    return {_nome(risultato): [risultato.stato, *_numeri(risultato)] for risultato in risultati}


def anni() -> dict[str, list[str | None]]:
    """State and grade of every year: "piano anno" -> [state, grade of the body]."""
    rendicontazioni = Rendicontazione.objects.select_related("piano__ente", "profilo").order_by("pk")
    return {_dell_anno(anno): [anno.stato, _testo(valutazione(anno).ente.valore)] for anno in rendicontazioni}


def istantanee() -> dict[str, str]:
    """The SHA-256 of what each validation froze."""
    tutte = Istantanea.objects.select_related("rendicontazione__piano")
    return {f"{_dell_anno(una.rendicontazione)} n. {una.numero}": _sha256(una.dati) for una in tutte}


def tabelle() -> dict[str, dict[str, Any]]:
    """Every table of ours: how many rows, which columns, and the fingerprint of those columns."""
    nostre = {nome: sue for nome, sue in colonne().items() if not nome.startswith(NON_NOSTRE)}
    return {nome: {"colonne": sue, **impronta(nome, sue)} for nome, sue in nostre.items()}


def diverse(di_allora: dict[str, dict[str, Any]]) -> list[str]:
    """The tables where a column of then is gone, or a row is not as it was in those columns."""
    presenti = colonne()
    return [
        nome
        for nome, tabella in di_allora.items()
        if not set(tabella["colonne"]) <= set(presenti.get(nome, ()))
        or {"colonne": tabella["colonne"], **impronta(nome, tabella["colonne"])} != tabella
    ]


def colonne() -> dict[str, list[str]]:
    """The columns of every table, both in the order of the alphabet."""
    with connection.cursor() as cursore:
        cursore.execute(
            "SELECT table_name, string_agg(column_name, ',' ORDER BY column_name) FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY table_name ORDER BY table_name"
        )
        return {nome: sue.split(",") for nome, sue in cursore.fetchall()}


def impronta(tabella: str, sue: list[str]) -> dict[str, Any]:
    """How many rows, and a fingerprint of these columns of all of them, whatever order they lie in."""
    elenco = ", ".join(connection.ops.quote_name(colonna) for colonna in sue)
    with connection.cursor() as cursore:
        cursore.execute("SET TIME ZONE 'UTC'")
        cursore.execute(
            f"SELECT count(*), coalesce(md5(string_agg(riga, '' ORDER BY riga)), '')"
            f" FROM (SELECT md5(ROW({elenco})::text) AS riga FROM {connection.ops.quote_name(tabella)}) AS righe"
        )
        righe, md5 = cursore.fetchone()
    return {"righe": righe, "impronta": md5}


def ritratto() -> dict[str, Any]:
    return {"gradi": gradi(), "anni": anni(), "istantanee": istantanee(), "tabelle": tabelle()}


def _nome(risultato: Risultato) -> str:
    indicatore = risultato.previsione.indicatore
    dove = f"{_dell_anno(risultato.rendicontazione)} {indicatore.scheda.codice} {indicatore.codice}"
    return f"{dove} {risultato.periodo}"


def _dell_anno(anno: Rendicontazione) -> str:
    return f"{anno.piano.codice} {anno.anno}"


def _numeri(risultato: Risultato) -> list[str | None]:
    return [_testo(risultato.grado), _testo(risultato.grado_rettificato)]


def _testo(numero: object) -> str | None:
    return None if numero is None else str(numero)


def _sha256(dati: object) -> str:
    return hashlib.sha256(json.dumps(dati, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
