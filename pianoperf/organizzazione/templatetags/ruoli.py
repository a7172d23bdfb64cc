"""The roles of a person in words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from pianoperf.organizzazione.enums import Ruolo

register = template.Library()


@register.filter
def nomi_ruoli(ruoli: Iterable[str]) -> str:
    """ "Amministratore, Direttore": in the order of the enum."""
    presenti = set(ruoli or ())
    return ", ".join(ruolo.label for ruolo in Ruolo if ruolo.value in presenti)


@register.filter
def vede_tutto(ruoli: Iterable[str]) -> bool:
    """Whether some role sees more than its own indicators: every one but responsabile."""
    return bool(set(ruoli or ()) - {Ruolo.RESPONSABILE.value})
