"""Plans to be grouped: one with strutture and areas, one of weighted steps; brought to a state by the services."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicatori.importazione.services import importa_piano
from indicatori.models import Attribuzione, Indicatore, Previsione, Responsabilita
from indicatori.motore.condizioni import Genere
from indicatori.motore.documento import IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from indicatori.motore.inserimento import leggi_valore
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from pianoperf.organizzazione.models import Persona, Struttura
from rendicontazione.enums import Causa
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.services.anno import apri_rendicontazione
from rendicontazione.services.risultati import invia_risultato, salva_bozza
from tests import scenari
from tests.scenari import ADESSO, Cast


def apri(cast: Cast, piano: Piano, anno: int) -> Rendicontazione:
    return apri_rendicontazione(
        piano=piano,
        anno=anno,
        finestra_dal=ADESSO - timedelta(days=10),
        finestra_al=timezone.now() + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )


def approvato(cast: Cast, dati: PianoDati) -> Piano:
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    return approva_piano(
        piano=Piano.objects.get(codice=dati.codice),
        organo="Consiglio di Amministrazione",
        numero="1",
        data=date(2022, 12, 20),
        utente=cast.amministratrice,
    )


def strutturato() -> PianoDati:
    """The plan of the scenarios with strutture on three indicators, and scheda 1 in two areas."""
    dati = scenari.dati_di_prova()
    dati.obiettivi_strategici = [
        ObiettivoStrategicoDati("1A", "Prevenire", "1 Minori"),
        ObiettivoStrategicoDati("1B", "Proteggere", "1 Minori"),
        ObiettivoStrategicoDati("2A", "Curare", "2 Anziani"),
    ]
    prima = dati.schede[0]
    prima.obiettivi_strategici = ("1A", "1B", "2A")
    prima.indicatori[0].strutture = ("Sportelli", "Direzione")
    prima.indicatori[1].strutture = ("Direzione",)
    prima.indicatori[2].strutture = ("Tutte",)
    return dati


def passo(codice: str, termine: date, peso: str) -> IndicatoreDati:
    return IndicatoreDati(
        codice, f"Step {codice}", termine=termine, peso=Decimal(peso), previsioni={termine.year: "SI"}
    )


def pesato() -> PianoDati:
    """F as printed (5, 10, 40, 45 % over three years) and an objective whose steps are all due in 2023."""
    return PianoDati(
        codice="ente-prova-2023-2025",
        ente="ente-prova",
        famiglia="piao",
        titolo="Piano degli obiettivi di prova",
        triennio=(2023, 2024, 2025),
        obiettivi_strategici=[
            ObiettivoStrategicoDati("3A", "Promuovere", "3 Anziani"),
            ObiettivoStrategicoDati("5A", "Integrare", "5 Governance"),
        ],
        schede=[
            SchedaDati(
                "F",
                "Domiciliarità",
                "performance",
                incidenza=Decimal(40),
                obiettivi_strategici=("3A", "5A"),
                indicatori=[
                    passo("F.1", date(2023, 9, 30), "5"),
                    passo("F.2", date(2024, 6, 30), "10"),
                    passo("F.3", date(2024, 9, 30), "40"),
                    passo("F.4", date(2025, 9, 30), "45"),
                ],
            ),
            SchedaDati(
                "2",
                "Servizi",
                "peg",
                incidenza=Decimal(60),
                obiettivi_strategici=("3A",),
                indicatori=[passo("2.1", date(2023, 6, 30), "25"), passo("2.2", date(2023, 12, 31), "75")],
            ),
        ],
    )


def misurato(cast: Cast, anno: Rendicontazione, codice: str, *, fatto: bool = True) -> None:
    """Send a step as done on its last day, or as not done."""
    risultato = Risultato.objects.select_related(
        "rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore"
    ).get(rendicontazione=anno, previsione__indicatore__codice=codice)
    termine = risultato.previsione.indicatore.termine
    testi = {Genere.SCADENZA: f"{termine:%d/%m/%Y}"} if fatto else {}
    salvato = salva_bozza(
        risultato=risultato,
        valori=[leggi_valore(c, testi.get(c.genere, "SI" if fatto else "NO")) for c in risultato.previsione.lette],
        nota="Nota di prova",
        causa="" if fatto else Causa.ESOGENA,
        fonte="",
        versione=risultato.versione,
        utente=cast.direttore,
        adesso=ADESSO,
    )
    invia_risultato(risultato=salvato, utente=cast.direttore, adesso=ADESSO)


def pagina(rendicontazione: Rendicontazione, domanda: str = "") -> str:
    dell_anno = {"ente": "ente-prova", "piano": rendicontazione.piano.codice, "anno": rendicontazione.anno}
    return reverse("quadro_gruppi", kwargs=dell_anno) + domanda


def corpo(risposta: HttpResponse) -> str:
    return risposta.content.decode()


def interrogazioni(client: Client, indirizzo: str) -> int:
    client.get(indirizzo)
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(indirizzo).status_code == 200
    return len(catturate)


def aggiungi(anno: Rendicontazione, codice: str, quanti: int) -> None:
    """More indicators like this one, each with a struttura and a persona of its own."""
    modello = Indicatore.objects.get(codice=codice)
    condizioni = modello.previsioni.get(anno=anno.anno).condizioni
    for n in range(quanti):
        nuovo = Indicatore.objects.create(
            scheda=modello.scheda,
            azione=modello.azione,
            ordine=50 + n,
            codice=f"{codice}.{n}",
            descrizione=f"In più {n}",
            verso=modello.verso,
            termine=modello.termine,
            peso=modello.peso,
        )
        ente = anno.piano.ente
        Attribuzione.objects.create(indicatore=nuovo, struttura=Struttura.objects.create(ente=ente, nome=f"Area {n}"))
        Responsabilita.objects.create(
            indicatore=nuovo, persona=Persona.objects.create(ente=ente, cognome=f"Persona {n}")
        )
        previsione = Previsione.objects.create(indicatore=nuovo, anno=anno.anno, testo="SI", condizioni=condizioni)
        Risultato.objects.create(rendicontazione=anno, previsione=previsione)
