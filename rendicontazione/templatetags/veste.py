"""The small fields of a column, each with its name and its errors for who does not see the table."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from rendicontazione.veste.forms import RigaColonna

register = template.Library()


@register.simple_tag
def colonna(riga: RigaColonna, parte: str) -> SafeString:
    campo: BoundField = getattr(riga, parte)
    attributi: dict[str, str | bool] = {"aria-label": str(campo.label)}
    if parte != "stampa":
        attributi["class"] = "form-control is-invalid" if campo.errors else "form-control"
    descrizioni = [f"{riga.stampa.auto_id}_errore{n}" for n, _ in enumerate(riga.errori, 1)] if campo.errors else []
    if riga.nota and parte == "stampa":
        descrizioni.append(f"{riga.stampa.auto_id}_aiuto")
    if descrizioni:
        attributi["aria-describedby"] = " ".join(descrizioni)
    if campo.errors:
        attributi["aria-invalid"] = "true"
    return campo.as_widget(attrs=attributi)
