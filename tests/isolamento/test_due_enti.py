"""Two bodies alike; of the second, where every text is marked, nothing reaches the people of the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.http.response import HttpResponseBase
from django.test import override_settings
from django.urls import reverse

from indicatori.models import Importazione, Previsione
from obiettivi import selectors
from obiettivi.models import Capitolo, Piano, Rimodulazione, Scheda
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.models import Delega, Ente, Persona, Struttura
from rendicontazione.models import (
    ChiaveApi,
    Componente,
    Documento,
    Esportazione,
    Evidenza,
    Messaggio,
    Proroga,
    Raccolta,
    Richiesta,
    Risultato,
    Scadenza,
    Seduta,
)
from tests.isolamento.marchio import MARCHIO, da_marcare, dove, impronte, letto, marchiato, scritti_in
from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Regola, Scena
from tests.permessi.sessioni import entrato
from tests.permessi.test_indirizzi import DI_TUTTI

pytestmark = pytest.mark.django_db
# A keyword of an address -> the things that it names, and by which field
COSE: dict[str, tuple[type[Model], str]] = {
    "piano": (Piano, "codice"),
    "scheda": (Scheda, "codice"),
    "previsione": (Previsione, "pk"),
    "capitolo": (Capitolo, "pk"),
    "importazione": (Importazione, "pk"),
    "rimodulazione": (Rimodulazione, "pk"),
    "risultato": (Risultato, "pk"),
    "evidenza": (Evidenza, "pk"),
    "richiesta": (Richiesta, "pk"),
    "componente": (Componente, "pk"),
    "seduta": (Seduta, "pk"),
    "scadenza": (Scadenza, "pk"),
    "messaggio": (Messaggio, "pk"),
    "proroga": (Proroga, "pk"),
    "documento": (Documento, "pk"),
    "raccolta": (Raccolta, "pk"),
    "esportazione": (Esportazione, "pk"),
    "chiave": (ChiaveApi, "pk"),
    "invito": (Invito, "pk"),
    "delega": (Delega, "pk"),
}
# they count within another one of the address, and name nothing alone
DENTRO = {"numero", "posto", "codice"}
# Where people have written nothing in the twin: its year is open, nobody has judged it, closed it or opened it again.
MAI_SCRITTE = {"criterio", "giudizio", "intervento", "istantanea", "profilo", "rendicontazione", "riapertura", "seduta"}
SENZA_RIGHE = {f"rendicontazione_{nome}{evento}" for nome in MAI_SCRITTE for evento in ("", "event")}
SENZA_RIGHE |= {"lavori_lavoro", "organizzazione_delega", "organizzazione_delegaevent"}


def sue(modello: type[Model], ente: Ente) -> QuerySet[Model]:
    with connection.cursor() as cursore:
        cursore.execute(f"SELECT id FROM {modello._meta.db_table} WHERE {dove(modello)}", [ente.pk])
        return modello._default_manager.filter(pk__in=[chiave for (chiave,) in cursore.fetchall()])


def altrui(nome: str, altro: Scena) -> Any:
    modello, campo = COSE[nome]
    return sue(modello, altro.cast.ente).order_by("pk").values_list(campo, flat=True)[0]


def test_il_marchio_è_in_ogni_tabella(altro: Scena, db: None) -> None:
    """Otherwise the others look for what is not there."""
    vuote = set()
    with connection.cursor() as cursore:
        for modello in da_marcare():
            dice = " || ' ' || ".join(f"coalesce({campo.column}::text, '')" for campo in scritti_in(modello))
            cursore.execute(
                f"SELECT count(*) FROM {modello._meta.db_table} WHERE {dove(modello)} AND ({dice}) ILIKE %s",
                [altro.cast.ente.pk, f"%{MARCHIO}%"],
            )
            if not cursore.fetchone()[0]:
                vuote.add(modello._meta.db_table)
    assert vuote == SENZA_RIGHE


def test_ogni_cosa_negli_indirizzi_ha_la_sua_gemella(scena: Scena, altro: Scena) -> None:
    usati = set()
    for regola in (regola for regole in MATRICE.values() for regola in regole):
        with transaction.atomic():
            usati |= regola.argomenti(Scena(scena.cast, scena.anno)).keys()
            transaction.set_rollback(True)
    assert usati - DI_TUTTI - DENTRO == COSE.keys() & usati
    assert all(altrui(nome, altro) for nome in COSE)


@pytest.mark.parametrize("nome", [nome for nome in MATRICE if any(regola.metodo == "get" for regola in MATRICE[nome])])
def test_dalle_mie_pagine_non_si_vede_niente_di_suo(scena: Scena, altro: Scena, nome: str) -> None:
    letture = [regola for regola in MATRICE[nome] if regola.metodo == "get"]
    trovati = [frase for regola in letture for frase in _visti(scena, altro, nome, regola)]
    assert trovati == []


def _visti(scena: Scena, altro: Scena, nome: str, regola: Regola) -> Iterator[str]:
    """As each role that gets the page; the first one asks for his things too, in the query.

    What was asked for is repeated in the fields and in the links of the page, and is not looked at: so the words that
    are searched are those of both bodies.
    """
    with transaction.atomic():
        caso = Scena(scena.cast, scena.anno)
        regola.prepara(caso)
        argomenti, dati = regola.argomenti(caso), regola.dati(caso)
        indirizzo = reverse(nome, kwargs={"ente": caso.ente, **argomenti})
        chiedono = [{"q": "sportello"}, {"piano": altrui("piano", altro)}, {"scheda": altrui("scheda", altro)}]
        persona, struttura = (sue(modello, altro.cast.ente).order_by("pk")[0].pk for modello in (Persona, Struttura))
        chiedono += [{"persona": persona}, {"struttura": struttura, "risultato": altrui("risultato", altro)}]
        chiedono += [{"per": "persona", "gruppo": persona}, {"chi": altro.cast.direttore.pk}, {"oggetto": persona}]
        for numero, chi in enumerate(sorted(regola.ammessi)):
            for cerca in ({}, *chiedono) if not numero else ({},):
                risposta = _manda(chi, regola.metodo, indirizzo, {**dati, **cerca})
                visto = marchiato(_senza(letto(risposta), cerca))
                if visto or risposta.status_code >= 500 or not cerca and risposta.status_code >= 400:
                    yield f"{indirizzo} {cerca} di {chi}: {risposta.status_code} {visto}"
        transaction.set_rollback(True)


def _senza(testo: str, cerca: dict[str, Any]) -> str:
    for valore in sorted({str(uno) for uno in cerca.values()}, key=len, reverse=True):
        testo = testo.replace(valore, "").replace(quote_plus(valore), "")
    return testo


def _manda(chi: str, metodo: str, indirizzo: str, dati: dict[str, Any]) -> HttpResponseBase:
    client = entrato(chi)
    with transaction.atomic():
        risposta: HttpResponseBase = getattr(client, metodo)(indirizzo, dati)
        transaction.set_rollback(True)
    return risposta


@pytest.fixture(scope="module")
def intatte(altro: Scena) -> dict[str, str]:
    """The prints of his tables as they were made: every test takes back what it did."""
    return impronte(altro.cast.ente)


@pytest.mark.parametrize("nome", MATRICE)
def test_una_cosa_sua_in_un_indirizzo_mio_non_c_è(
    scena: Scena, altro: Scena, intatte: dict[str, str], nome: str
) -> None:
    """One keyword at a time: 404, and nothing of his is touched."""
    assert [frase for regola in MATRICE[nome] for frase in _scambiati(scena, altro, intatte, nome, regola)] == []


def _scambiati(scena: Scena, altro: Scena, intatte: dict[str, str], nome: str, regola: Regola) -> Iterator[str]:
    with transaction.atomic():
        caso = Scena(scena.cast, scena.anno)
        regola.prepara(caso)
        argomenti, dati = regola.argomenti(caso), regola.dati(caso)
        chi = sorted(regola.ammessi)[0] if regola.ammessi else "amministratrice"
        for parametro in argomenti.keys() & COSE.keys():
            suoi = {**argomenti, parametro: altrui(parametro, altro)}
            indirizzo = reverse(nome, kwargs={"ente": caso.ente, **suoi})
            client = entrato(chi)
            risposta = getattr(client, regola.metodo)(indirizzo, dati)
            if risposta.status_code != 404:
                yield f"{regola.metodo} {indirizzo} di {chi}: {risposta.status_code}"
        if impronte(altro.cast.ente) != intatte:
            yield f"{regola.metodo} {nome}: qualcosa di suo è cambiato"
        transaction.set_rollback(True)


def test_ciò_che_cambia_si_vede(altro: Scena, db: None) -> None:
    prima = impronte(altro.cast.ente)
    sue(Persona, altro.cast.ente).update(nome="Toccata")
    assert {nome for nome, impronta in impronte(altro.cast.ente).items() if impronta != prima[nome]} == {
        "organizzazione_persona",
        "organizzazione_personaevent",
    }


@pytest.mark.parametrize("recintati", [True, False])
def test_se_un_selettore_dimentica_il_filtro(
    scena: Scena, altro: Scena, monkeypatch: pytest.MonkeyPatch, recintati: bool
) -> None:
    """The database shows nothing; without its fence it would: so this test can see it."""
    monkeypatch.setattr(selectors, "piani_di", lambda ente: Piano.objects.select_related("ente"))
    with override_settings(RECINTO=recintati):
        visto = letto(entrato("direttore").get(reverse("piani", kwargs={"ente": scena.ente})))
    assert bool(marchiato(visto)) is not recintati
