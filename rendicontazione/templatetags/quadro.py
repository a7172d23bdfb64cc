"""Numbers of the dashboard that open the rows behind them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicatori.motore.gradi import Grado
from indicatori.motore.numeri import formatta_numero
from rendicontazione.quadro.filtri import indirizzo
from rendicontazione.templatetags.spiegazioni import grado_del_motore

register = template.Library()


@register.simple_tag(takes_context=True)
def apre(context: Context, quanti: int, di: str, **filtri: Any) -> SafeString:
    """How many, as a link to exactly those rows; `di` says what they are to who listens. A zero opens nothing."""
    if not quanti:
        return format_html('<span class="apre-zero">0</span><span class="visually-hidden"> {}</span>', di)
    return format_html(
        '<a class="apre" href="{}">{}<span class="visually-hidden"> {}</span></a>', _a(context, filtri), quanti, di
    )


@register.simple_tag(takes_context=True)
def grado_che_apre(context: Context, grado: Grado, nome: str, fascia: str = "", **filtri: Any) -> SafeString:
    """A grade with its bar, as a link to the rows it was made of and to its arithmetic."""
    return format_html(
        '<a class="apre-grado" href="{}">{}</a>', _a(context, filtri), grado_del_motore(grado, nome, fascia)
    )


@register.simple_tag(takes_context=True)
def righe_con(context: Context, **filtri: Any) -> str:
    """The address of the rows that answer these filters."""
    return _a(context, filtri)


@register.simple_tag
def filtro_di(nome: str, valore: str) -> dict[str, str]:
    """One filter whose name is not known beforehand."""
    return {nome: valore}


@register.simple_tag(takes_context=True)
def apre_con(context: Context, quanti: int, di: str, filtri: dict[str, str], fascia: str = "") -> SafeString:
    """As `apre`, with the filters made by `filtro_di`."""
    return apre(context, quanti, di, **filtri, fascia=fascia)


@register.simple_tag(takes_context=True)
def grado_dei_filtri(context: Context, grado: Grado, nome: str, filtri: dict[str, str]) -> SafeString:
    """As `grado_che_apre`, with the filters made by `filtro_di`."""
    return grado_che_apre(context, grado, nome, **filtri)


@register.filter
def punti(differenza: Fraction | None) -> str:
    """A difference of grades in points ("+12,50 punti"), a dash where one of them is missing."""
    if differenza is None:
        return "–"
    return f"{'+' if differenza > 0 else ''}{formatta_numero(differenza * 100, 2)} punti"


def _a(context: Context, filtri: dict[str, Any]) -> str:
    return indirizzo(context["elenco"], {nome: str(valore) for nome, valore in filtri.items() if valore})
