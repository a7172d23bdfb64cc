from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pianoperf.lavori import registro, services
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import Esecutore
from pianoperf.organizzazione.models import Ente

ADESSO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def ente(db: None) -> Ente:
    return Ente.objects.create(codice="prova", nome="Ente di prova", nome_breve="Prova")


@pytest.fixture
def campanello(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the jobs announced to the workers, instead of a queue."""
    suonati: list[str] = []
    monkeypatch.setattr(services, "suona", lambda lavoro_id, **_: suonati.append(str(lavoro_id)))
    monkeypatch.setattr("pianoperf.lavori.esecuzione.suona", services.suona)
    return suonati


@pytest.fixture
def accoda(ente: Ente, campanello: list[str]) -> Callable[..., Lavoro]:
    def fai(chiave: str = "a", **altri: object) -> Lavoro:
        campi = {"ente": ente, "tipo": TipoLavoro.DOCUMENTO, "parametri": {}, "utente": None, "adesso": ADESSO}
        return services.accoda(chiave=chiave, **{**campi, **altri})

    return fai


@pytest.fixture
def esecutore(monkeypatch: pytest.MonkeyPatch) -> Callable[[registro.Esegui], None]:
    """Put a function in the place of the one that makes documents."""

    def metti(funzione: registro.Esegui, **altro: object) -> None:
        monkeypatch.setitem(registro._esecutori, TipoLavoro.DOCUMENTO, Esecutore(funzione, **altro))

    return metti
