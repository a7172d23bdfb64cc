"""The Nucleo at work, by replaying its services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rendicontazione.enums import TipoRichiesta
from rendicontazione.models import Componente, Rendicontazione, Richiesta, Seduta
from rendicontazione.nucleo.services.componenti import registra_componente
from rendicontazione.nucleo.services.richieste import chiedi_al_nucleo
from rendicontazione.nucleo.services.sedute import registra_seduta
from tests import scenari
from tests.scenari import ADESSO, Cast

GIORNO = date(2024, 1, 30)


def componenti(cast: Cast) -> list[Componente]:
    """Three members in office since 2022; the first presides and has the login of the cast."""
    nomi = ("Nora Nucleo", "Ivo Esempio", "Lia Prova")
    return [
        registra_componente(
            ente=cast.ente,
            nome=nome,
            dal=date(2022, 1, 1),
            presidente=nome == nomi[0],
            accesso=cast.nucleo if nome == nomi[0] else None,
            utente=cast.amministratrice,
        )
        for nome in nomi
    ]


def seduta(cast: Cast, rendicontazione: Rendicontazione, quanti: int = 2, **altro: Any) -> Seduta:
    presenti = list(cast.ente.componenti_nucleo.order_by("-presidente", "nome")[:quanti])
    dati = {"data": GIORNO, "luogo": "Sede", "resoconto": "Letti i risultati.", **altro}
    return registra_seduta(
        rendicontazione=rendicontazione, presenti=presenti, utente=cast.nucleo, adesso=ADESSO, **dati
    )


def forzatura(cast: Cast, codice: str, grado: str = "0.9") -> Richiesta:
    return chiedi_al_nucleo(
        risultato=scenari.risultato_di(codice),
        tipo=TipoRichiesta.FORZATURA,
        grado_chiesto=Decimal(grado),
        motivo="Il bando è slittato.",
        utente=cast.direttore,
        adesso=ADESSO,
    )


def neutralizzazione(cast: Cast, codice: str) -> Richiesta:
    return chiedi_al_nucleo(
        risultato=scenari.risultato_di(codice),
        tipo=TipoRichiesta.NEUTRALIZZAZIONE,
        motivo="Il servizio è passato al Comune.",
        utente=cast.direttore,
        adesso=ADESSO,
    )
