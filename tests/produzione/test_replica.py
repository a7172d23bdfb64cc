"""When the standby is asked, left aside and asked again; what is never asked of it. With a real one: tests/guasti."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from pianoperf import replica
from pianoperf.ambiente import banca_dati
from pianoperf.organizzazione.models import Ente
from pianoperf.replica import ALIAS, NON_RISPONDE, RIPOSO, VALE, Smistatore, Stato

IN_ORARIO = Stato(risponde=True, ritardo=1.0)


class Orologio:
    adesso = 1000.0

    def monotonic(self) -> float:
        return self.adesso


@pytest.fixture
def orologio(monkeypatch: pytest.MonkeyPatch) -> Orologio:
    """A process that has just started, with a replica and a clock that stands still."""
    orologio = Orologio()
    monkeypatch.setattr(replica, "time", orologio)
    monkeypatch.setattr(replica, "_ultimo", (NON_RISPONDE, 0.0))
    monkeypatch.setattr(replica, "impostata", lambda: True)
    monkeypatch.setattr(replica, "connections", {ALIAS: type("Chiusa", (), {"close": staticmethod(lambda: None)})})
    return orologio


@pytest.fixture
def esami(monkeypatch: pytest.MonkeyPatch) -> list[Stato]:
    """What the examinations will find, the last of the list first."""
    pronti: list[Stato] = []
    monkeypatch.setattr(replica, "esamina", pronti.pop)
    return pronti


def letta_da() -> str:
    return replica.leggendo(lambda: Smistatore().db_for_read(Ente))


@pytest.mark.parametrize(
    ("stato", "va"),
    [
        pytest.param(IN_ORARIO, True, id="in orario"),
        pytest.param(Stato(risponde=True, ritardo=31.0), False, id="in ritardo"),
        pytest.param(Stato(risponde=True), False, id="non è una replica"),
        pytest.param(NON_RISPONDE, False, id="non risponde"),
    ],
)
def test_si_legge_solo_una_replica_in_orario(stato, va, orologio, esami):
    esami.append(stato)
    assert letta_da() == (ALIAS if va else "default")
    assert Smistatore().db_for_read(Ente) == "default"


def test_un_esame_vale_per_qualche_secondo(orologio, esami):
    esami += [NON_RISPONDE, IN_ORARIO]
    assert [letta_da(), letta_da()] == [ALIAS, ALIAS]
    orologio.adesso += VALE
    assert letta_da() == "default"
    esami.append(IN_ORARIO)
    orologio.adesso += RIPOSO - 1
    assert letta_da() == "default"
    orologio.adesso += 1
    assert letta_da() == ALIAS


def test_la_pagina_che_fallisce_li_si_rifa_dalla_prima(orologio, esami):
    esami.append(IN_ORARIO)
    provate: list[str] = []

    def pagina() -> str:
        provate.append(Smistatore().db_for_read(Ente))
        if provate[-1] == ALIAS:
            raise OperationalError
        return "fatta"

    assert [replica.leggendo(pagina), replica.leggendo(pagina)] == ["fatta", "fatta"]
    assert provate == [ALIAS, "default", "default"]


def test_non_si_scrive_e_non_si_migra_mai_li(orologio, esami):
    esami.append(IN_ORARIO)
    assert replica.leggendo(lambda: Smistatore().db_for_write(Ente)) == "default"
    assert Smistatore().allow_migrate(ALIAS, "obiettivi") is False
    assert Smistatore().allow_migrate("default", "obiettivi") is None
    opzioni = banca_dati("postgresql://p@altrove/pianoperf", sola_lettura=True)["OPTIONS"]
    assert "default_transaction_read_only=on" in opzioni["options"]
