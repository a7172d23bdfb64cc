"""The cast, ways in for its people, and a draft of the albero family with three chapters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import CapitoloDati, PianoDati
from obiettivi.models import Capitolo, Piano
from tests import scenari
from tests.scenari import ADESSO, Cast

CAPITOLI = [
    CapitoloDati("1", "Premessa", "Il **piano** di tutti."),
    CapitoloDati("2", "Analisi", "| Voce | 2023 |\n|---|---:|\n| Dipendenti | 65 |"),
    CapitoloDati("2.1", "Pianificazione", "Prima.\n\n[tavola]\n\nDopo.", "triennale"),
]


def dati(*capitoli: CapitoloDati) -> PianoDati:
    return replace(scenari.dati_di_prova(), famiglia="albero", capitoli=list(capitoli or CAPITOLI))


def capitolo(numero: str) -> Capitolo:
    return Capitolo.objects.select_related("piano__ente").get(numero=numero)


def numeri() -> list[str]:
    return list(Capitolo.objects.order_by("ordine").values_list("numero", flat=True))


@pytest.fixture
def cast(db: None, settings: LazySettings, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return scenari.crea_cast()


@pytest.fixture
def bozza(cast: Cast) -> Piano:
    return importa_piano(dati=dati(), utente=cast.amministratrice, adesso=ADESSO).piano


@pytest.fixture
def entra(cast: Cast) -> Callable[[str], Client]:
    def accesso(persona: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(persona), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return accesso
