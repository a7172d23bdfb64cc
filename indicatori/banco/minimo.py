"""The floor of an import: the same rows into the same tables with COPY, no Python and no comparison in between."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from typing import Any

import pghistory
from django.db import connection, transaction
from django.db.models import Model

from indicatori.cronometro import cronometra
from indicatori.importazione.copia import LOTTO, vincoli_subito
from indicatori.models import Indicatore, Previsione, Responsabilita
from obiettivi.models import Azione, Collegamento, ObiettivoStrategico, Piano, Scheda

Copie = Mapping[str, list[str]]


def copia_le_righe(piano: Piano) -> tuple[float, int]:
    """Seconds that COPY takes for the rows of a plan, keys, checks and history included; and how many rows they are.

    The rows are those in the database, taken away and put back in a transaction that is undone.
    """
    insiemi = _insiemi(piano)
    copie = {_tabella(insieme.model): _in_testo(insieme) for insieme in insiemi}
    with transaction.atomic(), pghistory.context(banco=piano.codice):
        for insieme in reversed(insiemi):
            insieme._raw_delete(insieme.db)
        with vincoli_subito():
            pass  # what was taken away is checked before the time begins
        secondi = cronometra(partial(_scrivi, copie), volte=1)
        transaction.set_rollback(True)
    return secondi, sum(map(len, copie.values()))


def _insiemi(piano: Piano) -> list[Any]:
    """What hangs from a plan, those that others point at first; the plan itself is one row, and imports point at it."""
    return [
        ObiettivoStrategico.objects.filter(piano=piano),
        Scheda.objects.filter(piano=piano),
        Collegamento.objects.filter(scheda__piano=piano),
        Azione.objects.filter(scheda__piano=piano),
        Indicatore.objects.filter(scheda__piano=piano),
        Previsione.objects.filter(indicatore__scheda__piano=piano),
        Responsabilita.objects.filter(indicatore__scheda__piano=piano),
    ]


def _tabella(modello: type[Model]) -> str:
    """The table and its columns, in the order of the model's fields."""
    colonne = ", ".join(f'"{campo.column}"' for campo in modello._meta.concrete_fields)
    return f'"{modello._meta.db_table}" ({colonne})'


def _in_testo(insieme: Any) -> list[str]:
    colonne = [campo.attname for campo in insieme.model._meta.concrete_fields]
    sql, parametri = insieme.order_by("pk").values(*colonne).query.sql_with_params()
    uscita = io.StringIO()
    with connection.cursor() as cursore:
        scritta = cursore.cursor.mogrify(sql, parametri).decode()
        cursore.cursor.copy_expert(f"COPY ({scritta}) TO STDOUT", uscita)
    return [f"{riga}\n" for riga in uscita.getvalue().split("\n")[:-1]]


def _scrivi(copie: Copie) -> None:
    """In the way that costs least: small batches, keys checked at each (see indicatori.importazione.copia)."""
    with vincoli_subito(), connection.cursor() as cursore:
        for tabella, righe in copie.items():
            for inizio in range(0, len(righe), LOTTO):
                lotto = io.StringIO("".join(righe[inizio : inizio + LOTTO]))
                cursore.cursor.copy_expert(f"COPY {tabella} FROM STDIN", lotto)
