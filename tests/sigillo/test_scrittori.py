"""Many write and seal at once: no link is broken, what is late is sealed, what is put in below the seal is found."""

from __future__ import annotations

import os
import threading
from contextlib import closing

import psycopg2
import pytest
from django.db import DatabaseError, connection, connections

from rendicontazione.models import Risultato
from rendicontazione.sigillo.controllo import controlla
from rendicontazione.sigillo.models import Sigillo
from tests import scenari
from tests.processi import ambiente_di_prova
from tests.sigillo.conftest import sigilla_subito

pytestmark = pytest.mark.django_db(transaction=True)
# SCRITTURE=5000 is the long run
SCRITTORI, SCRITTURE = 4, int(os.environ.get("SCRITTURE", "250"))


def collegati():
    return closing(psycopg2.connect(ambiente_di_prova()["DATABASE_URL"]))


def scrivi(risultato: int) -> None:
    """Some transactions are long, some come to nothing."""
    with collegati() as collegamento, collegamento.cursor() as cursore:
        for volta in range(SCRITTURE):
            cursore.execute("UPDATE rendicontazione_risultato SET nota = %s WHERE id = %s", [str(volta), risultato])
            if volta % 7 == 0:
                collegamento.rollback()
            elif volta % 3 == 0:
                collegamento.commit()
        collegamento.commit()


def test_quattro_scrittori_e_due_sigillatori() -> None:
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    fine, guasti = threading.Event(), []

    def sigilla_di_continuo() -> None:
        try:
            while not fine.is_set():
                sigilla_subito(lotto=40)
        except DatabaseError as errore:
            guasti.append(errore)
        finally:
            connections.close_all()

    risultati = list(Risultato.objects.values_list("pk", flat=True)[:SCRITTORI])
    scrittori = [threading.Thread(target=scrivi, args=[chiave]) for chiave in risultati]
    sigillatori = [threading.Thread(target=sigilla_di_continuo) for _ in range(2)]
    for filo in [*sigillatori, *scrittori]:
        filo.start()
    for filo in scrittori:
        filo.join()
    fine.set()
    for filo in sigillatori:
        filo.join()
    sigilla_subito()

    assert guasti == []
    controllo = controlla()
    assert (controllo.difetti, controllo.da_sigillare) == ([], 0)
    eventi = Risultato.pgh_event_model.objects.filter(pgh_label="update").count()
    assert eventi > SCRITTORI * SCRITTURE / 2
    sigillati = [evento for anello in Sigillo.objects.filter(tabella=TABELLA) for evento in anello.eventi]
    assert len(sigillati) == len(set(sigillati))


TABELLA = "rendicontazione_risultatoevent"


def test_chi_tarda_a_concludere_e_sigillato_lo_stesso() -> None:
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    risultato = Risultato.objects.first()
    with collegati() as lento, lento.cursor() as cursore:
        cursore.execute("UPDATE rendicontazione_risultato SET nota = 'tardi' WHERE id = %s", [risultato.pk])
        for nota in ("a", "b", "c"):
            Risultato.objects.exclude(pk=risultato.pk).update(nota=nota)
            sigilla_subito()
        lento.commit()
    assert sigilla_subito() == 1
    assert controlla().difetti == []


def test_un_evento_inserito_sotto_il_sigillo_si_scopre(monkeypatch: pytest.MonkeyPatch) -> None:
    # as if nobody else wrote on this server, where the tests of other processes are in the middle of theirs
    monkeypatch.setattr("rendicontazione.sigillo.services._transazioni", lambda: (10**9, 10**9))
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    with connection.cursor() as cursore:
        cursore.execute(f"SELECT nextval(pg_get_serial_sequence('{TABELLA}', 'pgh_id'))")
        libero = cursore.fetchone()[0]
    for nota in ("a", "b", "c"):
        Risultato.objects.update(nota=nota)
        sigilla_subito()
    colonne = [campo.column for campo in Risultato.pgh_event_model._meta.concrete_fields if campo.column != "pgh_id"]
    with connection.cursor() as cursore:
        cursore.execute(
            f"INSERT INTO {TABELLA} (pgh_id, {', '.join(colonne)}) "
            f"SELECT %s, {', '.join(colonne)} FROM {TABELLA} ORDER BY pgh_id DESC LIMIT 1", [libero],
        )  # fmt: skip
    assert sigilla_subito() == 0
    assert [(voce.dove, voce.che_cosa) for voce in controlla().difetti] == [
        (f"{TABELLA} evento {libero}", "l'evento è stato inserito dopo")
    ]
