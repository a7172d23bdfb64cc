"""The API against its own OpenAPI document: schemathesis asks the right and the wrong things, always the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
import schemathesis
from django.conf import LazySettings
from django.http import HttpRequest
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test

from pianoperf.wsgi import application
from rendicontazione.api import risposte
from rendicontazione.models import Rendicontazione
from tests.api.chiamate import TUTTI, Programma

# what exists, so that most questions get an answer; without these nearly every one is a 404
VERI = {"path.piano": "ente-prova-2023-2025", "path.scheda": "1", "path.anno": 2023}
TUTTI_I_MODI = tuple(HypothesisTestMode)
REGOLE = settings(
    max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(autouse=True)
def senza_fine(settings: LazySettings) -> None:
    """Otherwise, after some hundreds of questions, every answer is a 429."""
    settings.RICHIESTE_API_AL_MINUTO = 1_000_000


def _interroga(
    programma: Programma, parametri: dict[str, Any], quali: str = "", modi: Sequence[HypothesisTestMode] = TUTTI_I_MODI
) -> Counter[int]:
    """Every operation, in each of schemathesis's ways: the statuses of the answers. Raises FailureGroup."""
    config = SchemathesisConfig.from_dict({"parameters": parametri, "generation": {"deterministic": True}})
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)
    stati: Counter[int] = Counter()

    @REGOLE
    def chiede(case: schemathesis.Case) -> None:
        risposta = case.call_and_validate(headers={"Authorization": f"Bearer {programma.segreto}"})
        stati[risposta.status_code] += 1

    operazioni = [voce.ok() for voce in schema.get_all_operations()]
    assert len(operazioni) == len(TUTTI)
    for operazione in operazioni:
        if quali in operazione.label:
            come = HypothesisTestConfig(project=schema.config, modes=list(modi))
            create_test(operation=operazione, test_func=chiede, config=come)()
    return stati


def test_ciò_che_c_è_risponde_come_dice_il_documento(
    anno: Rendicontazione, interno: Programma, senza_chiudere: None
) -> None:
    stati = _interroga(interno, VERI)
    assert set(stati) == {200, 204, 401, 404, 405, 422}
    assert stati[200] > 50


def test_qualunque_domanda_ha_la_sua_risposta(anno: Rendicontazione, sito: Programma, senza_chiudere: None) -> None:
    """Whatever the addresses name."""
    stati = _interroga(sito, {}, modi=[HypothesisTestMode.FUZZING])
    assert {200, 404, 422} <= set(stati) <= {200, 204, 401, 404, 405, 422}


def test_una_risposta_rovinata_si_vede(
    anno: Rendicontazione, sito: Programma, senza_chiudere: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the two above guard: one key of the answer that is not what the document says."""
    in_json = risposte._in_json

    def rovinata(schema: Any) -> Any:
        risposta = in_json(schema)
        risposta.content = risposta.content.replace(b'"nome":', b'"nomi":')
        return risposta

    monkeypatch.setattr(risposte, "_in_json", rovinata)
    with pytest.raises(FailureGroup, match="nome"):
        _interroga(sito, VERI, "/ente")


def test_una_chiave_ignorata_si_vede(
    anno: Rendicontazione, sito: Programma, senza_chiudere: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for an address that answers whoever asks."""
    from rendicontazione.api.accesso import Chiave

    def aperta(self: Chiave, request: HttpRequest) -> Any:
        return self.authenticate(request, sito.segreto)

    monkeypatch.setattr(Chiave, "__call__", aperta)
    with pytest.raises(FailureGroup, match="auth"):
        _interroga(sito, VERI, "/ente")
