"""The whole year of a small plan, by everybody who has a part in it, on a desk and on a phone.

Import, approval, opening, entry, sending, hand-over, validation, approval, publication, PDF, citizen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from indicatori.esportazione.formati import in_formato
from pianoperf.lavori.models import Lavoro
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Rendicontazione, Risultato
from tests.percorsi.conftest import ATTESA
from tests.scenari import PAROLA, crea_cast, dati_di_prova

PIANO = "ente-prova-2023-2025"
DEL_2023 = f"/ente-prova/quadro/{PIANO}/2023"
LARGHEZZE = {"scrivania": {"width": 1280, "height": 900}, "telefono": {"width": 390, "height": 844}}
# A real worker reads the workbook and composes the PDFs.
ATTESA_LAVORO = 90_000
Entra = Callable[[str], Page]


@pytest.fixture(params=sorted(LARGHEZZE))
def schermo(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def entra(
    browser: Browser,
    transactional_db: None,
    celery_vero: None,
    pdf_da_soli: None,
    live_server: LiveServer,
    schermo: str,
) -> Iterator[Entra]:
    """A window of this width for a person of the cast; nobody's is the citizen's."""
    crea_cast()
    expect.set_options(timeout=ATTESA)
    contesti = []

    def accesso(chi: str) -> Page:
        telefono = schermo == "telefono"
        contesto = browser.new_context(
            base_url=live_server.url,
            locale="it-IT",
            viewport=LARGHEZZE[schermo],
            has_touch=telefono,
            is_mobile=telefono,
            accept_downloads=True,
        )
        contesti.append(contesto)
        pagina = contesto.new_page()
        pagina.set_default_timeout(ATTESA)
        if chi:
            pagina.goto("/accedi/")
            pagina.get_by_label("Nome utente").fill(chi)
            pagina.get_by_label("Password").fill(PAROLA)
            pagina.get_by_role("button", name="Accedi").click()
            expect(pagina.get_by_role("button", name="Esci")).to_be_visible()
        return pagina

    yield accesso
    for contesto in contesti:
        contesto.close()


def test_a_plan_goes_from_the_workbook_to_the_citizen(entra: Entra, tmp_path: Path) -> None:
    amministratrice = entra("anna")
    _importa(amministratrice, tmp_path / "piano.xlsx")
    _approva_il_piano(amministratrice)
    _apri_l_anno(amministratrice)
    _inserisci_i_miei(entra("rita"))
    _inserisci_quello_di_bianchi_e_consegna(entra("dario"))
    _valida(entra("nora"))
    _approva_e_pubblica(amministratrice)
    scaricato = _scarica_dal_quadro_pubblico(entra(""), tmp_path)
    _e_lo_stesso_per_l_organo(entra("orso"), scaricato)


def _voce(pagina: Page, nome: str) -> None:
    """An entry of the menu, which on a phone must be unfolded first."""
    apri = pagina.get_by_role("button", name="Menu", exact=True)
    voce = pagina.get_by_role("navigation", name="Principale").get_by_role("link", name=nome)
    # folded by a script of the page: which of the two is there is known when it has run
    pagina.wait_for_load_state("load")
    expect(apri.or_(voce).filter(visible=True).first).to_be_visible()
    if apri.is_visible():
        apri.click()
    voce.click()


def _importa(pagina: Page, percorso: Path) -> None:
    percorso.write_bytes(in_formato("xlsx", dati_di_prova()))
    _voce(pagina, "Strumenti")
    pagina.get_by_role("main").get_by_role("link", name="Importazioni").click()
    pagina.get_by_label("Foglio o documento del piano").set_input_files(percorso)
    pagina.get_by_role("button", name="Carica e mostra l'anteprima").click()
    expect(pagina.get_by_role("heading", name="Conferma")).to_be_visible(timeout=ATTESA_LAVORO)
    pagina.get_by_role("button", name="Conferma l'importazione").click()
    expect(pagina.get_by_text("Importazione confermata da Anna Ammini")).to_be_visible()
    pagina.get_by_role("link", name="Apri il piano").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Piano di prova 2023-2025")


def _approva_il_piano(pagina: Page) -> None:
    pagina.get_by_role("button", name="Registra l'approvazione").or_(
        pagina.get_by_role("link", name="Registra l'approvazione")
    ).first.click()
    _atto(pagina, "26", "2022-12-20")
    expect(pagina.get_by_text("n. 26", exact=False).first).to_be_visible()


def _atto(pagina: Page, numero: str, data: str) -> None:
    pagina.get_by_label("Organo").fill("Consiglio di Amministrazione")
    pagina.get_by_label("Numero dell'atto").fill(numero)
    pagina.get_by_label("Data dell'atto").fill(data)
    pagina.get_by_role("button", name="Registra l'approvazione").click()


def _apri_l_anno(pagina: Page) -> None:
    _voce(pagina, "Rilevazioni")
    pagina.get_by_role("main").get_by_role("link", name="Apri", exact=False).first.click()
    scelta = pagina.get_by_label("Piano e anno").locator("option", has_text="anno 2023").get_attribute("value")
    pagina.get_by_label("Piano e anno").select_option(scelta)
    pagina.get_by_label("Si può inserire dal").fill("2024-01-01")
    pagina.get_by_label("Si può inserire fino al").fill("2099-12-31")
    pagina.get_by_role("button", name="Apri la rilevazione").click()
    expect(pagina.get_by_text("Aperta").first).to_be_visible()


def _inserisci_i_miei(pagina: Page) -> None:
    """From «Il mio anno», one after the other; the last one is below its target and needs its cause."""
    _voce(pagina, "Il mio anno")
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Il mio anno")
    for codice, valori in {
        "1.1": {"": "Sì"},
        "1.2": {"Entro giugno": "20/05/2023"},
        "1.3": {"80": "85"},
        "1.4": {"Entro giugno": "20/06/2023", "100": "90"},
    }.items():
        pagina.goto(f"/ente-prova/rilevazioni/{_risultato(codice).pk}/")
        for etichetta, valore in valori.items():
            if etichetta:
                pagina.get_by_label(etichetta, exact=False).first.fill(valore)
            else:
                pagina.get_by_role("radio", name=valore).check()
        _invia(pagina)
    _voce(pagina, "Il mio anno")
    expect(pagina.get_by_role("main")).not_to_contain_text("Comincia da qui")


def _invia(pagina: Page) -> None:
    pagina.get_by_label("Nota").fill("Dal registro del servizio.")
    pagina.get_by_label("Causa dello scostamento").select_option(index=1)
    pagina.get_by_label("Fonte del dato").fill("Protocollo")
    pagina.get_by_role("button", name="Invia al Nucleo").click()
    expect(pagina.get_by_text("Risultato inviato al Nucleo.")).to_be_visible()


def _inserisci_quello_di_bianchi_e_consegna(pagina: Page) -> None:
    pagina.goto(f"/ente-prova/rilevazioni/{_risultato('2.1').pk}/")
    pagina.get_by_label("4", exact=False).first.fill("5")
    _invia(pagina)
    _voce(pagina, "Quadro")
    pagina.get_by_role("main").get_by_role("link", name="2023").first.click()
    pagina.get_by_role("button", name="Trasmetti al Nucleo").click()
    expect(pagina.get_by_text("Non manca niente:")).to_be_visible()
    pagina.get_by_role("button", name="Trasmetti al Nucleo").click()
    expect(pagina.get_by_text("Rendicontazione trasmessa al Nucleo.")).to_be_visible()


def _valida(pagina: Page) -> None:
    """All together those at 100 %, the one below it by itself."""
    pagina.goto(f"{DEL_2023}/")
    pagina.get_by_role("button", name="Avvia la validazione").click()
    pagina.get_by_role("button", name="Avvia la validazione").click()
    expect(pagina.get_by_text("Validazione avviata.")).to_be_visible()
    pagina.get_by_role("link", name="Conferma i completi").first.click()
    pagina.get_by_role("button", name="Conferma i risultati scelti").click()
    pagina.goto(f"/ente-prova/quadro/risultati/{_risultato('1.4').pk}/")
    pagina.get_by_role("radio", name="Conferma").check()
    pagina.get_by_role("button", name="Registra il giudizio").click()
    pagina.goto(f"{DEL_2023}/")
    pagina.get_by_role("button", name="Valida", exact=True).click()
    pagina.get_by_role("radio", name="Validata", exact=True).check()
    pagina.get_by_role("button", name="Valida e chiudi l'anno").click()
    expect(pagina.get_by_role("button", name="Registra l'approvazione")).to_be_visible()
    assert _anno().stato == StatoRendicontazione.VALIDATA


def _approva_e_pubblica(pagina: Page) -> None:
    pagina.goto(f"{DEL_2023}/")
    pagina.get_by_role("button", name="Registra l'approvazione").click()
    _atto(pagina, "31", "2024-06-20")
    pagina.get_by_role("button", name="Registra la pubblicazione").click()
    pagina.get_by_role("button", name="Registra la pubblicazione").click()
    expect(pagina.get_by_text("Pubblicazione registrata.")).to_be_visible()
    assert _anno().stato == StatoRendicontazione.PUBBLICATA


def _scarica_dal_quadro_pubblico(pagina: Page, cartella: Path) -> bytes:
    """The citizen begins at the list of the bodies; the fingerprint printed beside the PDF is that of the file."""
    pagina.goto("/trasparenza/")
    pagina.get_by_role("main").get_by_role("link", name="Ente di prova").first.click()
    pagina.get_by_role("main").get_by_role("link", name="2023", exact=False).last.click()
    voce = pagina.locator(".pubblica-documento a").first
    for _ in range(ATTESA_LAVORO // 3000):
        if voce.is_visible():
            break
        pagina.wait_for_timeout(3000)
        pagina.reload()  # as with F5: a mere visit may show for four minutes the page the browser kept
    else:
        pytest.fail(f"Il PDF non è pronto: {list(Lavoro.objects.values('tipo', 'stato', 'tentativi', 'errore'))}")
    with pagina.expect_download() as scaricamento:
        voce.click()
    percorso = cartella / "pubblico.pdf"
    scaricamento.value.save_as(percorso)
    contenuto = percorso.read_bytes()
    assert hashlib.sha256(contenuto).hexdigest() in pagina.content().replace("<wbr>", "")
    return contenuto


def _e_lo_stesso_per_l_organo(pagina: Page, scaricato: bytes) -> None:
    """The board verifies the citizen's file: it is what the body has."""
    assert "Ente di prova" in "".join(foglio.extract_text() for foglio in PdfReader(BytesIO(scaricato)).pages)
    pagina.goto("/ente-prova/documenti/verifica/")
    carica = {"name": "pubblico.pdf", "mimeType": "application/pdf", "buffer": scaricato}
    pagina.locator('input[type="file"]').set_input_files(carica)
    pagina.get_by_role("button", name="Verifica").click()
    expect(pagina.locator(".alert-success")).to_be_visible()


def _risultato(codice: str) -> Risultato:
    return Risultato.objects.get(previsione__indicatore__codice=codice, previsione__anno=2023)


def _anno() -> Rendicontazione:
    return Rendicontazione.objects.get(piano__codice=PIANO, anno=2023)
