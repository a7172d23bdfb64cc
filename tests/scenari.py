"""A small body, its cast and its plan, brought to a state by replaying the services.

The cast is always the same: amministratrice, direttore, responsabile, nucleo, organo of the body
"ente-prova", and an estraneo who is amministratore of another body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.inserimento import leggi_valore
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente
from rendicontazione.enums import Causa
from rendicontazione.models import Giudizio, Rendicontazione, Risultato
from rendicontazione.services.anno import (
    apri_rendicontazione,
    avvia_validazione,
    trasmetti_rendicontazione,
    valida_rendicontazione,
)
from rendicontazione.services.risultati import giudica_risultato, invia_risultato, salva_bozza

ADESSO = datetime(2024, 2, 1, 9, 0, tzinfo=UTC)
PAROLA = "una-parola-di-prova"
ANNO = 2023


@dataclass
class Cast:
    ente: Ente
    altro_ente: Ente
    amministratrice: Utente
    direttore: Utente
    responsabile: Utente
    nucleo: Utente
    organo: Utente
    estraneo: Utente

    def per_nome(self, nome: str) -> Utente:
        return getattr(self, nome)


def crea_cast() -> Cast:
    ente = Ente.objects.create(codice="ente-prova", nome="Ente di prova", nome_breve="Ente di prova")
    altro = Ente.objects.create(codice="altro-ente", nome="Altro ente", nome_breve="Altro ente")
    password = make_password(PAROLA)
    cast = Cast(
        ente,
        altro,
        _utente("anna", "Anna", "Ammini", ente, Ruolo.AMMINISTRATORE, password),
        _utente("dario", "Dario", "Dirigente", ente, Ruolo.DIRETTORE, password),
        _utente("rita", "Rita", "Rossi", ente, Ruolo.RESPONSABILE, password),
        _utente("nora", "Nora", "Nucleo", ente, Ruolo.NUCLEO, password),
        _utente("orso", "Orso", "Organo", ente, Ruolo.ORGANO, password),
        _utente("elio", "Elio", "Estraneo", altro, Ruolo.AMMINISTRATORE, password),
    )
    Persona.objects.create(ente=ente, nome="Rita", cognome="Rossi", utente=cast.responsabile)
    Persona.objects.create(ente=ente, nome="Bruno", cognome="Bianchi")
    return cast


def _utente(username: str, nome: str, cognome: str, ente: Ente, ruolo: Ruolo, password: str) -> Utente:
    utente = Utente.objects.create(username=username, first_name=nome, last_name=cognome, password=password)
    Incarico.objects.create(utente=utente, ente=ente, ruolo=ruolo, dal=date(2020, 1, 1))
    return utente


def dati_di_prova() -> PianoDati:
    """Two schede: every kind of field, a composite target, an indicator of somebody else."""
    return PianoDati(
        codice="ente-prova-2023-2025",
        ente="ente-prova",
        famiglia="schede",
        titolo="Piano di prova 2023-2025",
        triennio=(2023, 2024, 2025),
        schede=[
            SchedaDati(
                codice="1",
                titolo="Servizi alle persone",
                triennio_dichiarato="2023-2025",
                responsabile="Direttore",
                azioni=[
                    AzioneDati("1", "Aprire lo sportello", True, "Sportello aperto", (2023, 2024)),
                    AzioneDati("2", "Formare il personale", False, "Personale formato", (2023,)),
                ],
                indicatori=[
                    IndicatoreDati("1.1", "Sportello aperto", "1", "Rossi", previsioni={2023: "SI", 2024: "SI"}),
                    IndicatoreDati("1.2", "Regolamento approvato", "1", "Rossi", previsioni={2023: "Entro giugno"}),
                    IndicatoreDati("1.3", "Dipendenti formati", "2", "Rossi", previsioni={2023: "almeno 80%"}),
                    IndicatoreDati("1.4", "PagoPA attivo", "2", "Rossi", previsioni={2023: "Entro giugno 100%"}),
                ],
            ),
            SchedaDati(
                codice="2",
                titolo="Sostenibilità",
                triennio_dichiarato="2023-2025",
                azioni=[AzioneDati("1", "Cercare fondi", anni=(2023, 2024, 2025))],
                indicatori=[
                    IndicatoreDati("2.1", "Progetti presentati", "1", "Bianchi", previsioni={2023: "Almeno 4"}),
                ],
            ),
        ],
    )


def piano_approvato(cast: Cast) -> Piano:
    importa_piano(dati=dati_di_prova(), utente=cast.amministratrice, adesso=ADESSO)
    return approva_piano(
        piano=Piano.objects.get(codice="ente-prova-2023-2025"),
        organo="Consiglio di Amministrazione",
        numero="1",
        data=date(2022, 12, 20),
        utente=cast.amministratrice,
    )


def anno_aperto(cast: Cast, adesso: datetime = ADESSO) -> Rendicontazione:
    return apri_rendicontazione(
        piano=piano_approvato(cast),
        anno=ANNO,
        finestra_dal=adesso - timedelta(days=10),
        finestra_al=adesso + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=adesso,
    )


def risultato_di(codice: str) -> Risultato:
    return Risultato.objects.select_related(
        "rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore"
    ).get(previsione__indicatore__codice=codice, previsione__anno=ANNO)


def indicatore_di(codice: str) -> Indicatore:
    return Indicatore.objects.get(codice=codice)


def bozza(
    cast: Cast,
    codice: str,
    *testi: str,
    nota: str = "Nota di prova",
    causa: str = Causa.ESOGENA,
    utente: Utente | None = None,
) -> Risultato:
    """Enter texts, one per condition ("" leaves a part out), as the responsabile would in the form."""
    risultato = risultato_di(codice)
    valori = [
        leggi_valore(c, testo) if testo else None for c, testo in zip(risultato.previsione.lette, testi, strict=True)
    ]
    return salva_bozza(
        risultato=risultato,
        valori=valori,
        nota=nota,
        causa=causa,
        fonte="",
        versione=risultato.versione,
        utente=utente or cast.direttore,
        adesso=ADESSO,
    )


def inviato(cast: Cast, codice: str, *testi: str, nota: str = "Nota di prova", causa: str = Causa.ESOGENA) -> Risultato:
    salvato = bozza(cast, codice, *testi, nota=nota, causa=causa)
    return invia_risultato(risultato=salvato, utente=cast.direttore, adesso=ADESSO)


def giudicato(cast: Cast, codice: str, esito: str, motivo: str = "Motivo di prova", **altro: object) -> Giudizio:
    return giudica_risultato(
        risultato=risultato_di(codice), esito=esito, motivo=motivo, utente=cast.nucleo, adesso=ADESSO, **altro
    )


def porta_al_nucleo(cast: Cast, rendicontazione: Rendicontazione) -> Rendicontazione:
    trasmetti_rendicontazione(rendicontazione=rendicontazione, utente=cast.direttore, adesso=ADESSO)
    return avvia_validazione(rendicontazione=rendicontazione, utente=cast.nucleo)


def valida(cast: Cast, rendicontazione: Rendicontazione) -> Rendicontazione:
    return valida_rendicontazione(rendicontazione=rendicontazione, utente=cast.nucleo, adesso=ADESSO)
