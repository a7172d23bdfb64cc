"""The testo a fronte as a PDF, and the Relazione that prints what the year's changes were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from obiettivi.models import Versione
from pianoperf.lavori.esecuzione import esegui
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.documenti.archivio import letto
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di
from tests import scenari
from tests.relazioni.lettura_pdf import compatto, scritto_in
from tests.rimodulazione import proposte
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
A_FRONTE = TipoDocumento.TESTO_A_FRONTE


@pytest.fixture
def versione(cast: Cast) -> Versione:
    scenari.anno_aperto(cast)
    return proposte.approvata(
        cast, proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%"))
    )


def test_the_pdf_has_old_and_new_with_both_acts(versione: Versione) -> None:
    testo = scritto_in(produci(vista_di(proposte.piano(), A_FRONTE, versioni=(1, 2)), A_FRONTE))
    for atteso in (
        "almeno 80%",
        "almeno 70%",
        proposte.MOTIVO,
        "n. 1 del 20/12/2022",
        "n. 7 del 02/10/2023",
        "ribassato",
    ):
        assert compatto(atteso) in testo


def test_the_same_versions_give_the_same_bytes(versione: Versione) -> None:
    prima, dopo = (produci(vista_di(proposte.piano(), A_FRONTE, versioni=(1, 2)), A_FRONTE) for _ in range(2))
    assert prima == dopo


def test_versions_that_are_not_there_are_refused(versione: Versione) -> None:
    with pytest.raises(Rifiuto, match="non ha una versione 9"):
        vista_di(proposte.piano(), A_FRONTE, versioni=(1, 9))


def test_the_relazione_lists_the_changes_of_its_year(versione: Versione) -> None:
    testo = scritto_in(produci(vista_di(proposte.piano(), "relazione", 2023), "relazione"))
    for atteso in ("2.1 Rimodulazioni del piano", "Meno formazione", "almeno 80%", "almeno 70%", proposte.MOTIVO):
        assert compatto(atteso) in testo


def test_a_plan_that_was_never_changed_prints_no_changes(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    vista = vista_di(proposte.piano(), "relazione", 2023)
    assert {"rimodulazioni", "fronte", "atto_rimodulazione"}.isdisjoint(vista.in_json())
    assert compatto("Nessuna rimodulazione approvata riguarda il 2023.") in scritto_in(produci(vista, "relazione"))


def test_the_job_makes_the_pdf_asked_for_from_the_page(entra: Callable[[str], Client], versione: Versione) -> None:
    client = entra("organo")
    fronte = "/ente-prova/piani/ente-prova-2023-2025/versioni/"
    assert "Prepara il PDF" in client.get(f"{fronte}confronto/").content.decode()
    pagina = client.post(f"{fronte}pdf/", {"da": "2", "a": "1"}, follow=True).content.decode()
    assert "Testo a fronte delle versioni 1 e 2.pdf" in pagina
    documento = Documento.objects.get(tipo=A_FRONTE)
    esegui(documento.lavoro_id)
    documento.refresh_from_db()
    assert documento.pronto_il is not None
    assert compatto("almeno 70%") in scritto_in(letto(documento.file.name) or b"")
    assert client.post(f"{fronte}pdf/", {"da": "x", "a": "1"}).status_code == 404
