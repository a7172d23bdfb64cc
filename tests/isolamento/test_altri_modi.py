"""Refusals, an incarico that is over, addresses without a body, public pages and the API: nothing of the twin there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Incarico, Utente
from tests.api.chiamate import Programma
from tests.api.conftest import segreto
from tests.isolamento.marchio import letto, marchiato
from tests.isolamento.test_due_enti import COSE, altrui, entrato
from tests.permessi.matrice import ACCESSO, API, MATRICE, PUBBLICHE, SENZA_ENTE, TUTTI
from tests.permessi.scena import Regola, Scena
from tests.permessi.test_api import ARGOMENTI
from tests.permessi.test_senza_ente import COMANDI

pytestmark = pytest.mark.django_db
# They hold the seal of the session, or the code of the moment.
MUTEVOLE = re.compile(
    r'value="\d+:[\w-]+"|csrfmiddlewaretoken"[^>]*|CSRFToken": "\w+"|nonce-[\w-]+|X-Request-ID: \S+|Content-Length: \d+'
)


@pytest.mark.parametrize("nome", MATRICE)
def test_nemmeno_ciò_che_si_legge_in_un_rifiuto_o_dopo_un_invio(scena: Scena, altro: Scena, nome: str) -> None:
    assert [frase for regola in MATRICE[nome] for frase in _letti(scena, nome, regola)] == []


def _letti(scena: Scena, nome: str, regola: Regola) -> Iterator[str]:
    """What is refused to each role, and what each gets that sends."""
    with transaction.atomic():
        caso = Scena(scena.cast, scena.anno)
        regola.prepara(caso)
        indirizzo = reverse(nome, kwargs={"ente": caso.ente, **regola.argomenti(caso)})
        chi_legge = TUTTI if regola.metodo == "post" else TUTTI - regola.ammessi
        for chi in sorted(chi_legge):
            client = entrato(chi)
            with transaction.atomic():
                risposta = getattr(client, regola.metodo)(indirizzo, regola.dati(caso), follow=chi in regola.ammessi)
                visto = marchiato(letto(risposta))
                transaction.set_rollback(True)
            if visto or risposta.status_code >= 500:
                yield f"{regola.metodo} {indirizzo} di {chi}: {risposta.status_code} {visto}"
        transaction.set_rollback(True)


@pytest.fixture
def uscito(altro: Scena, db: None) -> Utente:
    """He directs the first body; in the twin his incarico ended yesterday, and another begins tomorrow."""
    utente, oggi = Utente.objects.get(username="dario"), timezone.localdate()
    quando = [(oggi - timedelta(days=99), oggi - timedelta(days=1)), (oggi + timedelta(days=1), None)]
    for dal, al in quando:
        Incarico.objects.create(utente=utente, ente=altro.cast.ente, ruolo=Ruolo.AMMINISTRATORE, dal=dal, al=al)
    return utente


@pytest.mark.parametrize("nome", MATRICE)
def test_finito_l_incarico_il_suo_ente_è_come_se_non_ci_fosse(
    scena: Scena, altro: Scena, uscito: Utente, nome: str
) -> None:
    """The same answer as for a body that nobody has ever made."""
    client = entrato("direttore")
    for regola in MATRICE[nome]:
        with transaction.atomic():
            caso = Scena(scena.cast, scena.anno)
            regola.prepara(caso)
            argomenti = regola.argomenti(caso)
            transaction.set_rollback(True)
        suoi = {voce: altrui(voce, altro) if voce in COSE else dato for voce, dato in argomenti.items()}
        risposte = []
        for ente in (altro.cast.ente.codice, "mai-esistito"):
            risposta = getattr(client, regola.metodo)(reverse(nome, kwargs={"ente": ente, **suoi}))
            assert risposta.status_code == 404
            risposte.append(MUTEVOLE.sub("", letto(risposta).replace(ente, "")))
        assert risposte[0] == risposte[1]


def test_finito_l_incarico_non_se_ne_legge_più_il_nome(uscito: Utente) -> None:
    client = entrato("direttore")
    for nome in ("scrivania", "enti", "enti_csv"):
        assert not marchiato(letto(client.get(reverse(nome), follow=True)))


# They do something to a session or to an identity of one's own: tests/accesso
DI_CHI_CHIEDE = {"sessione_chiudi", "identita_scollega", "mfa_remove_webauthn"}


@pytest.mark.parametrize("nome", sorted((SENZA_ENTE | ACCESSO) - DI_CHI_CHIEDE - {*COMANDI, "lavoro", "esci"}))
def test_gli_indirizzi_senza_ente(altro: Scena, nome: str) -> None:
    for chi in sorted(TUTTI):
        assert not marchiato(letto(entrato(chi).get(_senza_argomenti(nome), follow=True)))


def _senza_argomenti(nome: str) -> str:
    for argomenti in ({}, {"pagina": "parole"}, {"gettone": "x"}, {"uidb64": "x", "token": "x"}, {"provider_id": "x"}):
        try:
            return reverse(nome, kwargs=argomenti)
        except NoReverseMatch:
            continue
    raise AssertionError(f"Che cosa vuole l'indirizzo «{nome}»?")


def test_un_suo_lavoro_non_c_è(altro: Scena, scena: Scena) -> None:
    argomenti = {"lavoro_id": altro.lavoro.pk}
    for chi in sorted(TUTTI):
        assert entrato(chi).get(reverse("lavoro", kwargs=argomenti)).status_code == 404
        for comando in COMANDI:
            assert entrato(chi).post(reverse(comando, kwargs=argomenti)).status_code == 404


def test_le_pagine_pubbliche_di_un_ente_sono_di_quell_ente(altro: Scena, scena: Scena) -> None:
    """The list of the bodies names both: that is what it is for."""
    argomenti = {"ente": scena.ente, "piano": scena.piano, "anno": 2023}
    letti = set()
    for nome in sorted(PUBBLICHE):
        for quali in (("ente",), ("ente", "piano"), ("ente", "piano", "anno")):
            try:
                indirizzo = reverse(nome, kwargs={voce: argomenti[voce] for voce in quali})
            except NoReverseMatch:
                continue
            risposta = Client().get(indirizzo)
            assert not marchiato(letto(risposta)), indirizzo
            letti.add((nome, risposta.status_code))
    assert {("pubblica_ente", 200), ("pubblica_piano", 200)} <= letti


def test_con_una_chiave_si_legge_un_ente_solo(altro: Scena, scena: Scena) -> None:
    programma = Programma(segreto(scena.cast))
    stati = {}
    for nome in sorted(API):
        risposta = programma.chiede(reverse(nome, kwargs=ARGOMENTI.get(nome, {})))
        stati[nome] = risposta.status_code
        assert not marchiato(letto(risposta)), nome
    assert stati["api_piani"] == stati["api_piano"] == stati["api_indicatori"] == 200
    nessuno = programma.chiede(reverse("api_piano", kwargs={"piano": "mai-esistito"}))
    suo = programma.chiede(reverse("api_piano", kwargs={"piano": altrui("piano", altro)}))
    assert (suo.status_code, suo.content) == (404, nessuno.content)
