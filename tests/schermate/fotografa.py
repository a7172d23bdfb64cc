"""Takes the pictures. Run by `make screenshots`, never by the suite: its name is no test's.

`PIANOPERF_SCHERMATE` is the folder (default var/schermate); with `MANUALE=1` those of the manual are taken as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from pianoperf.organizzazione.models import Utente
from tests import scenari
from tests.accessibilita.conftest import browser, connessioni
from tests.accessibilita.vetrina import CASA, risponde
from tests.permessi.conftest import _con_tutti_i_ruoli
from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Scena
from tests.permessi.sessioni import NOMI
from tests.schermate.foglio import scrivi_foglio
from tests.schermate.manuale import CARTELLA, DEL_README, IMMAGINI, LARGHEZZA, NEL_README, Immagine, alleggerisci
from tests.schermate.vetrina_demo import RETRO, Pagina, client_di, nomi_mancanti, pagine_della_demo

__all__ = ["browser", "connessioni"]

LARGHEZZE = (1280, 390)
ALTEZZA = 900
PRESE: list[Pagina] = []
FUORI = Path(os.environ.get("PIANOPERF_SCHERMATE") or Path(settings.RADICE) / "var" / "schermate")


@pytest.fixture(scope="module")
def pagina(browser: Browser) -> Iterator[Page]:
    with browser.new_page(locale="it-IT") as aperta:
        yield aperta


@pytest.fixture
def archivio(db: None, tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.fixture
def demo(archivio: None) -> None:
    """The five plans and the demo years; the test takes them back."""
    call_command("carica_esempi", verbosity=0)


def test_le_pagine_della_demo(demo: None, pagina: Page) -> None:
    FUORI.mkdir(parents=True, exist_ok=True)
    for voce in pagine_della_demo():
        _scatta(pagina, client_di(voce.chi), voce)
        PRESE.append(voce)


def test_le_altre_pagine(archivio: None, pagina: Page) -> None:
    """Those that the demo has not, or not in that state; then the sheet with all of them."""
    FUORI.mkdir(parents=True, exist_ok=True)
    for nome in nomi_mancanti(PRESE):
        PRESE.extend(_dalla_scena(pagina, nome))
    PRESE.sort(key=lambda voce: (voce.area, voce.nome, voce.chi))
    assert len(PRESE) > 50
    print(f"\n{len(PRESE)} pagine: {scrivi_foglio(FUORI, PRESE, LARGHEZZE)}")


@pytest.mark.skipif(not os.environ.get("MANUALE"), reason="Con MANUALE=1 si rifanno anche le immagini del manuale.")
def test_le_immagini_del_manuale(demo: None, pagina: Page) -> None:
    CARTELLA.mkdir(parents=True, exist_ok=True)
    for immagine in IMMAGINI:
        file = CARTELLA / f"{immagine.nome}.png"
        _ritaglia(pagina, immagine, file)
        alleggerisci(file)
        if immagine.nome in NEL_README:
            (DEL_README / file.name).write_bytes(file.read_bytes())


def _scatta(pagina: Page, client: Client, voce: Pagina) -> None:
    _apri(pagina, client, voce.indirizzo)
    for larghezza in LARGHEZZE:
        pagina.set_viewport_size({"width": larghezza, "height": ALTEZZA})
        pagina.screenshot(path=FUORI / f"{voce.file}-{larghezza}.png", full_page=True)


def _apri(pagina: Page, client: Client, indirizzo: str) -> None:
    pagina.unroute_all()
    pagina.route("**/*", risponde(client))
    pagina.goto(f"{CASA}{indirizzo}", wait_until="networkidle")


def _dalla_scena(pagina: Page, nome: str) -> list[Pagina]:
    """The page as the body of the tests reaches it: the demo has none in that state."""
    regola = next(voce for voce in MATRICE[nome] if voce.metodo == "get" and voce.ammessi)
    with transaction.atomic():
        cast = scenari.crea_cast()
        _con_tutti_i_ruoli(cast)
        anno = scenari.anno_aperto(cast)
        anno.finestra_al = timezone.now() + timedelta(days=30)
        anno.save(update_fields=["finestra_al"])
        scena = Scena(cast, anno)
        regola.prepara(scena)
        chi = sorted(regola.ammessi)[0]
        voce = Pagina(nome, chi, reverse(nome, kwargs={"ente": scena.ente, **regola.argomenti(scena)}))
        client = Client()
        client.force_login(Utente.objects.get(username=NOMI[chi]), backend=RETRO)
        risposta = client.get(voce.indirizzo, follow=True)
        intera = b"<html" in getattr(risposta, "content", b"")
        if intera:
            _scatta(pagina, client, voce)
        transaction.set_rollback(True)
    return [voce] if intera else []


def _ritaglia(pagina: Page, immagine: Immagine, file: Path) -> None:
    pagina.set_viewport_size({"width": LARGHEZZA, "height": ALTEZZA})
    _apri(pagina, client_di(immagine.chi), immagine.indirizzo())
    if immagine.apri:
        pagina.locator(immagine.apri).first.click()
    cima = pagina.locator(immagine.da).first.bounding_box() if immagine.da else None
    da = cima["y"] if cima else 0
    fondo = pagina.evaluate("() => document.documentElement.scrollHeight")
    ritaglio = {"x": 0, "y": da, "width": LARGHEZZA, "height": min(immagine.altezza, fondo - da)}
    pagina.screenshot(path=file, full_page=True, clip=ritaglio)
