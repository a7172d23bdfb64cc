"""The errors of a form as its summary lists them: each with the field it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()


@dataclass(frozen=True, slots=True)
class Errore:
    """`ancora` is the id of the control to go to, `nome` its label; both "" for what regards the whole form."""

    frase: str
    ancora: str = ""
    nome: str = ""


@register.filter
def in_elenco_errori(form: BaseForm) -> list[Errore]:
    """The whole form's first, then the fields' in the order of the page."""
    trovati = [Errore(str(frase)) for frase in form.non_field_errors()]
    for campo in form:
        nome, dove = ("", "") if campo.is_hidden else (str(campo.label), ancora(campo))
        trovati += [Errore(str(frase), dove, nome) for frase in campo.errors]
    return trovati


@register.filter
def ancora(campo: BoundField) -> str:
    """The id of the control of a field; of a group, of its first control."""
    return campo.id_for_label or f"{campo.auto_id}_0"
