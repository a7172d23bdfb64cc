"""The cells of a django-tables2 row, drawn at once: what a column puts on each of its cells is made once a table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow

register = template.Library()


@register.simple_tag
def celle(riga: BoundRow) -> SafeString:
    """The `<td>` of a row; each names its column, for the cards of the phone."""
    return format_html_join("\n", "<td {}>{}</td>", ((_attributi(colonna), _valore(v)) for colonna, v in riga.items()))


def _valore(valore: Any) -> Any:
    """As `{{ cell }}` would print it: moments at the hour of here, numbers and dates as Italians write them."""
    return localize(localtime(valore) if isinstance(valore, datetime) and is_aware(valore) else valore)


def _attributi(colonna: BoundColumn) -> SafeString:
    """Kept on the column, which lives as long as its table: our columns give no cell attributes of its own."""
    memoria = vars(colonna)
    if "_attributi_della_cella" not in memoria:
        memoria["_attributi_della_cella"] = format_html(
            '{} data-etichetta="{}"', colonna.attrs["td"].as_html(), colonna.header
        )
    fatti: SafeString = memoria["_attributi_della_cella"]
    return fatti
