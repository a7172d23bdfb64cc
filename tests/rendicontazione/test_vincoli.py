"""The database refuses half-states, whoever writes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError
from django.db.utils import InternalError

from indicatori.models import Indicatore, Previsione
from obiettivi.models import Piano, Scheda
from rendicontazione.models import Rendicontazione, Risultato
from tests import scenari

pytestmark = pytest.mark.django_db


@pytest.fixture
def rendicontazione() -> Rendicontazione:
    return scenari.anno_aperto(scenari.crea_cast())


VIETATI: list[tuple[type[Model], dict[str, Any]]] = [
    (Piano, {"ultimo_anno": 2026}),
    (Piano, {"stato": "inventato"}),
    (Piano, {"atto": None}),
    (Scheda, {"incidenza": 101}),
    (Scheda, {"tipo": "inventato"}),
    (Indicatore, {"peso": -1}),
    (Indicatore, {"verso": ""}),
    (Previsione, {"testo": "", "annotazione": ""}),
    (Previsione, {"lettura": "confermata"}),
    (Previsione, {"anno": 1023}),
    (Rendicontazione, {"stato": "trasmessa"}),
    (Rendicontazione, {"stato": "validata"}),
    (Rendicontazione, {"finestra_al": None}),
    (Risultato, {"stato": "trasmesso"}),
    (Risultato, {"stato": "confermato"}),
    (Risultato, {"grado": -1}),
    (Risultato, {"grado_rettificato": 1}),
]


@pytest.mark.parametrize(("modello", "valori"), VIETATI, ids=lambda v: getattr(v, "__name__", str(v)))
def test_a_half_state_is_refused_by_the_database(
    rendicontazione: Rendicontazione, modello: type[Model], valori: dict[str, Any]
) -> None:
    riga = modello._default_manager.first()
    assert riga is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        modello._default_manager.filter(pk=riga.pk).update(**valori)


def test_one_target_per_indicator_and_year(rendicontazione: Rendicontazione) -> None:
    previsione = Previsione.objects.first()
    assert previsione is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Previsione.objects.create(indicatore=previsione.indicatore, anno=previsione.anno, testo="SI")


@pytest.mark.parametrize("modello", [Previsione, Indicatore, Scheda, Piano])
def test_nothing_that_holds_results_can_be_deleted(rendicontazione: Rendicontazione, modello: type[Model]) -> None:
    riga = modello._default_manager.first()
    assert riga is not None
    with pytest.raises(ProtectedError):
        riga.delete()


def test_the_history_cannot_be_rewritten(rendicontazione: Rendicontazione) -> None:
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute("UPDATE rendicontazione_risultatoevent SET nota = 'altro'")
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute("DELETE FROM rendicontazione_risultatoevent")
