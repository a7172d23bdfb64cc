"""Full text search in Italian: what is indexed of a row, and how a question is read (PostgreSQL ch. 12).

Accents leave before the stemmer: it would make "qualit" of "qualità" and "qual" of "qualita". Every sign is replaced
by exactly one character, so a place in the text without signs is the same place in the text as it was written.
The migrations build the indexes from here: another table of signs needs a migration that builds them again.
"""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Value

CON_SEGNI = "àáâäãèéêëìíîïòóôöõùúûüçñÀÁÂÄÃÈÉÊËÌÍÎÏÒÓÔÖÕÙÚÛÜÇÑ’‘/<>&_"
SENZA_SEGNI = "aaaaaeeeeiiiiooooouuuucnAAAAAEEEEIIIIOOOOOUUUUCN       "
_TAVOLA = str.maketrans(CON_SEGNI, SENZA_SEGNI)
# a tsvector is at most 1 MB: an index must not refuse a text that a plan may have
MASSIMO = 300_000
_TRADOTTO = f"translate(left(%(expressions)s, {MASSIMO}), '{CON_SEGNI}', '{SENZA_SEGNI}')"
# a stem is at most this much shorter than the word: "allacciamento" is kept as "allacc"
CODA = 7
RADICE_MINIMA = 3


def senza_segni(testo: str) -> str:
    """The text as it is indexed, character by character."""
    return testo.translate(_TAVOLA)


class Parole(Func):
    """tsvector of some text columns; `peso` is its weight for the rank, "A" before "B"."""

    arg_joiner = " || ' ' || "
    template = f"setweight(to_tsvector('italian'::regconfig, {_TRADOTTO}), '%(peso)s')"
    output_field = SearchVectorField()

    def __init__(self, *colonne: str | F, peso: str = "B") -> None:
        super().__init__(*colonne, peso=peso)


class ParoleDiJson(Func):
    """tsvector of the strings inside a jsonb column, without its keys."""

    arity = 1
    template = (
        f"setweight(CASE WHEN length((%(expressions)s)::text) < {MASSIMO} "
        "THEN jsonb_to_tsvector('italian'::regconfig, "
        f"translate((%(expressions)s)::text, '{CON_SEGNI}', '{SENZA_SEGNI}')::jsonb, '\"string\"') "
        "ELSE to_tsvector('italian'::regconfig, "
        f"translate(left((%(expressions)s)::text, {MASSIMO}), '{CON_SEGNI}', '{SENZA_SEGNI}')) END, 'B')"
    )
    output_field = SearchVectorField()


class Insieme(Func):
    """Several tsvectors as one document."""

    arg_joiner = " || "
    template = "(%(expressions)s)"
    output_field = SearchVectorField()


class _Domanda(Func):
    template = "%(expressions)s::tsquery"
    output_field = SearchVectorField()


class _Trova(Func):
    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def trova(documento: Func, domanda: str) -> Func:
    """Condition for `filter`: the document answers the question read by `leggi_domanda`."""
    return _Trova(documento, _Domanda(Value(domanda)))


def pertinenza(documento: Func, domanda: str) -> Func:
    """How well the document answers, 0-1: the same word says more in a short text."""
    return Func(documento, _Domanda(Value(domanda)), Value(1), function="ts_rank", output_field=FloatField())


_LEGGI = """
    SELECT CASE WHEN querytree(domanda) IN ('', 'T') THEN '' ELSE domanda::text END
    FROM (
        SELECT CASE WHEN %(oppure)s THEN intere || ultima ELSE intere && ultima END
        FROM (
            SELECT websearch_to_tsquery('italian', %(intere)s) AS intere,
                   to_tsquery('italian', %(ultima)s) || to_tsquery('simple', %(radici)s) AS ultima
        ) AS parti
    ) AS lette(domanda)
"""


def leggi_domanda(testo: str, *, inizio: bool = False) -> str:
    """A question as tsquery text: words, "exact phrases", -excluded, `or` and `oppure`. One query.

    With `inizio` the last word may be only the beginning of one. "" when only common words or exclusions are.
    """
    pulito = re.sub(r"\boppure\b", "or", senza_segni(testo).replace("\0", " "), flags=re.IGNORECASE)
    ultima = _ultima_parola(pulito) if inizio else ""
    intere = pulito[: len(pulito) - len(ultima)].rstrip()
    oppure = bool(ultima) and intere.lower().endswith(" or")
    parti: dict[str, str | bool | None] = {
        "intere": intere[:-3] if oppure else intere,
        "ultima": f"{ultima}:*" if ultima else "",
        "radici": " | ".join([f"{ultima}:*", *_radici(ultima)]) if ultima else "",
        "oppure": oppure,
    }
    with connection.cursor() as cursore:
        cursore.execute(_LEGGI, parti)
        domanda: str = cursore.fetchone()[0]
    return domanda


def _ultima_parola(testo: str) -> str:
    """The last word when it may be going on: not inside quotes, not an exclusion."""
    trovata = re.search(r"(?:^|[\s'(])([a-z0-9]{2,})$", testo.lower())
    return trovata[1] if trovata and testo.count('"') % 2 == 0 and trovata[1] != "or" else ""


def _radici(parola: str) -> list[str]:
    """The stems that a longer word beginning like this may have been cut to."""
    radici = [parola[:n] for n in range(max(RADICE_MINIMA, len(parola) - CODA), len(parola))]
    # the stemmer makes "assistent" of "assistenza"
    return [*radici, f"{parola[:-1]}t"] if parola.endswith("enz") else radici


INIZIO_SEGNO, FINE_SEGNO = "\x02", "\x03"
_SEGNI = {ord(INIZIO_SEGNO): " ", ord(FINE_SEGNO): " "}


def segna(testi: list[str], domanda: str) -> list[str]:
    """Each text without signs, with the words found between INIZIO_SEGNO and FINE_SEGNO. One query."""
    puliti = [senza_segni(testo).translate(_SEGNI) for testo in testi]
    opzioni = f'HighlightAll=true, StartSel="{INIZIO_SEGNO}", StopSel="{FINE_SEGNO}"'
    with connection.cursor() as cursore:
        cursore.execute(
            "SELECT ts_headline('italian', testo, %s::tsquery, %s) "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS voci(testo, posto) ORDER BY posto",
            [domanda, opzioni, puliti],
        )
        return [riga[0] for riga in cursore.fetchall()]
