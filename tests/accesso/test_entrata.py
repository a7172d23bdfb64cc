"""The login: one text for every failure, the hash computed for nobody too, one throttle; passwords; forgotten ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from pianoperf.organizzazione.accesso import lettere, tasks
from pianoperf.organizzazione.accesso.models import EventoAccesso
from pianoperf.organizzazione.models import Utente
from tests.accesso.conftest import dentro, password
from tests.scenari import PAROLA, Cast

NUOVA = "il-gatto-sul-tetto-99"
DIMENTICATA = reverse("password_reset")


def _errore(client: Client, utente: str, parola: str) -> str:
    testo = password(client, utente, parola).content.decode()
    return testo[testo.index('<div class="alert alert-danger') : testo.index("</ul>", testo.index("alert-danger"))]


def test_sconosciuto_sbagliata_non_attivo_senza_password_leggono_lo_stesso(client: Client, cast: Cast) -> None:
    Utente.objects.filter(pk=cast.organo.pk).update(is_active=False)
    Utente.objects.filter(pk=cast.nucleo.pk).update(password="!niente")
    prove = [("nessuno", PAROLA), ("dario", "sbagliata"), ("orso", PAROLA), ("nora", PAROLA)]
    frasi = {_errore(client, *prova) for prova in prove}
    assert len(frasi) == 1
    assert "Nome utente o password non corretti" in frasi.pop()


@pytest.mark.parametrize("chi", ["dario", "nessuno"])
def test_la_password_si_calcola_anche_per_chi_non_c_è(client: Client, cast: Cast, chi: str) -> None:
    """What would tell by its time who exists is the hash: it is computed once in both cases."""
    with patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode) as calcola:
        password(client, chi, "sbagliata")
    assert calcola.call_count == 1


def test_chiuso_per_un_utente_e_una_rete_non_per_gli_altri(client: Client, cast: Cast) -> None:
    """Acceptance test 34. The name that does not exist is closed with the same page."""
    for chi in ("dario", "nessuno"):
        stati = [password(client, chi, "sbagliata").status_code for _ in range(10)]
        assert (stati[:4], set(stati[4:])) == ([200] * 4, {429})
    assert password(client, "dario").status_code == 429
    assert password(client, "rita").status_code == 302
    altrove = Client(REMOTE_ADDR="198.51.100.7")
    assert password(altrove, "dario").status_code == 302
    assert EventoAccesso.objects.filter(tipo="password_errata", utente=cast.direttore).count() >= 5
    assert not EventoAccesso.objects.filter(tipo="password_errata").exclude(utente=cast.direttore).exists()


def test_dopo_un_quarto_d_ora_si_riapre(client: Client, cast: Cast, settings: Any) -> None:
    """As if the tries had been made so long ago; and the right password then starts the count anew."""
    assert timedelta(minutes=15) == settings.AXES_COOLOFF_TIME
    for _ in range(5):
        password(client, "dario", "sbagliata")
    for minuti, stato in ((14, 429), (16, 302)):
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=minuti))
        assert password(Client(), "dario").status_code == stato
    assert not AccessAttempt.objects.exists()


def test_dietro_un_proxy_si_conta_chi_c_è_dietro(client: Client, cast: Cast, settings: Any) -> None:
    """And what the visitor writes himself in front of what the proxy adds does not make him another."""
    settings.PROXY_DAVANTI = 1
    uno, altro = Client(headers={"X-Forwarded-For": "192.0.2.1"}), Client(headers={"X-Forwarded-For": "192.0.2.2"})
    for prova in range(5):
        finto = Client(headers={"X-Forwarded-For": f"203.0.113.{prova}, 192.0.2.1"})
        password(finto, "dario", "sbagliata")
    assert password(uno, "dario").status_code == 429
    assert password(altro, "dario").status_code == 302


@pytest.mark.parametrize("scelta", ["undicicarat", "password1234", "qwertyuiop12", "dario.dirigente"])
def test_una_password_corta_comune_o_uguale_al_nome_non_va(scelta: str) -> None:
    utente = Utente(username="dario.dirigente", first_name="Dario", last_name="Dirigente")
    if scelta == "qwertyuiop12":
        scelta = "1qaz2wsx3edc"
    with pytest.raises(ValidationError):
        validate_password(scelta, utente)


@pytest.mark.parametrize("scelta", ["tre cani e un gatto", "solominuscole", "parola " * 20, "è già l'età, però"])
def test_una_frase_qualunque_va_anche_lunga_e_senza_regole(client: Client, cast: Cast, scelta: str) -> None:
    password(client, "dario")
    dati = {"old_password": PAROLA, "new_password1": scelta, "new_password2": scelta}
    assert client.post(reverse("cambia_password"), dati).status_code == 302
    assert password(Client(), "dario", scelta).status_code == 302


def test_chi_ha_dimenticato_riceve_la_stessa_risposta_e_lo_stesso_lavoro(client: Client, cast: Cast) -> None:
    Utente.objects.filter(pk=cast.direttore.pk).update(email="dario@ente.example")
    with patch.object(tasks.reimposta, "delay") as affida:
        risposte = [client.post(DIMENTICATA, {"email": chi}) for chi in ("dario@ente.example", "nessuno@ente.example")]
    assert [chiamata.args for chiamata in affida.call_args_list] == [("dario@ente.example",), ("nessuno@ente.example",)]
    assert {risposta.url for risposta in risposte} == {reverse("password_reset_inviata")}
    assert "Se l'indirizzo è quello di un accesso" in client.get(risposte[0].url).content.decode()


def test_senza_la_coda_il_messaggio_parte_lo_stesso(client: Client, cast: Cast, mailoutbox: list[Any]) -> None:
    Utente.objects.filter(pk=cast.direttore.pk).update(email="dario@ente.example")
    with patch.object(tasks.reimposta, "delay", side_effect=OperationalError("spenta")):
        assert client.post(DIMENTICATA, {"email": "dario@ente.example"}).status_code == 302
    assert mailoutbox[0].to == ["dario@ente.example"]


def test_il_collegamento_vale_una_volta_e_chiude_le_sessioni(client: Client, cast: Cast, mailoutbox: list[Any]) -> None:
    Utente.objects.filter(pk=cast.direttore.pk).update(email="dario@ente.example")
    password(client, "dario")
    tasks.reimposta("dario@ente.example")
    dove = _collegamento(mailoutbox[0])
    altrove = Client()
    modulo = altrove.get(dove, follow=True).redirect_chain[-1][0]
    assert "{NUOVA}" not in modulo
    assert altrove.post(modulo, {"new_password1": "corta", "new_password2": "corta"}).status_code == 200
    assert altrove.post(modulo, {"new_password1": NUOVA, "new_password2": NUOVA}).url == reverse("accedi")
    assert client.get("/").status_code == 302
    assert "Collegamento scaduto" in Client().get(dove).content.decode()
    assert not dentro(altrove)
    assert password(altrove, "dario", NUOVA).status_code == 302


def test_dopo_un_ora_il_collegamento_è_scaduto(cast: Cast, mailoutbox: list[Any], settings: Any) -> None:
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    Utente.objects.filter(pk=cast.direttore.pk).update(email="dario@ente.example")
    tasks.reimposta("dario@ente.example")
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Collegamento scaduto" in Client().get(_collegamento(mailoutbox[0])).content.decode()


def test_a_chi_non_ha_password_o_non_è_attivo_non_arriva_niente(cast: Cast, mailoutbox: list[Any]) -> None:
    Utente.objects.filter(pk=cast.direttore.pk).update(email="uno@ente.example", is_active=False)
    Utente.objects.filter(pk=cast.nucleo.pk).update(email="uno@ente.example", password="!niente")
    assert tasks.reimposta("uno@ente.example") == 0
    assert mailoutbox == []


def test_se_la_posta_non_va_non_si_rompe_niente(cast: Cast) -> None:
    Utente.objects.filter(pk=cast.direttore.pk).update(email="dario@ente.example")
    with patch.object(lettere.EmailMessage, "send", side_effect=ConnectionRefusedError):
        assert tasks.reimposta("dario@ente.example") == 0


def test_le_anagrafiche_non_hanno_un_altra_entrata(client: Client, cast: Cast) -> None:
    """The administration's own form would let in without the second factor."""
    pagina = client.get(reverse("admin:login"), {"next": "/amministrazione/"})
    assert pagina.url == f"{reverse('accedi')}?next=%2Famministrazione%2F"
    Utente.objects.create_superuser("sara", password=PAROLA)
    assert client.post(reverse("admin:login"), {"username": "sara", "password": PAROLA}).status_code == 302
    assert not dentro(client)
    password(client, "dario")
    assert client.get(reverse("admin:login")).status_code == 403


def test_nessuno_si_iscrive_da_sé(client: Client, db: None) -> None:
    for indirizzo in ("/signup/", "/accounts/signup/", "/accedi/iscriviti/", "/accounts/login/"):
        assert client.get(indirizzo).status_code == 404


def _collegamento(lettera: Any) -> str:
    riga = next(riga for riga in lettera.body.splitlines() if "/password/nuova/" in riga)
    return riga.split("localhost:8000", 1)[1]
