"""How a number was made, on a page."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import template
from django.utils.safestring import SafeString

from indicatori.motore.gradi import Grado
from indicatori.motore.profilo import Profilo
from indicatori.motore.spiegazione import INTESTAZIONI, Spiegazione
from pianoperf.web.templatetags.formati import grado as grado_web
from rendicontazione.models import Risultato

register = template.Library()
# How many rows of a long list a dashboard prints before the link to the others.
PRIMI = 15


@register.inclusion_tag("rendicontazione/_come.html")
def come_calcolato(spiegazione: Spiegazione, nome: str, aperto: bool = False) -> dict[str, Any]:
    """A disclosure with the arithmetic as a table and as a paragraph; `nome` says of what, for who listens.

    Columns that are empty in every row are left out.
    """
    righe = spiegazione.righe()
    piene = [n for n in range(len(INTESTAZIONI)) if any(riga[n] for riga in righe)]
    return {
        "testo": spiegazione.testo,
        "paragrafo": spiegazione.paragrafo(),
        "intestazioni": [INTESTAZIONI[n] for n in piene],
        "righe": [[(INTESTAZIONI[n], riga[n]) for n in piene] for riga in righe],
        "nome": nome,
        "aperto": aperto,
    }


@register.filter
def primi(voci: Sequence[Any], tutti: str) -> Sequence[Any]:
    """The first PRIMI where another page (`tutti`, its address) lists them, all of them otherwise."""
    return voci[:PRIMI] if tutti else voci


@register.simple_tag
def grado_del_risultato(risultato: Risultato, profilo: Profilo) -> SafeString:
    """The grade kept with a result, with its band in the profile of the year; without one it says so."""
    codice = risultato.previsione.indicatore.codice
    fascia = None if risultato.grado is None else profilo.fascia(Fraction(risultato.grado))
    return grado_web(risultato.grado, codice, fascia.nome if fascia else "", "senza grado")


@register.simple_tag
def grado_del_motore(grado: Grado | None, nome: str = "", banda: str = "") -> SafeString:
    """As the tag `grado`, for a grade of the engine: without a value it prints the state."""
    if grado is None:
        return grado_web(None, nome, "", "non rendicontato")
    return grado_web(grado.valore, nome, banda, grado.stato.etichetta)
