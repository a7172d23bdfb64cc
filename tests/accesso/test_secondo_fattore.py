"""The second factor: asked after the password, owed by some roles, counted by the same throttle, never got around."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf import identita
from pianoperf.organizzazione.accesso.models import EventoAccesso
from pianoperf.organizzazione.accesso.tasks import reimposta
from pianoperf.organizzazione.deleghe.services import delega
from pianoperf.organizzazione.models import Utente
from rendicontazione.api.services import crea_chiave
from tests.accesso.conftest import codice, codici_di_riserva, dentro, password
from tests.scenari import PAROLA, Cast

ConApp = Callable[[Utente], str]
CODICE, SICUREZZA = reverse("mfa_authenticate"), reverse("sicurezza")


def test_dopo_la_password_serve_il_codice(client: Client, cast: Cast, con_app: ConApp) -> None:
    segreto = con_app(cast.direttore)
    risposta = password(client, "dario", next="/ente-prova/piani/")
    assert risposta.url == CODICE
    assert not dentro(client)
    assert client.get("/ente-prova/piani/").status_code == 302
    assert client.post(CODICE, {"code": codice(segreto)}).url == "/ente-prova/piani/"
    assert dentro(client)
    assert client.get("/ente-prova/piani/").status_code == 200


def test_un_codice_non_apre_due_volte(client: Client, cast: Cast, con_app: ConApp) -> None:
    segreto = con_app(cast.direttore)
    usato = codice(segreto)
    password(client, "dario")
    client.post(CODICE, {"code": usato})
    cache.clear()  # another process does not remember it in its memory
    altrove = Client()
    password(altrove, "dario")
    assert "Codice non corretto" in altrove.post(CODICE, {"code": usato}).content.decode()
    assert not dentro(altrove)
    assert altrove.post(CODICE, {"code": codice(segreto, 1)}).status_code == 302


def test_un_codice_di_riserva_vale_una_volta(client: Client, cast: Cast, con_app: ConApp) -> None:
    con_app(cast.direttore)
    riserva = codici_di_riserva(cast.direttore)[0]
    password(client, "dario")
    assert client.post(CODICE, {"code": riserva}).status_code == 302
    assert dentro(client)
    altrove = Client()
    password(altrove, "dario")
    altrove.post(CODICE, {"code": riserva})
    assert not dentro(altrove)


def test_cinque_codici_sbagliati_chiudono_come_cinque_password(client: Client, cast: Cast, con_app: ConApp) -> None:
    segreto = con_app(cast.direttore)
    password(client, "dario")
    stati = [client.post(CODICE, {"code": "000000"}).status_code for _ in range(5)]
    assert (stati[:4], stati[4]) == ([200] * 4, 429)
    assert client.post(CODICE, {"code": codice(segreto)}).status_code == 429
    assert password(client, "dario").status_code == 429
    assert not dentro(client)
    altrove = Client(REMOTE_ADDR="198.51.100.7")
    assert password(altrove, "dario").url == CODICE
    assert EventoAccesso.objects.filter(utente=cast.direttore, tipo="codice_errato").count() == 5


def test_il_segreto_non_sta_in_chiaro_nella_banca_dati(cast: Cast, con_app: ConApp) -> None:
    segreto = con_app(cast.direttore)
    assert segreto not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_la_reimpostazione_non_salta_il_secondo_fattore(
    client: Client, cast: Cast, con_app: ConApp, mailoutbox: list
) -> None:
    """ASVS 5.0, 6.4.3."""
    con_app(cast.direttore)
    Utente.objects.filter(pk=cast.direttore.pk).update(email="dario@ente.example")
    assert reimposta("DARIO@ente.example") == 1
    indirizzo = next(riga for riga in mailoutbox[0].body.splitlines() if "/password/nuova/" in riga)
    pagina = client.get(indirizzo.split("8000", 1)[1], follow=True)
    nuova = {"new_password1": "il-gatto-sul-tetto-99", "new_password2": "il-gatto-sul-tetto-99"}
    assert client.post(pagina.redirect_chain[-1][0], nuova).url == reverse("accedi")
    assert not dentro(client)
    assert password(client, "dario", "il-gatto-sul-tetto-99").url == CODICE
    assert not dentro(client)


def test_chi_deve_averlo_lo_imposta_e_continua(client: Client, cast: Cast, obbligo: None) -> None:
    password(client, "nora", next="/ente-prova/piani/")
    dove = client.get("/ente-prova/piani/")
    assert dove.url == SICUREZZA
    app = reverse("mfa_activate_totp")
    assert client.get(app).url.startswith(reverse("account_reauthenticate"))
    assert client.post(f"{reverse('account_reauthenticate')}?next={app}", {"password": PAROLA}).url == app
    segreto = client.get(app).context["form"].secret
    sbagliato = client.post(app, {"code": "000000"})
    assert "Codice non corretto" in sbagliato.content.decode()
    assert client.get("/ente-prova/piani/").status_code == 302
    assert client.post(app, {"code": codice(segreto)}).url == reverse("mfa_view_recovery_codes")
    codici = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codici.context["unused_codes"]) == 10
    assert 'href="/ente-prova/piani/">Li ho messi al sicuro' in codici.content.decode()
    assert client.get("/ente-prova/piani/").status_code == 200


def test_la_sessione_di_prima_dà_il_fattore_impostato_altrove(
    client: Client, cast: Cast, obbligo: None, con_app: ConApp
) -> None:
    password(client, "nora")
    segreto = con_app(cast.nucleo)
    conferma = reverse("mfa_reauthenticate")
    assert client.get("/ente-prova/piani/").url.startswith(conferma)
    risposta = client.post(f"{conferma}?next=/ente-prova/piani/", {"code": codice(segreto)})
    assert risposta.url == "/ente-prova/piani/"
    assert client.get("/ente-prova/piani/").status_code == 200


def test_gli_altri_ruoli_e_la_dimostrazione_entrano_senza(client: Client, cast: Cast, obbligo: None) -> None:
    password(client, "dario")
    assert client.get("/ente-prova/piani/").status_code == 200
    altrove = Client()
    password(altrove, "elio")
    assert altrove.get("/altro-ente/piani/").status_code == 200


def test_in_produzione_lo_devono_amministratore_nucleo_e_chi_installa(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.RUOLI_SECONDO_FATTORE = identita.ruoli_obbligati(incorporato=False)
    Utente.objects.create_superuser("sara", password=PAROLA)
    for chi, deve in (
        ("anna", True),
        ("nora", True),
        ("sara", True),
        ("dario", False),
        ("rita", False),
        ("orso", False),
    ):
        altro = Client()
        password(altro, chi)
        assert (altro.get("/").status_code == 302) is deve, chi
    assert identita.ruoli_obbligati(incorporato=True) == ()


def test_chi_sostituisce_ha_lo_stesso_obbligo(client: Client, cast: Cast) -> None:
    cast.ente.ruoli_secondo_fattore = ["direttore"]
    cast.ente.save()
    oggi = timezone.localdate()
    delega(
        ente=cast.ente, delegante=cast.direttore, delegato=cast.responsabile, ruolo="direttore",
        dal=oggi, al=oggi, utente=cast.direttore, adesso=timezone.now(),
    )  # fmt: skip
    password(client, "rita")
    assert client.get("/").url.startswith(SICUREZZA)


def test_un_obbligo_nuovo_arriva_a_chi_è_già_dentro(
    client: Client, cast: Cast, obbligo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    password(client, "dario")
    cast.ente.ruoli_secondo_fattore = ["direttore"]
    cast.ente.save()
    assert client.get("/").status_code == 200
    ora = time.time()
    monkeypatch.setattr("pianoperf.organizzazione.accesso.middleware.time.time", lambda: ora + 61)
    assert client.get("/").url.startswith(SICUREZZA)


def test_una_chiave_dell_api_non_ha_secondi_fattori(client: Client, cast: Cast, obbligo: None) -> None:
    scade = timezone.localdate() + timedelta(days=30)
    _, segreto = crea_chiave(
        ente=cast.ente,
        nome="Sito",
        ambito="pubblico",
        scade_il=scade,
        utente=cast.amministratrice,
        adesso=timezone.now(),
    )
    testata = {"Authorization": f"Bearer {segreto}"}
    assert client.get(reverse("api_ente"), headers=testata).status_code == 200


def test_l_ultimo_fattore_dovuto_non_si_toglie(client: Client, cast: Cast, obbligo: None, con_app: ConApp) -> None:
    segreto = con_app(cast.nucleo)
    password(client, "nora")
    client.post(CODICE, {"code": codice(segreto)})
    client.post(reverse("account_reauthenticate"), {"password": PAROLA})
    togli = reverse("mfa_deactivate_totp")
    assert "Il tuo ruolo richiede un secondo fattore" in client.post(togli).content.decode()
    assert Authenticator.objects.filter(user=cast.nucleo, type="totp").exists()
    cast.ente.ruoli_secondo_fattore = []
    cast.ente.save()
    assert client.post(togli).url == SICUREZZA
    assert not Authenticator.objects.filter(user=cast.nucleo).exists()


def test_i_fattori_si_cambiano_solo_dopo_aver_ridetto_chi_si_è(client: Client, cast: Cast, con_app: ConApp) -> None:
    segreto = con_app(cast.direttore)
    password(client, "dario")
    client.post(CODICE, {"code": codice(segreto)})
    for nome in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        assert client.get(reverse(nome)).url.startswith(reverse("account_reauthenticate")), nome
    assert client.post(reverse("account_reauthenticate"), {"password": "sbagliata"}).status_code == 200
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302


def test_chi_ha_perso_tutto_ricomincia(client: Client, cast: Cast, obbligo: None, con_app: ConApp) -> None:
    segreto = con_app(cast.nucleo)
    password(client, "nora")
    client.post(CODICE, {"code": codice(segreto)})
    call_command("azzera_secondo_fattore", "nora", verbosity=0)
    assert client.get("/").url.startswith(reverse("accedi"))
    password(client, "nora")
    assert client.get("/").url.startswith(SICUREZZA)
