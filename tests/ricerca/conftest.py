"""The body of the scenes with words worth looking for, and another body that uses the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore
from indicatori.motore.documento import CapitoloDati
from obiettivi.models import Piano, Scheda
from pianoperf.organizzazione.models import Utente
from rendicontazione.enums import EsitoGiudizio
from tests import scenari
from tests.percorsi.conftest import browser
from tests.scenari import ADESSO, Cast

__all__ = ["browser"]

RETRO = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="module")
def ente_di_prova(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, Piano]]:
    """An open year in which "zafferano" is in somebody's note, in another's note and in a reason of the Nucleo.

    Made once a module: every test takes back what it wrote.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        cast = scenari.crea_cast()
        anno = scenari.anno_aperto(cast)
        Scheda.objects.filter(codice="1").update(testi={"criticita": "Qualità dell’attività di ascolto"})
        Indicatore.objects.filter(codice="1.3").update(note="Conta il personale a tempo indeterminato")
        scenari.inviato(cast, "1.1", "SI", nota="Lo zafferano è di Rita")
        scenari.inviato(cast, "2.1", "5", nota="Altro zafferano, di Bruno")
        scenari.giudicato(cast, "2.1", EsitoGiudizio.RINVIATO, motivo="Manca il cardamomo")
        yield cast, anno.piano
        transaction.set_rollback(True)


@pytest.fixture
def cast(ente_di_prova: tuple[Cast, Piano], db: None) -> Cast:
    return ente_di_prova[0]


@pytest.fixture
def piano(ente_di_prova: tuple[Cast, Piano], db: None) -> Piano:
    return ente_di_prova[1]


@pytest.fixture
def altrui(piano: Piano, cast: Cast) -> Piano:
    """A plan of the other body, with the same words."""
    dati = replace(
        scenari.dati_di_prova(),
        codice="altro-ente-2023-2025",
        ente="altro-ente",
        titolo="Piano altrui",
        capitoli=[CapitoloDati("1", "Premessa", "Lo zafferano altrui")],
    )
    return importa_piano(dati=dati, utente=cast.estraneo, adesso=ADESSO).piano


@pytest.fixture
def bozza(piano: Piano, cast: Cast) -> Piano:
    """A later plan of the body, still a draft, with a chapter."""
    dati = replace(
        scenari.dati_di_prova(),
        codice="ente-prova-2026-2028",
        titolo="Piano che viene",
        triennio=(2026, 2027, 2028),
        capitoli=[CapitoloDati("2.1", "Il contesto", "## Il territorio\n\nLa **montagna** e lo sportello")],
    )
    return importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO).piano


def cliente(utente: Utente) -> Client:
    client = Client()
    client.force_login(utente, backend=RETRO)
    return client
