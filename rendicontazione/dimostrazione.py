"""The invented results of the demo years, entered through the services as people would.

Every rendicontazione made here is `dimostrativa`: screens and PDFs say so.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from indicatori.models import Indicatore, Responsabilita
from indicatori.motore.inserimento import leggi_valore
from indicatori.motore.valori import Valore
from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from obiettivi.services import approva_piano, assicura_versione
from pianoperf.organizzazione.dimostrazione import DAL, righe
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Persona, Utente
from rendicontazione.enums import EsitoGiudizio, Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.nucleo.selectors import componenti_in_carica
from rendicontazione.nucleo.services.componenti import registra_componente
from rendicontazione.nucleo.services.sedute import registra_seduta
from rendicontazione.services.anno import (
    apri_rendicontazione,
    avvia_validazione,
    trasmetti_rendicontazione,
    valida_rendicontazione,
)
from rendicontazione.services.risultati import (
    giudica_risultato,
    invia_risultato,
    mancanze_per_inviare,
    salva_bozza,
)

# one body still entering, one before its Nucleo, one whose year is closed
ANNI = {
    "asc-insieme-2023-2025": (2023, "aperta"),
    "cssm-2023-2025": (2023, "in_validazione"),
    "coeso-2021-2023": (2021, "validata"),
}


def utente_con(ruolo: str, ente: Ente) -> Utente:
    """The demo login that holds this role in the body."""
    return Utente.objects.get(username=f"{ruolo}.{ente.codice}")


def registra_atti(adesso: datetime) -> None:
    """Approve the demo plans that an act approved, and freeze those that were approved before there were versions."""
    for riga in righe("atti"):
        piano = Piano.objects.select_related("ente").get(codice=riga["Piano"])
        amministratore = utente_con(Ruolo.AMMINISTRATORE, piano.ente)
        if piano.stato != StatoPiano.BOZZA:
            assicura_versione(piano=piano, utente=amministratore, adesso=adesso)
            continue
        approva_piano(
            piano=piano,
            organo=riga["Organo"],
            numero=riga["Numero"],
            data=_data(riga["Data"]),
            allegato=riga["Allegato"],
            dimostrativo=riga["Dimostrativo"] == "X",
            utente=amministratore,
            adesso=adesso,
        )


def nomina_componenti() -> None:
    """The invented members of the demo Nuclei, in office since the demo logins are."""
    enti = {ente.codice: ente for ente in Ente.objects.all()}
    for riga in righe("componenti"):
        ente = enti[riga["Ente"]]
        if ente.componenti_nucleo.filter(nome=riga["Nome"]).exists():
            continue
        registra_componente(
            ente=ente,
            nome=riga["Nome"],
            dal=DAL,
            presidente=riga["Presidente"] == "X",
            accesso=Utente.objects.get(username=riga["Utente"]) if riga["Utente"] else None,
            utente=utente_con(Ruolo.AMMINISTRATORE, ente),
        )


def assegna_indicatori() -> None:
    """Give the indicators of a plan that names no responsabili to the demo people."""
    for riga in righe("assegnazioni"):
        indicatore = Indicatore.objects.select_related("scheda__piano").get(
            scheda__piano__codice=riga["Piano"], scheda__codice=riga["Scheda"], codice=riga["Codice"]
        )
        persona = Persona.objects.get(ente_id=indicatore.scheda.piano.ente_id, cognome=riga["Persona"])
        Responsabilita.objects.get_or_create(indicatore=indicatore, persona=persona, defaults={"assegnata": True})


def carica_anni(adesso: datetime) -> list[str]:
    """Open, fill and carry forward the demo years that are missing; says what it made."""
    fatti = []
    for codice, (anno, arrivo) in ANNI.items():
        if Rendicontazione.objects.filter(piano__codice=codice, anno=anno).exists():
            continue
        with transaction.atomic():
            _carica_anno(codice, anno, arrivo, adesso)
        fatti.append(f"{codice} {anno}")
    return fatti


def _carica_anno(codice: str, anno: int, arrivo: str, adesso: datetime) -> None:
    piano = Piano.objects.select_related("ente").get(codice=codice)
    rendicontazione = apri_rendicontazione(
        piano=piano,
        anno=anno,
        finestra_dal=adesso - timedelta(days=30),
        finestra_al=adesso + timedelta(days=365),
        utente=utente_con(Ruolo.AMMINISTRATORE, piano.ente),
        adesso=adesso,
        dimostrativa=True,
    )
    _inserisci_risultati(rendicontazione, settings.RADICE / "fixtures" / codice / "risultati.csv", adesso)
    if arrivo != "aperta":
        _porta_al_nucleo(rendicontazione, adesso)
    if arrivo == "validata":
        _valida(rendicontazione, adesso)


def _inserisci_risultati(rendicontazione: Rendicontazione, percorso: Path, adesso: datetime) -> None:
    direttore = utente_con(Ruolo.DIRETTORE, rendicontazione.piano.ente)
    per_indicatore = _per_indicatore(percorso)
    finali = rendicontazione.risultati.filter(periodo=Periodo.FINALE)
    for risultato in finali.select_related("previsione__indicatore__scheda"):
        indicatore = risultato.previsione.indicatore
        parti = per_indicatore.get((indicatore.scheda.codice, indicatore.codice))
        if parti:
            _inserisci(risultato, parti, direttore, adesso)


def _per_indicatore(percorso: Path) -> dict[tuple[str, str], dict[int, dict[str, str]]]:
    parti: dict[tuple[str, str], dict[int, dict[str, str]]] = defaultdict(dict)
    with percorso.open(encoding="utf-8", newline="") as foglio:
        for riga in csv.DictReader(foglio):
            parti[riga["Scheda"], riga["Codice"]][int(riga["Parte"])] = riga
    return parti


def _inserisci(risultato: Risultato, parti: dict[int, dict[str, str]], utente: Utente, adesso: datetime) -> None:
    valori: list[Valore | None] = [
        leggi_valore(condizione, parti[n]["Risultato"]) if n in parti else None
        for n, condizione in enumerate(risultato.previsione.lette, start=1)
    ]
    nota = " ".join(parte["Nota"] for parte in parti.values() if parte["Nota"])
    salvato = salva_bozza(
        risultato=risultato,
        valori=valori,
        nota=nota,
        causa=next((parte["Causa"] for parte in parti.values() if parte["Causa"]), ""),
        fonte="Dato dimostrativo",
        versione=risultato.versione,
        utente=utente,
        adesso=adesso,
    )
    if not mancanze_per_inviare(salvato):
        invia_risultato(risultato=salvato, utente=utente, adesso=adesso)


def _porta_al_nucleo(rendicontazione: Rendicontazione, adesso: datetime) -> None:
    ente = rendicontazione.piano.ente
    trasmetti_rendicontazione(rendicontazione=rendicontazione, utente=utente_con(Ruolo.DIRETTORE, ente), adesso=adesso)
    avvia_validazione(rendicontazione=rendicontazione, utente=utente_con(Ruolo.NUCLEO, ente))
    registra_seduta(
        rendicontazione=rendicontazione,
        data=timezone.localdate(adesso),
        presenti=componenti_in_carica(ente, timezone.localdate(adesso)),
        luogo="Videoconferenza",
        resoconto="Il Nucleo ha preso in esame i risultati trasmessi.",
        utente=utente_con(Ruolo.NUCLEO, ente),
        adesso=adesso,
    )


def _valida(rendicontazione: Rendicontazione, adesso: datetime) -> None:
    nucleo = utente_con(Ruolo.NUCLEO, rendicontazione.piano.ente)
    for risultato in rendicontazione.risultati.filter(periodo=Periodo.FINALE, stato=StatoRisultato.TRASMESSO):
        giudica_risultato(risultato=risultato, esito=EsitoGiudizio.CONFERMATO, utente=nucleo, adesso=adesso)
    valida_rendicontazione(rendicontazione=rendicontazione, utente=nucleo, adesso=adesso)


def _data(testo: str) -> date:
    giorno, mese, anno = (int(parte) for parte in testo.split("/"))
    return date(anno, mese, giorno)
