"""The proofs of a result, as far as the reader may see them."""

from __future__ import annotations

from django import template
from django.template import Context

from rendicontazione.models import Evidenza, Risultato
from rendicontazione.riservate import evidenze_visibili

register = template.Library()


@register.simple_tag(takes_context=True)
def prove_visibili(context: Context, risultato: Risultato) -> list[Evidenza]:
    """Of the person who asked for the page, so that no page can forget to leave out the confidential ones."""
    return evidenze_visibili(context["request"].user, risultato)
