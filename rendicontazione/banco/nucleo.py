"""How fast the Nucleo's pages of a plan of 500 indicators answer, beside an empty page of the same stack.

The rows belong to a database of their own: nothing made here is ever deleted (issue 5, last row of Speed).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from statistics import median

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicatori.cronometro import Misura, a_turno, p95, volte
from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from rendicontazione.banco.salvataggio import GIRI, VUOTA
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Rendicontazione
from rendicontazione.services.anno import apri_rendicontazione, avvia_validazione, trasmetti_rendicontazione

ENTE, ANNO = "ente-da-misurare", 2023
INDICATORI, PER_SCHEDA, PER_AZIONE = 500, 20, 5
TARGET = ("almeno 80%", "Almeno 4", "Entro giugno 100%", "SI", "Entro giugno")


@dataclass(frozen=True)
class MisuraPagina:
    """One page: queries, median and 95th percentile in seconds; `volte` is the p95 over that of the empty page."""

    nome: str
    domande: int
    mediana: float
    p95: float
    volte: float


def anno_da_misurare(adesso: datetime, indicatori: int = INDICATORI) -> Rendicontazione:
    """A body with a plan of that many indicators, in validation, every result sent and waiting."""
    ente, _ = Ente.objects.get_or_create(codice=ENTE, defaults={"nome": "Ente da misurare", "nome_breve": "Misure"})
    utenti = {ruolo: _utente(ente, ruolo) for ruolo in (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO)}
    amministratore = utenti[Ruolo.AMMINISTRATORE]
    importa_piano(dati=_piano(indicatori), utente=amministratore, adesso=adesso)
    piano = approva_piano(
        piano=Piano.objects.get(codice=_codice(indicatori)),
        organo="Consiglio di Amministrazione",
        numero=str(indicatori),
        data=date(ANNO - 1, 12, 20),
        utente=amministratore,
    )
    anno = apri_rendicontazione(
        piano=piano,
        anno=ANNO,
        finestra_dal=adesso - timedelta(days=30),
        finestra_al=adesso + timedelta(days=30),
        utente=amministratore,
        adesso=adesso,
        dimostrativa=True,
    )
    _invia_tutto(anno, utenti[Ruolo.DIRETTORE], adesso)
    trasmetti_rendicontazione(rendicontazione=anno, utente=utenti[Ruolo.DIRETTORE], adesso=adesso)
    return avvia_validazione(rendicontazione=anno, utente=utenti[Ruolo.NUCLEO])


def misure_delle_pagine(indicatori: int = INDICATORI) -> Iterator[Misura]:
    """The rows of `make bench`: p95 of each page, its queries and how many times the empty page it takes."""
    vuota, *pagine = misure_del_nucleo(anno_da_misurare(timezone.now(), indicatori))
    yield Misura("pagina vuota di un ente, con accesso (p95)", "60 richieste, tra le altre", vuota.p95)
    for pagina in pagine:
        rapporto = volte(pagina.p95, vuota.p95)
        yield Misura(
            f"{pagina.nome} per il Nucleo: {pagina.domande} query, {rapporto} volte la pagina vuota (p95)",
            f"piano di {indicatori} indicatori",
            pagina.p95,
            "al più 15 query, 3 volte",
        )


def pagine_del_nucleo(rendicontazione: Rendicontazione) -> dict[str, str]:
    """Name -> address of the pages that the Nucleo works on."""
    anno = {"ente": ENTE, "piano": rendicontazione.piano.codice, "anno": rendicontazione.anno}
    in_mezzo = rendicontazione.risultati.order_by("pk")[rendicontazione.risultati.count() // 2]
    scheda = in_mezzo.previsione.indicatore.scheda.codice
    return {
        "quadro": reverse("quadro", kwargs=anno),
        "quadro_scheda": reverse("quadro_scheda", kwargs={**anno, "codice": scheda}),
        "esame": reverse("esame", kwargs={"ente": ENTE, "risultato": in_mezzo.pk}),
        "esami": reverse("nucleo_esami", kwargs=anno),
    }


def misure_del_nucleo(rendicontazione: Rendicontazione, giri: int = GIRI) -> Iterator[MisuraPagina]:
    """The empty page first, then the Nucleo's; the runs are interleaved, so that a slow moment falls on all."""
    client = entrato(Ruolo.NUCLEO)
    pagine = {"pagina vuota": reverse(VUOTA, kwargs={"ente": ENTE}), **pagine_del_nucleo(rendicontazione)}
    domande = {nome: quante_domande(client, indirizzo) for nome, indirizzo in pagine.items()}
    tempi = a_turno({nome: partial(client.get, indirizzo) for nome, indirizzo in pagine.items()}, giri)
    vuota = p95(tempi["pagina vuota"])
    for nome, secondi in tempi.items():
        yield MisuraPagina(nome, domande[nome], median(secondi), p95(secondi), p95(secondi) / vuota)


