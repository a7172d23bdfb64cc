"""The database gives back what was imported, and a second import changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore, Previsione, Responsabilita
from indicatori.motore.documento import PianoDati
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from tests.importazione.conftest import ADESSO, PIANI, dati_di, ente_di


@pytest.mark.parametrize("codice", PIANI)
def test_i_dati_tornano_uguali(codice: str, enti: dict[str, Ente]) -> None:
    dati = dati_di(codice, ente_di(codice, enti))
    esito = importa_piano(dati=dati, utente=None, adesso=ADESSO)
    tornati = piano_in_dati(esito.piano)
    assert esito.nuovo
    assert _senza_verso(tornati) == _senza_verso(dati)


@pytest.mark.parametrize("codice", PIANI)
def test_la_seconda_volta_non_cambia_niente(codice: str, enti: dict[str, Ente]) -> None:
    dati = dati_di(codice, ente_di(codice, enti))
    importa_piano(dati=dati, utente=None, adesso=ADESSO)
    prima = list(Previsione.objects.order_by("pk").values())
    assert importa_piano(dati=dati, utente=None, adesso=ADESSO).cambiamenti == 0
    assert list(Previsione.objects.order_by("pk").values()) == prima
    assert Piano.objects.count() == 1


def test_la_lettura_del_piano_fa_poche_query(enti: dict[str, Ente], django_assert_max_num_queries) -> None:
    esito = importa_piano(dati=dati_di("coeso-2021-2023", enti["coeso"]), utente=None, adesso=ADESSO)
    piano = Piano.objects.select_related("ente").get(pk=esito.piano.pk)
    with django_assert_max_num_queries(10):
        piano_in_dati(piano)


def test_i_cognomi_diventano_responsabili(enti: dict[str, Ente]) -> None:
    importa_piano(dati=dati_di("asc-insieme-2025-2027", enti["asc-insieme"]), utente=None, adesso=ADESSO)
    due = Indicatore.objects.get(responsabili_testo="Verboschi Ferri")
    assert sorted(str(persona) for persona in due.responsabili.all()) == ["Ferri", "Verboschi"]
    assert Responsabilita.objects.filter(assegnata=True).count() == 0


def test_le_letture_sono_proposte_con_il_termine(enti: dict[str, Ente]) -> None:
    importa_piano(dati=dati_di("cssm-2023-2025", enti["cssm"]), utente=None, adesso=ADESSO)
    previsione = Previsione.objects.get(indicatore__codice="A.1", anno=2023)
    assert previsione.lettura == "proposta"
    assert previsione.condizioni[0]["kind"] == "deadline"
    assert previsione.condizioni[0]["date"].endswith("06-30")


def _senza_verso(dati: PianoDati) -> PianoDati:
    """The fixtures write no verso: the guess is added by the import."""
    schede = [
        replace(scheda, indicatori=[replace(voce, verso="") for voce in scheda.indicatori]) for scheda in dati.schede
    ]
    return replace(dati, schede=schede)
