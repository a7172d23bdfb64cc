"""OpenID Connect against a real provider: who is recognised, who is refused, and every way of cheating."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf import identita
from pianoperf.organizzazione.accesso.inviti.services import invita
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from tests.accesso.conftest import codice, dentro, password
from tests.accesso.fornitore import CLIENT, SEGRETO, Fornitore, fornitore_acceso
from tests.scenari import PAROLA, Cast

VERSO = reverse("openid_connect_login", kwargs={"provider_id": "ente"})
DARIO = {"sub": "d-1", "email": "dario@ente.example", "email_verified": True}


@pytest.fixture(scope="module")
def acceso() -> Iterator[Fornitore]:
    with fornitore_acceso() as uno:
        yield uno


@pytest.fixture
def op(acceso: Fornitore, cast: Cast, configura: Callable[..., None]) -> Fornitore:
    """As it is when nothing is wrong, with Dario as who comes; Dario has that address here too."""
    acceso.persona, acceso.storto, acceso.userinfo = dict(DARIO), {}, None
    acceso.emittente_dichiarato, acceso.chiave_firma, acceso.rifiutati = "", None, []
    Utente.objects.filter(pk=cast.direttore.pk).update(email="Dario@ente.example")
    configura()
    return acceso


@pytest.fixture
def configura(acceso: Fornitore, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Callable[..., None]:
    """The installation, as the environment describes it; further variables by keyword."""

    def scrivi(**altro: str) -> None:
        base = {"EMITTENTE": acceso.emittente, "CLIENT_ID": CLIENT, "SEGRETO": SEGRETO, "NOME": "Ente di prova"}
        monkeypatch.setenv("PIANOPERF_OIDC", "ente")
        for nome, valore in {**base, **altro}.items():
            monkeypatch.setenv(f"PIANOPERF_OIDC_ENTE_{nome}", valore)
        fornitori = identita.leggi(sviluppo=True)
        settings.FORNITORI = {fornitore.nome: fornitore for fornitore in fornitori}
        settings.SOCIALACCOUNT_PROVIDERS = identita.per_allauth(fornitori)

    return scrivi


def _ritorno(client: Client, verso: str = VERSO) -> str:
    """The address to which the provider sends the browser back."""
    partenza = client.get(verso)
    assert partenza.status_code == 302, partenza.content.decode()
    return requests.get(partenza.url, allow_redirects=False, timeout=5).headers["Location"]


def _entra(client: Client, verso: str = VERSO) -> HttpResponse:
    return client.get(_ritorno(client, verso))


def test_la_pagina_di_accesso_ha_il_pulsante(client: Client, op: Fornitore) -> None:
    testo = client.get(reverse("accedi"), {"next": "/ente-prova/piani/"}).content.decode()
    assert f'href="{VERSO}?next=/ente-prova/piani/">Entra con Ente di prova' in testo


def test_chi_c_è_già_entra_e_resta_collegato_al_suo_soggetto(client: Client, cast: Cast, op: Fornitore) -> None:
    risposta = _entra(client, f"{VERSO}?next=/ente-prova/piani/")
    assert risposta.url == "/ente-prova/piani/"
    assert client.session["_auth_user_id"] == str(cast.direttore.pk)
    assert op.chiesto["code_challenge_method"] == "S256"
    conto = SocialAccount.objects.get(user=cast.direttore)
    assert (conto.uid, conto.extra_data) == ("d-1", {"iss": op.emittente, "sub": "d-1"})
    Utente.objects.filter(pk=cast.direttore.pk).update(email="altro@ente.example")
    di_nuovo = Client()
    _entra(di_nuovo)
    assert di_nuovo.session["_auth_user_id"] == str(cast.direttore.pk)
    assert cast.direttore.check_password(PAROLA)


@pytest.mark.parametrize(
    "persona",
    [
        {"sub": "x", "email": "nessuno@ente.example", "email_verified": True},
        {"sub": "x", "email": "dario@ente.example", "email_verified": False},
        {"sub": "x", "email": "dario@ente.example"},
        {"sub": "x"},
    ],
    ids=["mai vista", "non verificata", "verifica non detta", "senza indirizzo"],
)
def test_uno_sconosciuto_legge_che_cosa_fare(client: Client, op: Fornitore, persona: dict[str, Any]) -> None:
    op.persona = persona
    quanti = Utente.objects.count()
    risposta = _entra(client)
    assert risposta.status_code == 403
    assert "Chiedi un invito all&#x27;amministratore" in risposta.content.decode()
    assert (dentro(client), Utente.objects.count(), SocialAccount.objects.count()) == (False, quanti, 0)


def test_due_con_lo_stesso_indirizzo_e_chi_installa_non_si_indovinano(
    client: Client, cast: Cast, op: Fornitore
) -> None:
    Utente.objects.filter(pk=cast.organo.pk).update(email="dario@ente.example")
    assert _entra(client).status_code == 403
    Utente.objects.filter(pk=cast.organo.pk).update(email="")
    Utente.objects.filter(pk=cast.direttore.pk).update(is_superuser=True)
    assert _entra(client).status_code == 403
    Utente.objects.filter(pk=cast.direttore.pk).update(is_superuser=False, is_active=False)
    assert _entra(client).status_code == 403
    assert not dentro(client)


def _nonce(op: Fornitore) -> None:
    op.storto = {"nonce": "di-un-altro"}


def _pubblico(op: Fornitore) -> None:
    op.storto = {"aud": "un-altro-programma"}


def _emittente(op: Fornitore) -> None:
    op.storto = {"iss": "https://altro.example"}


def _scoperta(op: Fornitore) -> None:
    op.emittente_dichiarato = "https://altro.example"


def _scaduto(op: Fornitore) -> None:
    op.storto = {"exp": 1_000_000_000}


def _firma(op: Fornitore) -> None:
    op.chiave_firma = rsa.generate_private_key(65537, 2048)


def _altro_soggetto(op: Fornitore) -> None:
    op.userinfo = {"sub": "d-2", "email": "dario@ente.example", "email_verified": True}


@pytest.mark.parametrize("guasta", [_nonce, _pubblico, _emittente, _scaduto, _firma, _altro_soggetto])
def test_un_gettone_guasto_non_fa_entrare(client: Client, op: Fornitore, guasta: Callable[[Fornitore], None]) -> None:
    guasta(op)
    risposta = _entra(client)
    assert (risposta.status_code, dentro(client)) == (401, False)
    assert "non è riuscito" in risposta.content.decode()
    assert SocialAccount.objects.count() == 0


def test_un_documento_di_un_altro_emittente_non_fa_nemmeno_partire(client: Client, op: Fornitore) -> None:
    _scoperta(op)
    assert client.get(VERSO).status_code == 401


def test_uno_stato_manomesso_o_di_un_altro_browser_non_fa_entrare(client: Client, op: Fornitore) -> None:
    buono = urlsplit(_ritorno(client))
    dati = {nome: valori[0] for nome, valori in parse_qs(buono.query).items()}
    for chi, chiesto in ((client, {**dati, "state": "inventato"}), (client, {"code": dati["code"]}), (Client(), dati)):
        assert chi.get(f"{buono.path}?{urlencode(chiesto)}").status_code == 401
        assert not dentro(chi)
    assert client.get(f"{buono.path}?{buono.query}").status_code == 302
    assert dentro(client)


def test_un_ritorno_non_si_ripete_e_un_codice_rubato_non_serve(client: Client, op: Fornitore) -> None:
    """The code of one browser, put in the return of another: PKCE refuses it at the provider."""
    rubato = parse_qs(urlsplit(_ritorno(client)).query)["code"][0]
    altro = Client()
    suo = urlsplit(_ritorno(altro))
    stato = parse_qs(suo.query)["state"][0]
    assert altro.get(f"{suo.path}?{urlencode({'code': rubato, 'state': stato})}").status_code == 401
    assert op.rifiutati == ["PKCE"]
    ritorno = _ritorno(altro)
    assert altro.get(ritorno).status_code == 302
    assert Client().get(ritorno).status_code == 401


def test_il_fornitore_di_un_ente_parla_solo_di_chi_lavora_solo_lì(
    client: Client, cast: Cast, op: Fornitore, configura: Callable[..., None]
) -> None:
    configura(ENTE="altro-ente")
    assert _entra(client).status_code == 403
    configura(ENTE="ente-prova")
    oggi = timezone.localdate()
    altrove = Incarico.objects.create(utente=cast.direttore, ente=cast.altro_ente, ruolo="direttore", dal=oggi)
    assert _entra(client).status_code == 403
    altrove.delete()
    assert _entra(client).status_code == 302


def test_spid_e_cie_riconoscono_dal_codice_fiscale(
    client: Client, cast: Cast, op: Fornitore, configura: Callable[..., None]
) -> None:
    configura(CODICE_FISCALE="fiscal_number")
    Utente.objects.filter(pk=cast.nucleo.pk).update(codice_fiscale="NCLNRO80A41H501U")
    op.persona = {"sub": "n-1", "fiscal_number": "TINIT-NCLNRO80A41H501U"}
    _entra(client)
    assert client.session["_auth_user_id"] == str(cast.nucleo.pk)


def test_il_secondo_fattore_del_fornitore_conta_solo_se_lo_si_dice(
    client: Client, cast: Cast, op: Fornitore, configura: Callable[..., None], con_app: Callable[[Utente], str]
) -> None:
    cast.ente.ruoli_secondo_fattore = ["direttore"]
    cast.ente.save()
    segreto = con_app(cast.direttore)
    op.persona = {**DARIO, "acr": "https://www.spid.gov.it/SpidL2", "amr": ["pwd", "otp"]}
    assert _entra(client).url == reverse("mfa_authenticate")
    assert client.post(reverse("mfa_authenticate"), {"code": codice(segreto)}).status_code == 302
    configura(SECONDO_FATTORE="https://www.spid.gov.it/SpidL2,https://www.spid.gov.it/SpidL3")
    altrove = Client()
    _entra(altrove)
    assert altrove.get("/ente-prova/piani/").status_code == 200
    op.persona = {**DARIO, "acr": "https://www.spid.gov.it/SpidL1"}
    assert _entra(Client()).url == reverse("mfa_authenticate")


def test_chi_è_invitato_entra_senza_password(client: Client, cast: Cast, op: Fornitore, mailoutbox: list[Any]) -> None:
    op.persona = {"sub": "i-1", "email": "altra@posta.example"}
    invita(
        ente=Ente.objects.get(codice="ente-prova"), nome="Ines", cognome="Invitata", email="ines@ente.example",
        ruolo="organo", utente=cast.amministratrice, adesso=timezone.now(),
    )  # fmt: skip
    gettone = next(riga for riga in mailoutbox[0].body.splitlines() if "/invito/" in riga).split("/")[-2]
    assert _entra(client, f"{VERSO}?invito=inventato").status_code == 403
    assert _entra(client, f"{VERSO}?invito={gettone}").status_code == 302
    ines = Utente.objects.get(username="ines@ente.example")
    assert client.session["_auth_user_id"] == str(ines.pk)
    assert not ines.has_usable_password()
    assert client.get("/ente-prova/piani/").status_code == 200
    op.persona = {"sub": "i-2"}
    assert _entra(Client(), f"{VERSO}?invito={gettone}").status_code == 403


def test_dalla_pagina_di_sicurezza_si_collega_e_si_scollega(client: Client, cast: Cast, op: Fornitore) -> None:
    op.persona = {"sub": "r-1"}
    password(client, "rita")
    pagina = client.get(reverse("sicurezza"))
    gettone = pagina.context["identita"][0]["gettone"]
    verso = f"{VERSO}?collega={gettone}"
    assert client.get(f"{VERSO}?collega=inventato").url == reverse("sicurezza")
    assert client.get(verso).url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PAROLA})
    assert _entra(client, verso).url == reverse("sicurezza")
    conto = SocialAccount.objects.get(user=cast.responsabile)
    altro = Client()
    assert _entra(altro).status_code == 302
    assert altro.session["_auth_user_id"] == str(cast.responsabile.pk)
    scollega = reverse("identita_scollega", kwargs={"conto": conto.pk})
    assert Client().post(scollega).url.startswith(reverse("accedi"))
    assert client.post(scollega).url == reverse("sicurezza")
    assert _entra(Client()).status_code == 403


def test_il_segreto_e_i_gettoni_non_finiscono_nel_registro(
    client: Client, op: Fornitore, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    _firma(op)
    with caplog.at_level(logging.DEBUG, logger="pianoperf"), caplog.at_level(logging.INFO):
        _entra(client)
    assert "Accesso con ente non riuscito" in caplog.text
    for parola in (SEGRETO, "di-passaggio", "dario@ente.example"):
        assert parola not in caplog.text
    assert SEGRETO not in repr(settings.FORNITORI)


@pytest.mark.parametrize(
    ("variabili", "frase"),
    [
        ({"SEGRETO": ""}, "manca PIANOPERF_OIDC_ENTE_SEGRETO"),
        ({"EMITTENTE": "http://op.example"}, "deve cominciare con https://"),
        ({"SEGRETO_FILE": "/non/esiste"}, "SEGRETO_FILE non si legge"),
    ],
    ids=["a metà", "in chiaro", "file assente"],
)
def test_una_configurazione_a_metà_non_parte(
    op: Fornitore, configura: Callable[..., None], variabili: dict[str, str], frase: str
) -> None:
    with pytest.raises(identita.ImproperlyConfigured, match=frase):
        configura(**variabili)
