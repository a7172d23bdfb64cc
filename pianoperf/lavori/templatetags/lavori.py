"""What the fragment of a job shows besides its fields."""

from django import template

from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import Esito, esito_di

register = template.Library()


@register.simple_tag
def esito_lavoro(lavoro: Lavoro) -> Esito | None:
    """The link to the result of a finished job."""
    return esito_di(lavoro)
