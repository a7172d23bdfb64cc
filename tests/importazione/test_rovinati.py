"""Files spoiled at random, with fixed seeds: always an answer, never an exception, and nothing half written.

A part of what `python -m tests.importazione.collaudo` runs; the seeds are the same.
"""

from __future__ import annotations

import os
import random

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from indicatori.importazione.anteprima import esamina_fogli
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore, Previsione
from obiettivi.models import Azione, Piano, Scheda
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto
from tests.importazione.collaudo import DEI_BYTE, Base, basi, esamina, prove
from tests.importazione.conftest import ADESSO
from tests.importazione.mutazioni import PEZZI, rovinati

BLOCCHI = 3
PER_BLOCCO = 50
# SCRITTI=200 is the long run
SCRITTI = int(os.environ.get("SCRITTI", "24"))
TABELLE = (Piano, Scheda, Azione, Indicatore, Previsione)
CELLE = st.sampled_from([*(pezzo for pezzo in PEZZI if len(pezzo) < 100), "", "", ""])
RIGHE = st.lists(st.lists(CELLE, max_size=9), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def tutte() -> list[Base]:
    return basi()


@pytest.mark.parametrize("blocco", range(BLOCCHI))
def test_un_file_rovinato_ha_sempre_una_risposta(blocco: int, tutte: list[Base]) -> None:
    guasti = [voce for voce in prove(PER_BLOCCO, blocco * PER_BLOCCO, tutte) if voce[2].startswith("GUASTO")]
    assert guasti == []


@settings(max_examples=150, deadline=None)
@given(fogli=st.lists(RIGHE, min_size=1, max_size=2), seme=st.integers(0, 99))
def test_una_griglia_qualunque_di_intestazioni_ha_una_risposta(fogli: list[list[list[str]]], seme: int) -> None:
    """Grids of the words that documents are made of."""
    letti = []
    for posto, righe in enumerate(fogli):
        foglio = Foglio(f"Foglio{posto}")
        for numero, celle in enumerate(righe, start=1):
            for colonna, testo in enumerate(celle, start=1):
                foglio.scrivi(numero, colonna, testo)
        letti.append(foglio)
    esamina(letti, random.Random(seme))


@pytest.mark.parametrize("seme", range(SCRITTI))
def test_o_entra_tutto_o_non_entra_niente(seme: int, asc: Ente, tutte: list[Base]) -> None:
    """A spoiled document that is confirmed is written whole: reading it again finds nothing to change."""
    fogli = rovinati(tutte[seme % len(tutte)].fogli, random.Random(seme * DEI_BYTE + 1))
    prima = [modello.objects.count() for modello in TABELLE]
    esame = esamina_fogli(fogli, asc)
    assert [modello.objects.count() for modello in TABELLE] == prima
    if esame.bloccato or esame.dati is None:
        return
    try:
        with transaction.atomic():
            importa_piano(dati=esame.dati, utente=None, adesso=ADESSO)
    except Rifiuto:
        assert [modello.objects.count() for modello in TABELLE] == prima
    else:
        assert esamina_fogli(fogli, asc).in_json()["cambiamenti"] == 0
