"""A ratchet: no query of a screen may need a whole big table, however many bodies there will be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pianoperf.organizzazione.models import Ente
from rendicontazione.banco.campione import crea_campione
from rendicontazione.banco.paese import cliente, schermate, visita
from rendicontazione.banco.piani_di_query import GRANDI, Lettura, letture, solo_letture
from rendicontazione.banco.ripetizione import ripeti
from rendicontazione.selectors.memoria import dimentica

pytestmark = pytest.mark.django_db


@pytest.fixture
def senza_letture_intere(db: None) -> Iterator[None]:
    """PostgreSQL then reads a table from end to end only where it has no other way, as small as the table may be."""
    with connection.cursor() as cursore:
        cursore.execute("SET enable_seqscan = off")
        yield
        cursore.execute("RESET enable_seqscan")


def _letture(testi: list[str], ente: int) -> list[Lettura]:
    return letture(testi, esegui=False, ente=ente)


def test_no_screen_reads_a_big_table_from_end_to_end(senza_letture_intere: None) -> None:
    crea_campione(7, piani=2, indicatori=6)
    ripeti(2)
    pagine = schermate("ente-7-1")
    testi: list[str] = []
    for pagina in pagine:
        dimentica()
        with CaptureQueriesContext(connection) as domande:
            visita(cliente("ente-7-1", pagina.chi), pagina)
        testi += solo_letture(domande.captured_queries)
    trovate = _letture(list(dict.fromkeys(testi)), Ente.objects.get(codice="ente-7-1").pk)
    usate = {tabella for lettura in trovate for _, tabella in lettura.nodi}
    assert len(trovate) > 60
    assert usate >= {"rendicontazione_risultato", "indicatori_previsione", "rendicontazione_risultatoevent"}
    assert [(lettura.intere, lettura.sql[:300]) for lettura in trovate if lettura.intere] == []


def test_a_query_without_an_index_is_seen(senza_letture_intere: None) -> None:
    intera, una = _letture(
        [
            "SELECT id FROM rendicontazione_risultato WHERE nota = 'x'",
            "SELECT id FROM rendicontazione_risultato WHERE id = 1",
        ],
        ente=1,
    )
    assert intera.intere == ("rendicontazione_risultato",)
    assert una.intere == ()
    assert "rendicontazione_risultato: Index" in una.forma


def test_the_big_tables_are_tables_of_ours() -> None:
    assert set(GRANDI) <= {modello._meta.db_table for modello in apps.get_models()}


def test_the_history_is_taken_off_and_writes_are_left_out() -> None:
    prima = (
        "SELECT set_config('pghistory.context_id', 'x', true), set_config('pghistory.context_metadata', '{}', true); "
    )
    domande = [{"sql": f"{prima}SELECT 1"}, {"sql": "SELECT 1"}, {"sql": "UPDATE x SET y = 1"}]
    assert solo_letture(domande) == ["SELECT 1"]
