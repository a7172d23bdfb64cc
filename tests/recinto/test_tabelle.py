"""Every table that belongs to a body is fenced, and its body is that of its parents."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from pianoperf.organizzazione.models import Ente
from pianoperf.organizzazione.recinto.operazioni import COLONNA

pytestmark = pytest.mark.django_db
NOSTRE = ("pianoperf", "obiettivi", "indicatori", "rendicontazione")
# Of a person or of the installation, not of a body. Say here why a new table has no fence.
SENZA_ENTE = {
    "organizzazione_ente",  # the list of the bodies is public
    "organizzazione_enteevent",
    "organizzazione_utente",  # a person may work for several bodies
    "organizzazione_utenteevent",
    "organizzazione_utente_groups",
    "organizzazione_utente_user_permissions",
    "organizzazione_sessioneaperta",  # of a login
    "organizzazione_eventoaccesso",
    "organizzazione_passivisti",  # which tours a person has seen
    "lavori_battito",  # of the processes
    "lavori_invio",  # fingerprints of forms, by session
    "custodia_copia",  # of the installation
    "custodia_rimozione",  # of bodies that are no more
    "sigillo_avanzamento",  # how far the sealer is
}


def _nostre() -> list[type[Model]]:
    return [
        modello
        for modello in apps.get_models(include_auto_created=True)
        if modello.__module__.startswith(NOSTRE) and modello._meta.managed and not modello._meta.proxy
    ]


def _righe(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursore:
        cursore.execute(sql)
        return cursore.fetchall()


def test_every_table_of_a_body_is_fenced() -> None:
    recintate = {riga[0] for riga in _righe("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")}
    nostre = {modello._meta.db_table for modello in _nostre()}
    assert nostre - recintate == SENZA_ENTE & nostre
    assert nostre >= SENZA_ENTE
    assert recintate <= nostre


def test_every_fence_asks_for_the_body_and_checks_what_is_written() -> None:
    regole = _righe("SELECT tablename, qual, with_check FROM pg_policies WHERE policyname = 'recinto'")
    assert len(regole) > 60
    for tabella, vede, scrive in regole:
        for regola in (vede, scrive):
            assert "pianoperf.enti" in str(regola), tabella
        assert "pianoperf.utente" not in str(scrive), tabella


def test_a_hidden_column_says_the_body_of_the_parent(enti: tuple[Ente, Ente]) -> None:
    trovate = 0
    for (tabella,) in _righe(
        f"SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
        f"WHERE attname = '{COLONNA}' AND relkind = 'r'"
    ):
        enti_qui = {riga[0] for riga in _righe(f"SELECT {COLONNA} FROM {tabella}")}
        assert enti_qui <= {ente.pk for ente in enti}, tabella
        trovate += bool(enti_qui)
    assert trovate > 20
