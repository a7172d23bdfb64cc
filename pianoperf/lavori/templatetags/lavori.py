"""What the fragment of a job shows besides its fields, and what the header says of the jobs that are over."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from pianoperf.lavori import permissions
from pianoperf.lavori.enums import APERTI
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import Esito, esecutore_di, esito_di
from pianoperf.lavori.selectors import Avviso, avvisi_per, davanti_a
from pianoperf.web.rifiuti import AzioneNegata

register = template.Library()


@register.simple_tag
def esito_lavoro(lavoro: Lavoro) -> Esito | None:
    """The link to the result of a finished job."""
    return esito_di(lavoro)


@register.filter
def indirizzo_elenco(lavoro: Lavoro) -> str:
    """The page that lists the jobs of this kind, "" when there is none."""
    registrato = esecutore_di(lavoro.tipo)
    return reverse(registrato.elenco, kwargs={"ente": lavoro.ente.codice}) if registrato and registrato.elenco else ""


@register.filter
def davanti(lavoro: Lavoro) -> int:
    """How many come first in the same queue."""
    return davanti_a(lavoro)


@register.filter
def annullabile(lavoro: Lavoro) -> bool:
    """Whether the fragment has a button to cancel, be it grey."""
    return lavoro.stato in APERTI and permissions.annullabile(lavoro)


@register.filter
def si_richiede(lavoro: Lavoro) -> bool:
    """Whether what was cancelled can be asked for anew."""
    return permissions.annullabile(lavoro)


@register.simple_tag
def motivo_non_annulla(utente: Any, lavoro: Lavoro) -> str:
    """Why the user may not cancel it, "" when allowed."""
    try:
        permissions.controlla_puo_annullare(utente, lavoro)
    except AzioneNegata as negata:
        return str(negata)
    return ""


@register.simple_tag(takes_context=True)
def avvisi_lavori(context: Context) -> list[Avviso]:
    """What is over and the user has not seen: asked once for a page, whoever prints it."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return []
    if not hasattr(request, "_avvisi_lavori"):
        request._avvisi_lavori = avvisi_per(request.user)
    avvisi: list[Avviso] = request._avvisi_lavori
    return avvisi


@register.filter
def in_elenco(avvisi: list[Avviso], ente: Any) -> int:
    """How many concern that body: the number beside the entry of the menu."""
    return sum(avviso.quanti for avviso in avvisi if ente and avviso.ente == ente.codice)
