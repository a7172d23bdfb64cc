"""The cast of scenari, and a plan of each family."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import AzioneDati, IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from tests import scenari
from tests.percorsi.conftest import browser
from tests.scenari import ADESSO, Cast

# imported here and not in a module, or it would live until the end of the session, beside another one
__all__ = ["browser"]
RETRO = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def piani(cast: Cast) -> list[Piano]:
    """The plans of the body: an approved one of schede, and drafts of the two other families."""
    scenari.piano_approvato(cast)
    for dati in (_piao(), _albero()):
        importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    return list(Piano.objects.order_by("codice"))


def entra(client: Client, utente: Utente) -> None:
    client.force_login(utente, backend=RETRO)


def _piao() -> PianoDati:
    passi = [
        IndicatoreDati("A.1", "Primo step", termine=date(2023, 6, 30), peso=Decimal(5), previsioni={2023: "Delibera"}),
        IndicatoreDati("A.2", "Secondo step", termine=date(2023, 9, 30), peso=Decimal(25), previsioni={2023: "40%"}),
        IndicatoreDati("A.3", "Terzo step", termine=date(2024, 6, 30), peso=Decimal(70), previsioni={2024: "75%"}),
    ]
    scheda = SchedaDati(
        "A", "Pronto intervento", "performance", incidenza=Decimal(100), obiettivi_strategici=("1A",), indicatori=passi
    )
    scheda.testi = {"criticita": "Poche risorse", "vantaggi": "Più ascolto"}
    strategici = [
        ObiettivoStrategicoDati("1A", "Prevenire il disagio", "1 Minori"),
        ObiettivoStrategicoDati("1B", "Altro"),
    ]
    return PianoDati("piao-prova", "ente-prova", "piao", "PIAO di prova", (2023, 2024, 2025), strategici, [scheda])


def _albero() -> PianoDati:
    scheda = SchedaDati("1.1", "Obiettivo operativo", "operativo", obiettivi_strategici=("1",))
    scheda.azioni = [AzioneDati("1", "Cabina di regia", anni=(2023,))]
    scheda.indicatori = [IndicatoreDati("1.1.1", "Riunioni", "1", baseline="3", algoritmo="N.", previsioni={2023: "4"})]
    strategici = [ObiettivoStrategicoDati("1", "Organizzarsi"), ObiettivoStrategicoDati("2", "Ancora vuoto")]
    return PianoDati(
        "albero-prova", "ente-prova", "albero", "Albero di prova", (2023, 2024, 2025), strategici, [scheda]
    )
