"""The cells of a django-tables2 row, drawn at once: what a column puts on each of its cells is made once a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from inspect import signature
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow

register = template.Library()


@register.filter
def si_ordina(tabella: Table) -> bool:
    """Whether it becomes cards on a phone, where its heads are not seen, and some of its columns sort it."""
    carte = "schede-su-telefono" in str(tabella.attrs.get("class", ""))
    return carte and bool(tabella.rows) and any(colonna.orderable for colonna in tabella.columns)


@register.simple_tag
def celle(riga: BoundRow) -> SafeString:
    """The `<td>` of a row; each names its column, for the cards of the phone."""
    colonne = riga.table.columns
    return format_html_join("\n", "<td {}>{}</td>", (_cella(colonna, riga) for colonna in colonne))


def _cella(colonna: BoundColumn, riga: BoundRow) -> tuple[SafeString, Any]:
    """Its attributes and its content; what all the cells of a column share is kept on it, and goes with its table."""
    memoria = vars(colonna)
    if "_attributi_della_cella" not in memoria:
        memoria["_attributi_della_cella"] = _attributi(colonna)
        colonna.render = _con_la_firma(colonna.render)
    return memoria["_attributi_della_cella"], _valore(riga.get_cell(colonna.name))


def _con_la_firma(disegna: Callable[..., Any]) -> Callable[..., Any]:
    """The same function; the library, which asks for its signature at each cell, finds it already read."""
    firmata = partial(disegna)
    # where `inspect.signature` looks first
    vars(firmata)["__signature__"] = signature(disegna)
    return firmata


def _attributi(colonna: BoundColumn) -> SafeString:
    """Our columns give no cell attributes of its own."""
    return format_html('{} data-etichetta="{}"', colonna.attrs["td"].as_html(), colonna.header)


def _valore(valore: Any) -> Any:
    """As `{{ cell }}` would print it: moments at the hour of here, numbers and dates as Italians write them."""
    return localize(localtime(valore) if isinstance(valore, datetime) and is_aware(valore) else valore)