def entrato(ruolo: str) -> Client:
    """A browser of the measured body, logged in with this role."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Utente.objects.get(username=_nome(ruolo)), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _utente(ente: Ente, ruolo: str) -> Utente:
    utente, _ = Utente.objects.get_or_create(username=_nome(ruolo), defaults={"password": make_password(None)})
    Incarico.objects.get_or_create(utente=utente, ente=ente, ruolo=ruolo, dal=date(2020, 1, 1))
    return utente


def _nome(ruolo: str) -> str:
    return f"{ruolo}.{ENTE}"


def _codice(indicatori: int) -> str:
    return f"{ENTE}-{indicatori}"


def _piano(indicatori: int) -> PianoDati:
    schede = [
        _scheda(numero, min(PER_SCHEDA, indicatori - fatti))
        for numero, fatti in enumerate(range(0, indicatori, PER_SCHEDA), 1)
    ]
    return PianoDati(
        codice=_codice(indicatori),
        ente=ENTE,
        famiglia="schede",
        titolo=f"Piano di {indicatori} indicatori",
        triennio=(ANNO, ANNO + 1, ANNO + 2),
        schede=schede,
    )


def _scheda(numero: int, quanti: int) -> SchedaDati:
    azioni = [AzioneDati(str(n + 1), f"Azione {n + 1}", anni=(ANNO,)) for n in range((quanti - 1) // PER_AZIONE + 1)]
    indicatori = [
        IndicatoreDati(
            f"{numero}.{n + 1}",
            f"Indicatore {n + 1} della scheda {numero}",
            str(n // PER_AZIONE + 1),
            previsioni={ANNO: TARGET[n % len(TARGET)]},
        )
        for n in range(quanti)
    ]
    return SchedaDati(codice=str(numero), titolo=f"Scheda {numero}", azioni=azioni, indicatori=indicatori)


VALORI: dict[str, list[dict[str, str | bool]]] = {
    "almeno 80%": [{"numero": "60"}],
    "Almeno 4": [{"numero": "5"}],
    "Entro giugno 100%": [{"data": f"{ANNO}-06-15"}, {"numero": "100"}],
    "SI": [{"fatto": True}],
    "Entro giugno": [{"data": f"{ANNO}-07-15"}],
}


def _invia_tutto(anno: Rendicontazione, utente: Utente, adesso: datetime) -> None:
    """As many sendings one by one would leave it; written together, because only the reading is measured."""
    for testo, valori in VALORI.items():
        anno.risultati.filter(previsione__testo=testo).update(
            valori=valori,
            stato=StatoRisultato.TRASMESSO,
            nota="Dato da misurare",
            fonte="Protocollo",
            grado=Decimal(1),
            aggiornato_da=utente,
            aggiornato_il=adesso,
            inviato_da=utente,
            inviato_il=adesso,
        )


def quante_domande(client: Client, indirizzo: str) -> int:
    """The queries of the second visit. Raises RuntimeError when the page is not answered."""
    client.get(indirizzo)
    with CaptureQueriesContext(connection) as catturate:
        risposta = client.get(indirizzo)
    if risposta.status_code != 200:
        raise RuntimeError(f"{indirizzo}: {risposta.status_code}")
    return len(catturate)
