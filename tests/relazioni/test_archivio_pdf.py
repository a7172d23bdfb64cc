"""Every document is what its metadata say: PDF/A-3a and PDF/UA-1, as the checker of the suite reads them."""

from __future__ import annotations

import os
import subprocess
from copy import deepcopy
from pathlib import Path

import pytest

from pianoperf.organizzazione.models import Persona, Struttura
from rendicontazione.models import Rendicontazione
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di
from tests import scenari
from tests.relazioni.piani import pdf_di, vista
from tests.relazioni.verificatore import difetti
from tests.rendicontazione.nucleo import lavoro
from tests.rendicontazione.piani_da_raggruppare import approvato, apri, strutturato
from tests.rimodulazione import proposte
from tests.scenari import ANNO

PIANI = {
    "asc-insieme-2021-2023": 2021,
    "asc-insieme-2023-2025": 2023,
    "asc-insieme-2025-2027": 2025,
    "coeso-2021-2023": 2021,
    "cssm-2023-2025": 2023,
}
VERAPDF = os.environ.get("VERAPDF", "")
DUE_MEGA = 2 * 2**20


@pytest.mark.parametrize("codice", PIANI)
def test_a_plan_has_no_defects(codice: str) -> None:
    assert difetti(pdf_di(codice)) == []


@pytest.mark.parametrize("codice", PIANI)
def test_a_plan_with_its_results_has_no_defects(codice: str) -> None:
    assert difetti(pdf_di(codice, PIANI[codice])) == []


@pytest.mark.parametrize("codice", PIANI)
def test_a_relazione_has_no_defects(codice: str) -> None:
    assert difetti(pdf_di(codice, PIANI[codice], "relazione")) == []


@pytest.mark.django_db
def test_a_testo_a_fronte_has_no_defects() -> None:
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    con_target = proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%")
    proposte.approvata(cast, proposte.motivata(cast, con_target))
    for tipo, lette in (
        ("testo_a_fronte", vista_di(proposte.piano(), "testo_a_fronte", versioni=(1, 2))),
        ("relazione", vista_di(proposte.piano(), "relazione", 2023)),
    ):
        assert difetti(produci(lette, tipo)) == [], tipo


@pytest.mark.django_db
def test_a_verbale_has_no_defects() -> None:
    cast = scenari.crea_cast()
    lavoro.componenti(cast)
    aperta = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    scenari.porta_al_nucleo(cast, aperta)
    rendicontazione = Rendicontazione.objects.get(pk=aperta.pk)
    lavoro.seduta(cast, rendicontazione)
    assert difetti(produci(vista_di(rendicontazione.piano, "verbale", ANNO), "verbale")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("di", [Struttura, Persona])
@pytest.mark.parametrize("quando", [None, 2023])
def test_a_sheet_of_one_has_no_defects(di: type[Struttura] | type[Persona], quando: int | None) -> None:
    cast = scenari.crea_cast()
    Struttura.objects.create(ente=cast.ente, nome="Direzione")
    aperta = apri(cast, approvato(cast, strutturato()), 2023)
    scenari.inviato(cast, "1.1", "SI", nota="Aperto a marzo.")
    chi = Struttura.objects.get(nome="Direzione") if di is Struttura else Persona.objects.get(cognome="Rossi")
    tipo = "struttura" if di is Struttura else "responsabile"
    assert difetti(produci(vista_di(aperta.piano, tipo, quando, soggetto=chi), tipo)) == []


def test_a_plan_of_sixty_indicators_is_a_small_file() -> None:
    grande = vista("asc-insieme-2023-2025")
    modello = grande.piano.schede[0].indicatori[0]
    for numero in range(60 - sum(len(scheda.indicatori) for scheda in grande.piano.schede)):
        copia = deepcopy(modello)
        copia.codice = f"1.9{numero}"
        grande.piano.schede[0].indicatori.append(copia)
    assert sum(len(scheda.indicatori) for scheda in grande.piano.schede) >= 60
    pdf = produci(grande, "piano")
    assert difetti(pdf) == []
    assert len(pdf) < DUE_MEGA


@pytest.mark.skipif(not VERAPDF, reason="VERAPDF non dice dov'è veraPDF")
@pytest.mark.parametrize("profilo", ["3a", "ua1"])
@pytest.mark.parametrize("codice", PIANI)
def test_verapdf_agrees(codice: str, profilo: str, tmp_path: Path) -> None:
    file = tmp_path / f"{codice}.pdf"
    file.write_bytes(pdf_di(codice, PIANI[codice]))
    comando = [VERAPDF, "--flavour", profilo, "--format", "text", "-v", str(file)]
    esito = subprocess.run(comando, capture_output=True, text=True, check=False)
    assert esito.stdout.startswith("PASS"), esito.stdout + esito.stderr
