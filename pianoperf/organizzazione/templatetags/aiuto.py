"""The way from any page to the page of the manual that is about it."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse

from pianoperf.organizzazione.aiuto.manuale import INDICE
from pianoperf.organizzazione.aiuto.mappa import pagina_di

register = template.Library()


@register.simple_tag(takes_context=True)
def indirizzo_aiuto(context: Context) -> str:
    """The address of the manual for the page being shown; its index for a page of nothing in particular."""
    request: HttpRequest | None = context.get("request")
    trovato = request.resolver_match if request else None
    nome = pagina_di(trovato.url_name if trovato else None)
    return reverse("aiuto") if nome == INDICE else reverse("aiuto_pagina", kwargs={"pagina": nome})
