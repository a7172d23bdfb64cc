"""A year brought to its end, and back, by replaying the services."""

from __future__ import annotations

from datetime import date, timedelta

from rendicontazione.enums import EsitoGiudizio
from rendicontazione.models import Rendicontazione, Riapertura
from rendicontazione.services.chiusura import (
    approva_rendicontazione,
    pubblica_rendicontazione,
    riapri_rendicontazione,
)
from tests import scenari
from tests.scenari import ADESSO, Cast

DOPO = ADESSO + timedelta(days=60)
DELIBERA = {"organo": "Consiglio di Amministrazione", "numero": "12", "data": date(2024, 3, 20), "allegato": "A"}
DETERMINA = {"organo": "Direttore", "numero": "40", "data": date(2024, 3, 28)}


def in_validazione(cast: Cast, rendicontazione: Rendicontazione | None = None) -> Rendicontazione:
    """1.1 confirmed and 1.3 (60 of 80) confirmed; the other three never sent."""
    rendicontazione = rendicontazione or scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.3", "60")
    scenari.porta_al_nucleo(cast, rendicontazione)
    for codice in ("1.1", "1.3"):
        scenari.giudicato(cast, codice, EsitoGiudizio.CONFERMATO, "")
    return Rendicontazione.objects.get(pk=rendicontazione.pk)


def validata(cast: Cast, rendicontazione: Rendicontazione | None = None) -> Rendicontazione:
    return scenari.valida(cast, in_validazione(cast, rendicontazione))


def approvata(cast: Cast, rendicontazione: Rendicontazione | None = None) -> Rendicontazione:
    chiusa = validata(cast, rendicontazione)
    return approva_rendicontazione(rendicontazione=chiusa, utente=cast.amministratrice, adesso=DOPO, **DELIBERA)


def pubblicata(cast: Cast, rendicontazione: Rendicontazione | None = None) -> Rendicontazione:
    chiusa = approvata(cast, rendicontazione)
    return pubblica_rendicontazione(rendicontazione=chiusa, utente=cast.amministratrice, adesso=DOPO)


def riapri(cast: Cast, rendicontazione: Rendicontazione, **altro: object) -> Riapertura:
    dati = {"motivo": "Un dato era di un altro anno.", **DETERMINA, **altro}
    return riapri_rendicontazione(rendicontazione=rendicontazione, utente=cast.amministratrice, adesso=DOPO, **dati)


def riaperta(cast: Cast, rendicontazione: Rendicontazione | None = None) -> Rendicontazione:
    return riapri(cast, validata(cast, rendicontazione)).rendicontazione


def validata_di_nuovo(cast: Cast, rendicontazione: Rendicontazione | None = None) -> Rendicontazione:
    """After the re-opening the Nucleo sent 1.3 back; now it declares 80 instead of 60."""
    riaperto = riaperta(cast, rendicontazione)
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO, "Il dato è del 2022")
    scenari.inviato(cast, "1.3", "80")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO, "")
    return scenari.valida(cast, riaperto)
