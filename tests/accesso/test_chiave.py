"""A passkey in a real browser, with Chromium's virtual authenticator: added, asked after the password, alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.percorsi.conftest import ATTESA
from tests.scenari import PAROLA, Cast, crea_cast

DISPOSITIVO = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return crea_cast()


@pytest.fixture
def pagina(browser: Browser, cast: Cast, live_server: LiveServer) -> Iterator[Page]:
    """A window of a computer that has an authenticator; the address is localhost, where keys work without https."""
    contesto = browser.new_context(base_url=live_server.url, locale="it-IT")
    pagina = contesto.new_page()
    pagina.set_default_timeout(ATTESA)
    expect.set_options(timeout=ATTESA)
    sonda = contesto.new_cdp_session(pagina)
    sonda.send("WebAuthn.enable")
    sonda.send("WebAuthn.addVirtualAuthenticator", {"options": DISPOSITIVO})
    yield pagina
    contesto.close()


def _con_la_password(pagina: Page) -> None:
    pagina.goto("/accedi/")
    pagina.get_by_label("Nome utente").fill("dario")
    pagina.get_by_label("Password").fill(PAROLA)
    pagina.get_by_role("button", name="Accedi").click()


def _esci(pagina: Page) -> None:
    pagina.get_by_role("button", name="Esci").click()
    expect(pagina.get_by_role("heading", name="Accedi")).to_be_visible()


def test_una_passkey_si_aggiunge_si_chiede_e_fa_entrare_da_sola(pagina: Page, cast: Cast) -> None:
    violazioni: list[str] = []
    pagina.on(
        "console", lambda messaggio: violazioni.append(messaggio.text) if "Content Security" in messaggio.text else None
    )
    _con_la_password(pagina)
    pagina.get_by_role("link", name="Dario Dirigente").click()
    pagina.get_by_role("link", name="Aggiungi una chiave").click()
    pagina.get_by_label("Password").fill(PAROLA)
    pagina.get_by_role("button", name="Conferma").click()
    pagina.get_by_label("Nome").fill("Portatile")
    pagina.get_by_label("Usala anche per entrare senza password").check()
    pagina.get_by_role("button", name="Aggiungi la chiave").click()
    expect(pagina.get_by_role("heading", name="Codici di riserva", exact=True)).to_be_visible()
    pagina.get_by_role("link", name="Li ho messi al sicuro").click()
    expect(pagina.get_by_text("Chiave «Portatile»")).to_be_visible()
    expect(pagina.get_by_text("entra anche senza password")).to_be_visible()
    _esci(pagina)

    _con_la_password(pagina)
    expect(pagina.get_by_role("heading", name="Secondo fattore")).to_be_visible()
    pagina.get_by_role("button", name="Usa la chiave di sicurezza").click()
    expect(pagina.get_by_role("heading", name="Scrivania")).to_be_visible()
    _esci(pagina)

    pagina.goto("/accedi/?next=/sicurezza/")
    pagina.get_by_role("button", name="Entra con una passkey").click()
    expect(pagina.get_by_role("heading", name="Sicurezza del tuo accesso")).to_be_visible()
    assert Authenticator.objects.filter(user=cast.direttore, type="webauthn", last_used_at__isnull=False).count() == 1
    assert violazioni == []


def test_senza_chiave_lo_si_legge_nella_pagina(pagina: Page, cast: Cast) -> None:
    pagina.context.new_cdp_session(pagina).send("WebAuthn.disable")
    pagina.add_init_script(
        "navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    pagina.goto("/accedi/")
    pagina.get_by_role("button", name="Entra con una passkey").click()
    expect(pagina.get_by_text("Operazione annullata, o la chiave non ha risposto in tempo")).to_be_visible()
