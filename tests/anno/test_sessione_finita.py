"""A form sent when the session is over waits for its author, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pianoperf.web import moduli_tenuti
from pianoperf.web.moduli_tenuti import nome_in_parole
from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.scenari import PAROLA, Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]
RIPRENDI = reverse("riprendi")


def _indirizzo(codice: str = "1.3") -> str:
    return reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})


def _nascosto(risposta: HttpResponse, nome: str) -> str:
    trovato = re.search(rf'name="{nome}" value="([^"]*)"', risposta.content.decode())
    assert trovato, nome
    return trovato.group(1)


def _scritto(client: Client, **altro: object) -> dict[str, object]:
    """What the form of 1.3 sends, as the page gave it to this person."""
    pagina = client.get(_indirizzo())
    comuni = {"_autore": _nascosto(pagina, "_autore"), "csrfmiddlewaretoken": _nascosto(pagina, "csrfmiddlewaretoken")}
    campi = {"versione": "0", "parte_0": "71", "nota": "Riga uno\r\nRiga <due>", "causa": "", "fonte": "", "salva": "1"}
    return {**comuni, **campi, **altro}


def _accede(client: Client, chi: str) -> HttpResponse:
    pagina = client.get(reverse("accedi"))
    dati = {"username": chi, "password": PAROLA, "csrfmiddlewaretoken": _nascosto(pagina, "csrfmiddlewaretoken")}
    return client.post(reverse("accedi"), dati)


@pytest.fixture
def rita(cast: Cast, anno: Rendicontazione) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.responsabile, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _perde_la_sessione(client: Client, scritto: dict[str, object] | None = None) -> HttpResponse:
    scritto = scritto or _scritto(client)
    Session.objects.all().delete()
    return client.post(_indirizzo(), scritto)


def test_quello_che_era_scritto_torna_dopo_l_accesso_e_si_invia_di_nuovo(rita: Client) -> None:
    risposta = _perde_la_sessione(rita)
    assert risposta.status_code == 302
    assert "quello che hai scritto non è perso" in rita.get(risposta.url).content.decode()
    assert _accede(rita, "rita").url == RIPRENDI
    pagina = rita.get(RIPRENDI)
    testo = pagina.content.decode()
    assert "Riga uno\r\nRiga &lt;due&gt;</textarea>" in testo
    assert '<dt>Parte 1</dt><dd class="a-capo">71</dd>' in testo
    assert "<dt>Versione</dt>" not in testo
    di_nuovo = {**_scritto(rita), "_ripreso": _nascosto(pagina, "_ripreso")}
    assert rita.post(_indirizzo(), di_nuovo).status_code == 302
    salvato = scenari.risultato_di("1.3")
    assert (salvato.valori, salvato.nota) == ([{"numero": "71"}], "Riga uno\nRiga <due>")
    assert "Niente da riprendere" in rita.get(RIPRENDI).content.decode()


def test_un_altra_persona_che_entra_non_ne_vede_niente(rita: Client) -> None:
    _perde_la_sessione(rita)
    assert _accede(rita, "dario").url == reverse("scrivania")
    assert "Riga uno" not in rita.get(RIPRENDI).content.decode()
    assert moduli_tenuti.tenuti(rita.session) == 0


def test_il_conflitto_di_versione_resta(cast: Cast, rita: Client) -> None:
    _perde_la_sessione(rita)
    scenari.bozza(cast, "1.3", "60", nota="Del direttore")
    _accede(rita, "rita")
    ripreso = _nascosto(rita.get(RIPRENDI), "_ripreso")
    risposta = rita.post(_indirizzo(), {**_scritto(rita), "_ripreso": ripreso})
    assert risposta.status_code == 409
    assert "Riga uno" in risposta.content.decode()
    assert scenari.risultato_di("1.3").nota == "Del direttore"
    # what was written is on the page of the conflict: it is not offered a second time
    assert "Niente da riprendere" in rita.get(RIPRENDI).content.decode()


def test_un_rifiuto_non_perde_il_testo(cast: Cast, anno: Rendicontazione, rita: Client) -> None:
    """Refused with a page that does not show it again, the form still waits."""
    scritto = _scritto(rita)
    Session.objects.all().delete()
    altrui = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("2.1").pk})
    rita.post(altrui, scritto)
    _accede(rita, "rita")
    ripreso = _nascosto(rita.get(RIPRENDI), "_ripreso")
    assert rita.post(altrui, {**_scritto(rita), "_ripreso": ripreso}).status_code == 403
    assert "Riga uno" in rita.get(RIPRENDI).content.decode()
    assert "non è stato inviato" in rita.get(reverse("scrivania")).content.decode()


def test_i_file_non_si_conservano_e_la_pagina_lo_dice(rita: Client) -> None:
    _perde_la_sessione(rita, _scritto(rita, file=SimpleUploadedFile("verbale.pdf", b"%PDF-1.4 segretissimo")))
    _accede(rita, "rita")
    testo = rita.get(RIPRENDI).content.decode()
    assert "«verbale.pdf»" in testo
    assert "segretissimo" not in str(dict(rita.session))


def test_le_password_non_si_conservano(rita: Client) -> None:
    indirizzo = reverse("cambia_password")
    scritto = _scritto(rita, old_password="una", new_password1="due", new_password2="due")
    Session.objects.all().delete()
    rita.post(indirizzo, scritto)
    assert moduli_tenuti.tenuti(rita.session) == 0
    rita.post(_indirizzo(), scritto)
    assert moduli_tenuti.tenuti(rita.session) == 1
    assert "password" not in str(dict(rita.session))
    assert str(scritto["csrfmiddlewaretoken"]) not in str(dict(rita.session))


def test_troppo_lungo_non_si_conserva_e_di_molti_solo_gli_ultimi(rita: Client) -> None:
    scritto = _scritto(rita)
    _perde_la_sessione(rita, {**scritto, "nota": "è" * moduli_tenuti.MASSIMO})
    assert moduli_tenuti.tenuti(rita.session) == 0
    for n in range(5):
        rita.post(_indirizzo(), {**scritto, "nota": f"Nota {n}"})
    note = [dict(voce["campi"])["nota"] for voce in rita.session[moduli_tenuti.CHIAVE]]
    assert note == ["Nota 2", "Nota 3", "Nota 4"]


@pytest.mark.parametrize("marchio", ["", "1", "1:contraffatto", "non-un-numero"])
def test_senza_un_marchio_firmato_non_si_conserva_niente(rita: Client, marchio: str) -> None:
    _perde_la_sessione(rita, _scritto(rita, _autore=marchio))
    assert moduli_tenuti.tenuti(rita.session) == 0


def test_la_pagina_di_chi_è_uscito_non_si_invia_con_il_nome_di_un_altro(cast: Cast, rita: Client) -> None:
    scritto = _scritto(rita)
    rita.force_login(cast.direttore, backend="django.contrib.auth.backends.ModelBackend")
    scritto["csrfmiddlewaretoken"] = _scritto(rita)["csrfmiddlewaretoken"]
    risposta = rita.post(_indirizzo(), scritto)
    assert risposta.status_code == 403
    assert "era stato aperto da un&#x27;altra persona" in risposta.content.decode()
    assert scenari.risultato_di("1.3").versione == 0


def test_rientrati_da_un_altra_scheda_il_testo_non_si_perde(rita: Client) -> None:
    """The login of the other tab changed the token: the form is refused, and what it held is shown."""
    scritto = _scritto(rita)
    Session.objects.all().delete()
    _accede(rita, "rita")
    risposta = rita.post(_indirizzo(), scritto)
    assert (risposta.status_code, risposta.url) == (302, RIPRENDI)
    assert "Riga uno" in rita.get(RIPRENDI).content.decode()
    assert scenari.risultato_di("1.3").versione == 0


def test_con_il_gettone_scaduto_chi_è_un_altro_non_vede_il_testo(rita: Client) -> None:
    scritto = _scritto(rita)
    Session.objects.all().delete()
    _accede(rita, "dario")
    risposta = rita.post(_indirizzo(), scritto)
    assert risposta.status_code == 403
    assert "Riga uno" not in risposta.content.decode() + rita.get(RIPRENDI).content.decode()


def test_una_richiesta_htmx_lascia_la_pagina_dov_è(rita: Client) -> None:
    scritto = _scritto(rita)
    Session.objects.all().delete()
    indirizzo = reverse("discussione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.3").pk})
    risposta = rita.post(indirizzo, {**scritto, "testo": "Perché?"}, headers={"HX-Request": "true"})
    assert risposta.status_code == 401
    assert moduli_tenuti.tenuti(rita.session) == 0


def test_si_può_buttare_via(rita: Client) -> None:
    _perde_la_sessione(rita)
    _accede(rita, "rita")
    pagina = rita.get(RIPRENDI)
    dati = {"butta": _nascosto(pagina, "_ripreso"), "csrfmiddlewaretoken": _nascosto(pagina, "csrfmiddlewaretoken")}
    assert rita.post(RIPRENDI, dati).url == reverse("scrivania")
    assert moduli_tenuti.tenuti(rita.session) == 0


def test_chi_esce_non_lascia_niente(rita: Client) -> None:
    _perde_la_sessione(rita)
    _accede(rita, "rita")
    gettone = _nascosto(rita.get(RIPRENDI), "csrfmiddlewaretoken")
    rita.post(reverse("esci"), {"csrfmiddlewaretoken": gettone})
    _accede(rita, "rita")
    assert "Riga uno" not in rita.get(RIPRENDI).content.decode()


NOMI = {
    "nota": "Nota",
    "parte_0": "Parte 1",
    "r12-parte_1": "Riga 12, parte 2",
    "grado_rettificato": "Grado rettificato",
}


@pytest.mark.parametrize("nome", NOMI)
def test_i_campi_hanno_un_nome_in_parole(nome: str) -> None:
    assert nome_in_parole(nome) == NOMI[nome]


def test_un_comando_si_rimanda_ma_non_si_apre(rita: Client) -> None:
    """An address that only takes commands would answer 405 to who opens it after the login."""
    risultato = scenari.risultato_di("1.3").pk
    comando = reverse("annulla_invii", kwargs={"ente": "ente-prova"})
    scritto = _scritto(rita)
    Session.objects.all().delete()
    rita.post(comando, {nome: scritto[nome] for nome in ("_autore", "csrfmiddlewaretoken")})
    rita.post(_indirizzo(), scritto)
    _accede(rita, "rita")
    testo = rita.get(RIPRENDI).content.decode()
    assert "Non conteneva testi: solo il comando." in testo
    assert f'<a class="btn btn-outline-primary" href="{comando}"' not in testo
    assert f'<a class="btn btn-outline-primary" href="/ente-prova/rilevazioni/{risultato}/"' in testo
