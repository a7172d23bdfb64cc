"""Every form of the project, with the fields that it has when it is shown."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from django import forms
from django_filters.filterset import FilterSet

import indicatori
import obiettivi
import pianoperf
import rendicontazione

PACCHETTI = (pianoperf, obiettivi, indicatori, rendicontazione)
NON_APPLICAZIONE = ("migrations", "settings", "wsgi", "celery", "incorporati", "management", "__main__")


def moduli() -> Iterator[ModuleType]:
    """The modules of the project that may hold a form."""
    for pacchetto in PACCHETTI:
        for voce in pkgutil.walk_packages(pacchetto.__path__, f"{pacchetto.__name__}."):
            if not set(voce.name.split(".")) & set(NON_APPLICAZIONE):
                yield importlib.import_module(voce.name)


def classi(base: type) -> list[type]:
    """The subclasses of `base` written in the project, by their full name."""
    list(moduli())
    trovate, da_vedere = {}, [base]
    while da_vedere:
        for classe in da_vedere.pop().__subclasses__():
            da_vedere.append(classe)
            if classe.__module__.split(".")[0] in {pacchetto.__name__ for pacchetto in PACCHETTI}:
                trovate[f"{classe.__module__}.{classe.__qualname__}"] = classe
    return [trovate[nome] for nome in sorted(trovate)]


def moduli_di_pagina() -> list[type[forms.BaseForm]]:
    return classi(forms.BaseForm)


def filtri() -> list[type[FilterSet]]:
    return classi(FilterSet)
