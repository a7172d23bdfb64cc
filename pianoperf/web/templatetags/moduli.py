"""The hidden fields that every form carries, and the form that undoes what a message tells. Built in."""

from __future__ import annotations

from django import template
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pianoperf.web.annulla import offerta
from pianoperf.web.autore import CAMPO, marchio

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Django's own token and, below a login, who opened the form (see pianoperf.web.autore)."""
    gettone = CsrfTokenNode().render(context)
    request: HttpRequest | None = context.get("request")
    valore = marchio(request) if request is not None else ""
    autore = format_html('<input type="hidden" name="{}" value="{}">', CAMPO, valore) if valore else ""
    return SafeString(gettone + autore)


@register.filter
def da_annullare(messaggio: Message) -> dict[str, str] | None:
    """Where a message can be undone (see pianoperf.web.annulla), None for most."""
    return offerta(messaggio.extra_tags)
