"""Proposals brought to a state by the services, on the plan of tests.scenari."""

from __future__ import annotations

from datetime import date
from typing import Any

from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione import copia
from indicatori.rimodulazione.approvazione import approva_rimodulazione
from indicatori.rimodulazione.esame import EsameRimodulazione
from indicatori.rimodulazione.services import modifica_rimodulazione, motiva, proponi_rimodulazione
from obiettivi.models import Piano, Rimodulazione, Versione
from tests.scenari import ADESSO, Cast

MOTIVO = "La sede è stata chiusa per lavori."
TARGET = ("1", "1.3")


def piano() -> Piano:
    return Piano.objects.select_related("ente", "atto").get(codice="ente-prova-2023-2025")


def proposta(cast: Cast) -> Rimodulazione:
    return proponi_rimodulazione(piano=piano(), oggetto="Meno formazione", utente=cast.direttore, adesso=ADESSO)


def con_target(
    cast: Cast, rimodulazione: Rimodulazione, anno: int, testo: str, *, quale: tuple[str, str] = TARGET
) -> Rimodulazione:
    """The proposal with another text for the target of one year; "" takes it away."""

    def cambia(dati: PianoDati) -> None:
        voce = copia.indicatore_di(copia.scheda_di(dati, quale[0]), quale[1])
        altri = {a: t for a, t in voce.previsioni.items() if a != anno}
        voce.previsioni = altri | ({anno: testo} if testo else {})

    return modifica(cast, rimodulazione, cambia)


def modifica(cast: Cast, rimodulazione: Rimodulazione, cambia: Any) -> Rimodulazione:
    return modifica_rimodulazione(
        rimodulazione=rimodulazione, modifica=rimodulazione.modifica, utente=cast.direttore, cambia=cambia
    )


def motivata(cast: Cast, rimodulazione: Rimodulazione, motivo: str = MOTIVO) -> Rimodulazione:
    percorsi = [voce.cambiamento.percorso for voce in EsameRimodulazione.di(rimodulazione).cambiamenti]
    return motiva(
        rimodulazione=rimodulazione,
        modifica=rimodulazione.modifica,
        motivi=dict.fromkeys(percorsi, motivo),
        utente=cast.direttore,
    )


def approvata(cast: Cast, rimodulazione: Rimodulazione, numero: str = "7") -> Versione:
    return approva_rimodulazione(
        rimodulazione=rimodulazione,
        organo="Consiglio di Amministrazione",
        numero=numero,
        data=date(2023, 10, 2),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )
