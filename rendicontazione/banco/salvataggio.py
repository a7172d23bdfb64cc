"""What `make bench` times of a person who enters results: one save with its recomputation, beside an empty page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicatori.cronometro import Misura, a_turno, p95, volte
from indicatori.importazione.services import importa_piano
from indicatori.models import Responsabilita
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.services.anno import apri_rendicontazione

ANNO = 2023
GIRI = 60
# Nearly nothing but what every page of a body costs: session, login, body, roles, layout.
VUOTA = "documento_verifica"
TETTO_QUERY = 15
TETTO_RAPPORTO = 3
TARGET = ("SI", "Entro giugno", "almeno 80%", "Almeno 4", "Entro giugno 100%", "Massimo 10 giorni")


def misure_del_salvataggio(indicatori: int = 500) -> Iterator[Misura]:
    """Two rows: the empty authenticated page and the save, both p95, by a responsabile of a plan of that size."""
    anno, persona = anno_di(indicatori)
    client = Client(SERVER_NAME="localhost")
    client.force_login(persona, backend="django.contrib.auth.backends.ModelBackend")
    salva = Salvataggi(client, anno)
    salva()
    with CaptureQueriesContext(connection) as domande:
        salva()
    quante = len(domande)
    indirizzo = reverse(VUOTA, kwargs={"ente": anno.piano.ente.codice})
    tempi = a_turno({"vuota": lambda: client.get(indirizzo), "salva": salva}, GIRI)
    vuota, tempo = p95(tempi["vuota"]), p95(tempi["salva"])
    rapporto = volte(tempo, vuota)
    yield Misura("pagina vuota di un ente, con accesso (p95)", f"{GIRI} richieste", vuota)
    yield Misura(
        f"salvare un risultato: {quante} query, {rapporto} volte la pagina vuota (p95)",
        f"piano di {indicatori} indicatori",
        tempo,
        f"al più {TETTO_QUERY} query, {TETTO_RAPPORTO} volte",
    )


class Salvataggi:
    """Each call saves another result, as the page does by itself while a person types."""

    def __init__(self, client: Client, anno: Rendicontazione) -> None:
        self.client, self.ente = client, anno.piano.ente.codice
        scelti = anno.risultati.filter(previsione__testo="almeno 80%").values_list("pk", flat=True)
        self.seguente = enumerate(cycle(list(scelti)), start=1)
        self.versioni: dict[int, int] = {}

    def __call__(self) -> None:
        n, pk = next(self.seguente)
        risposta = self.client.post(
            reverse("rilevazione_bozza", kwargs={"ente": self.ente, "risultato": pk}),
            {"versione": self.versioni.get(pk, 0), "parte_0": str(n % 80), "nota": f"Giro {n}", "causa": "esogena"},
            HTTP_ACCEPT="application/json",
        )
        if risposta.status_code != 200:
            raise RuntimeError(f"Il salvataggio misurato è stato rifiutato: {risposta.content.decode()[:200]}")
        self.versioni[pk] = risposta.json()["versione"]


def anno_di(indicatori: int) -> tuple[Rendicontazione, Utente]:
    """An open year of a plan of that many indicators, and the responsabile of all of them."""
    adesso = timezone.now()
    ente = Ente.objects.create(codice="ente-misurato", nome="Ente misurato", nome_breve="Misurato")
    capo = _utente(ente, "capo-misurato", Ruolo.AMMINISTRATORE, adesso)
    persona = _utente(ente, "persona-misurata", Ruolo.RESPONSABILE, adesso)
    propria = Persona.objects.create(ente=ente, nome="Rita", cognome="Rossi", utente=persona)
    importa_piano(dati=_piano(ente, indicatori), utente=capo, adesso=adesso)
    piano = Piano.objects.get(ente=ente)
    piano = approva_piano(piano=piano, organo="CdA", numero="1", data=adesso.date(), utente=capo)
    anno = apri_rendicontazione(
        piano=piano,
        anno=ANNO,
        finestra_dal=adesso - timedelta(days=1),
        finestra_al=adesso + timedelta(days=30),
        utente=capo,
        adesso=adesso,
    )
    _affida(anno, propria)
    return anno, persona


def _affida(anno: Rendicontazione, persona: Persona) -> None:
    """The import may have found the surname in the plan already."""
    risultati = Risultato.objects.filter(rendicontazione=anno)
    Responsabilita.objects.bulk_create(
        [
            Responsabilita(indicatore_id=pk, persona=persona)
            for pk in risultati.values_list("previsione__indicatore_id", flat=True)
        ],
        ignore_conflicts=True,
    )


def _utente(ente: Ente, nome: str, ruolo: Ruolo, adesso: datetime) -> Utente:
    utente = Utente.objects.create(username=nome, first_name=nome)
    Incarico.objects.create(utente=utente, ente=ente, ruolo=ruolo, dal=adesso.date() - timedelta(days=1))
    return utente


def _piano(ente: Ente, quanti: int) -> PianoDati:
    schede = [
        SchedaDati(
            codice=str(s + 1),
            titolo=f"Scheda {s + 1}",
            triennio_dichiarato=f"{ANNO}-{ANNO + 2}",
            indicatori=[
                IndicatoreDati(f"{s + 1}.{n + 1}", f"Indicatore {n}", previsioni={ANNO: TARGET[n % len(TARGET)]})
                for n in range(min(10, quanti - s * 10))
            ],
        )
        for s in range(math.ceil(quanti / 10))
    ]
    return PianoDati("misurato-2023-2025", ente.codice, "schede", "Piano", (ANNO, ANNO + 1, ANNO + 2), schede=schede)
