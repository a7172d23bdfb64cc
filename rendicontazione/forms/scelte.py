"""Two people on one result: which value to keep, field by field."""

from __future__ import annotations

from django.http import QueryDict

from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.models import Risultato

SUO = "suo"


def salvati_nei_campi(risultato: Risultato) -> dict[str, dict[str, str]]:
    """The stored values as the form shows them, by compared field: {"parte_0": {"parte_0": "60", ...}, ...}."""
    form = RisultatoForm(risultato)
    return {
        campo: {nome: str(form[nome].value() or "") for nome in nomi} for campo, nomi in form.nomi_dei_campi.items()
    }


def con_le_scelte(risultato: Risultato, dati: QueryDict) -> QueryDict:
    """What was typed, with the stored value wherever `scelta_<campo>` is "suo"; `tieni` sets the choices aside."""
    if "tieni" in dati or not any(nome.startswith("scelta_") for nome in dati):
        return dati
    scelti = {
        nome: testo
        for campo, salvati in salvati_nei_campi(risultato).items()
        if dati.get(f"scelta_{campo}") == SUO
        for nome, testo in salvati.items()
    }
    if not scelti:
        return dati
    unione = dati.copy()
    for nome, testo in scelti.items():
        unione[nome] = testo
    return unione
