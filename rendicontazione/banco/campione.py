"""One invented body for the bench, made from a seed by the services themselves.

Three plans of a body, each of a hundred indicators with a target in each of three years; the first year of each
plan is published, the second one is being validated: six hundred results (issue 7, last paragraph).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import transaction

from indicatori.importazione.services import importa_piano
from indicatori.models import Responsabilita
from indicatori.motore.condizioni import Condizione
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.inserimento import leggi_valore
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente
from rendicontazione.enums import Causa, EsitoGiudizio
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.services.anno import (
    apri_rendicontazione,
    avvia_validazione,
    trasmetti_rendicontazione,
    valida_rendicontazione,
)
from rendicontazione.services.chiusura import approva_rendicontazione, pubblica_rendicontazione
from rendicontazione.services.risultati import giudica_risultato, invia_risultato, salva_bozza

PRIMO_ANNO = 2022
PIANI, INDICATORI, PER_SCHEDA, PER_AZIONE = 3, 100, 10, 5
PERSONE = 10
COSE = "sportello servizio progetto regolamento bando corso protocollo registro centro contratto".split()
DI_CHI = "minori anziani famiglie disabili comuni utenti operatori volontari fornitori cittadini".split()
COME = "attivato approvato pubblicato rinnovato esteso monitorato digitalizzato verificato concluso condiviso".split()
# target -> what a person types for each of its conditions
TARGET = {
    "SI": ("fatto",),
    "Entro giugno": ("data",),
    "almeno 80%": ("percento",),
    "Almeno 4": ("quanti",),
    "Entro giugno 100%": ("data", "percento"),
    "Massimo 10 giorni": ("giorni",),
}


@dataclass
class Campione:
    """The body and who works in it; `persone` are its responsabili, each with a login."""

    seme: int
    indicatori: int
    ente: Ente
    caso: Random
    utenti: dict[Ruolo, Utente] = field(default_factory=dict)
    persone: list[Persona] = field(default_factory=list)


def crea_campione(seme: int, *, piani: int = PIANI, indicatori: int = INDICATORI) -> Campione:
    """The same seed makes the same body. Everything is written by the services, in one transaction."""
    with transaction.atomic():
        codice = f"ente-{seme}"
        ente = Ente.objects.create(codice=codice, nome=f"Azienda sociale numero {seme}", nome_breve=f"Azienda {seme}")
        # a sample that can be made again, nothing to be guessed
        campione = Campione(seme, indicatori, ente, Random(seme))  # nosec B311
        for ruolo in (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO, Ruolo.ORGANO):
            campione.utenti[ruolo] = _utente(campione, str(ruolo), ruolo)
        for numero in range(PERSONE):
            utente = _utente(campione, f"persona-{numero}", Ruolo.RESPONSABILE)
            campione.persone.append(
                Persona.objects.create(ente=ente, nome=f"Nome{numero}", cognome=f"Cognome{numero}", utente=utente)
            )
        for numero in range(piani):
            _piano_con_due_anni(campione, numero)
    return campione


def _utente(campione: Campione, nome: str, ruolo: Ruolo) -> Utente:
    utente = Utente.objects.create(username=f"{nome}.{campione.ente.codice}", first_name=nome, last_name="Misurato")
    dal = _adesso(PRIMO_ANNO - 2).date()
    Incarico.objects.create(utente=utente, ente=campione.ente, ruolo=ruolo, dal=dal)
    return utente


def _piano_con_due_anni(campione: Campione, numero: int) -> None:
    primo = PRIMO_ANNO + numero
    dati = _dati(campione, f"{campione.ente.codice}-piano-{numero + 1}", primo)
    amministratore = campione.utenti[Ruolo.AMMINISTRATORE]
    importa_piano(dati=dati, utente=amministratore, adesso=_adesso(primo - 1))
    piano = Piano.objects.get(codice=dati.codice)
    _affida(campione, piano)
    data = _adesso(primo - 1).date()
    piano = approva_piano(piano=piano, organo="CdA", numero=str(numero + 1), data=data, utente=amministratore)
    _pubblica(campione, _anno_consegnato(campione, piano, primo))
    _a_meta(campione, _anno_consegnato(campione, piano, primo + 1))


def _affida(campione: Campione, piano: Piano) -> None:
    indicatori = piano.schede.values_list("indicatori__pk", flat=True).order_by("ordine", "indicatori__ordine")
    Responsabilita.objects.bulk_create(
        Responsabilita(indicatore_id=pk, persona=campione.persone[posto // PER_SCHEDA % PERSONE])
        for posto, pk in enumerate(indicatori)
    )


def _anno_consegnato(campione: Campione, piano: Piano, anno: int) -> Rendicontazione:
    """A year with every result sent, in the hands of the Nucleo."""
    adesso, direttore = _adesso(anno + 1), campione.utenti[Ruolo.DIRETTORE]
    rendicontazione = apri_rendicontazione(
        piano=piano,
        anno=anno,
        finestra_dal=adesso - timedelta(days=20),
        finestra_al=adesso + timedelta(days=20),
        utente=campione.utenti[Ruolo.AMMINISTRATORE],
        adesso=adesso,
    )
    for risultato in _risultati(rendicontazione):
        salvato = salva_bozza(
            risultato=risultato,
            valori=[leggi_valore(c, testo) for c, testo in zip(*_scritto(campione, risultato, anno), strict=True)],
            nota="Vedi la relazione del servizio.",
            causa=Causa.ESOGENA,
            fonte="Protocollo",
            versione=risultato.versione,
            utente=direttore,
            adesso=adesso,
        )
        invia_risultato(risultato=salvato, utente=direttore, adesso=adesso)
    trasmetti_rendicontazione(rendicontazione=rendicontazione, utente=direttore, adesso=adesso)
    return avvia_validazione(rendicontazione=rendicontazione, utente=campione.utenti[Ruolo.NUCLEO])


def _scritto(campione: Campione, risultato: Risultato, anno: int) -> tuple[list[Condizione], list[str]]:
    caso = campione.caso
    scritti = {
        "fatto": "sì" if caso.random() < 0.9 else "no",
        "data": f"{caso.randint(1, 28)}/{caso.randint(3, 8)}/{anno}",
        "percento": str(caso.randint(55, 100)),
        "quanti": str(caso.randint(2, 7)),
        "giorni": str(caso.randint(6, 14)),
    }
    previsione = risultato.previsione
    return list(previsione.lette), [scritti[cosa] for cosa in TARGET[previsione.testo]]


def _pubblica(campione: Campione, rendicontazione: Rendicontazione) -> None:
    adesso, utenti = _adesso(rendicontazione.anno + 1), campione.utenti
    _conferma(campione, _risultati(rendicontazione), adesso)
    valida_rendicontazione(rendicontazione=rendicontazione, utente=utenti[Ruolo.NUCLEO], adesso=adesso)
    approva_rendicontazione(
        rendicontazione=rendicontazione,
        organo="CdA",
        numero=f"{rendicontazione.piano.codice[-1]}-bis",
        data=adesso.date(),
        utente=utenti[Ruolo.AMMINISTRATORE],
        adesso=adesso,
    )
    pubblica_rendicontazione(rendicontazione=rendicontazione, utente=utenti[Ruolo.AMMINISTRATORE], adesso=adesso)


def _a_meta(campione: Campione, rendicontazione: Rendicontazione) -> None:
    """The Nucleo has confirmed every second result so far."""
    _conferma(campione, _risultati(rendicontazione)[::2], _adesso(rendicontazione.anno + 1))


def _conferma(campione: Campione, risultati: list[Risultato], adesso: datetime) -> None:
    for risultato in risultati:
        giudica_risultato(
            risultato=risultato,
            esito=EsitoGiudizio.CONFERMATO,
            utente=campione.utenti[Ruolo.NUCLEO],
            adesso=adesso,
        )


def _risultati(rendicontazione: Rendicontazione) -> list[Risultato]:
    return list(rendicontazione.risultati.select_related("previsione").order_by("pk"))


def _adesso(anno: int) -> datetime:
    return datetime(anno, 2, 1, 9, tzinfo=UTC)


def _dati(campione: Campione, codice: str, primo: int) -> PianoDati:
    anni = (primo, primo + 1, primo + 2)
    schede = -(-campione.indicatori // PER_SCHEDA)
    return PianoDati(
        codice,
        campione.ente.codice,
        "schede",
        f"Piano della performance {primo}-{primo + 2}",
        anni,
        schede=[_scheda(campione, numero, anni) for numero in range(1, schede + 1)],
    )


def _scheda(campione: Campione, numero: int, anni: tuple[int, int, int]) -> SchedaDati:
    quanti = min(PER_SCHEDA, campione.indicatori - (numero - 1) * PER_SCHEDA)
    frasi = _frasi(campione.caso)
    return SchedaDati(
        codice=str(numero),
        titolo=next(frasi).capitalize(),
        triennio_dichiarato=f"{anni[0]}-{anni[2]}",
        responsabile="Direttore",
        azioni=[
            AzioneDati(str(n + 1), next(frasi).capitalize(), campione.caso.random() < 0.3, next(frasi), anni)
            for n in range(-(-quanti // PER_AZIONE))
        ],
        indicatori=[
            IndicatoreDati(
                f"{numero}.{n + 1}",
                next(frasi).capitalize(),
                str(n // PER_AZIONE + 1),
                previsioni={anno: campione.caso.choice(list(TARGET)) for anno in anni},
            )
            for n in range(quanti)
        ],
    )


def _frasi(caso: Random) -> Iterator[str]:
    while True:
        yield f"{caso.choice(COSE)} per {caso.choice(DI_CHI)} {caso.choice(COME)} con {caso.choice(DI_CHI)}"
