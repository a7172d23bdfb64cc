"""Two administrators confirm at the same moment, each on a connection of their own: one writes, one is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from indicatori.enums import StatoImportazione
from indicatori.importazione.services import EsitoImportazione, conferma_importazione
from indicatori.models import Importazione, Indicatore, Previsione
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata, ModificaConcorrente, Rifiuto
from tests.importazione.conftest import ADESSO, incaricato
from tests.importazione.fogli_di_prova import foglio, metti, ritocca
from tests.importazione.test_servizi import archivio, carica
from tests.processi import attendi

__all__ = ["archivio"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bruna(asc: Ente) -> Utente:
    return incaricato("bruna", asc, Ruolo.AMMINISTRATORE)


def conferma(importazione: Importazione, utente: Utente) -> Callable[[], EsitoImportazione]:
    def lavoro() -> EsitoImportazione:
        try:
            return conferma_importazione(importazione=importazione, utente=utente, adesso=ADESSO)
        finally:
            connection.close()

    return lavoro


def _qualcuno_attende() -> bool:
    with connection.cursor() as cursore:
        cursore.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursore.fetchone()[0])


def dopo_di_lei(prima: Callable[[], EsitoImportazione], seconda: Callable[[], EsitoImportazione]) -> Rifiuto:
    """The second confirmation starts while the first is not written yet; answers what the second is told."""
    with ThreadPoolExecutor(1) as altri:
        with transaction.atomic():
            prima()
            attesa = altri.submit(seconda)
            assert attendi(_qualcuno_attende, secondi=20)
        with pytest.raises(Rifiuto) as detto:
            attesa.result(timeout=20)
    return detto.value


def conferma_qui(importazione: Importazione, utente: Utente) -> Callable[[], EsitoImportazione]:
    return lambda: conferma_importazione(importazione=importazione, utente=utente, adesso=ADESSO)


def test_la_stessa_importazione_confermata_due_volte(asc: Ente, amministratrice: Utente, bruna: Utente) -> None:
    importazione = carica(asc, amministratrice, foglio())
    detto = dopo_di_lei(conferma_qui(importazione, amministratrice), conferma(importazione, bruna))
    assert isinstance(detto, AzioneNegata)
    assert "già stata confermata" in str(detto)
    importazione.refresh_from_db()
    assert importazione.confermata_da == amministratrice
    assert Indicatore.pgh_event_model.objects.count() == Indicatore.objects.count() == 2


def test_due_fogli_dello_stesso_piano(asc: Ente, amministratrice: Utente, bruna: Utente) -> None:
    sua = carica(asc, amministratrice, foglio())
    altra = carica(asc, bruna, ritocca(foglio(), metti("Indicatori", "H3", "Almeno 20")))
    detto = dopo_di_lei(conferma_qui(sua, amministratrice), conferma(altra, bruna))
    assert isinstance(detto, ModificaConcorrente)
    assert "Rifai l'anteprima" in str(detto)
    altra.refresh_from_db()
    assert altra.stato == StatoImportazione.ANTEPRIMA
    assert Piano.objects.count() == 1
    assert Previsione.objects.get(indicatore__codice="1.2").testo == "Almeno 10"


def test_insieme_senza_ordine_una_sola_scrive(asc: Ente, amministratrice: Utente, bruna: Utente) -> None:
    importazione = carica(asc, amministratrice, foglio())
    with ThreadPoolExecutor(2) as persone:
        esiti = [persone.submit(conferma(importazione, utente)) for utente in (amministratrice, bruna)]
        rifiuti = [esito.exception(timeout=30) for esito in esiti]
    assert sorted(type(rifiuto).__name__ for rifiuto in rifiuti) == ["AzioneNegata", "NoneType"]
    assert Indicatore.pgh_event_model.objects.count() == 2
