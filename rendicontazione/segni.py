"""What a user has already done in a body, for the first steps of his role (pianoperf.organizzazione.aiuto)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from indicatori.enums import StatoLettura
from indicatori.models import Previsione
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Documento, Giudizio, Rendicontazione, Risultato

S = StatoRendicontazione
Prova = Callable[[Utente, Ente], bool]


def segni_di(utente: Utente, ente: Ente, chiesti: Iterable[str]) -> frozenset[str]:
    """Those of `chiesti` that are true; a query each."""
    return frozenset(segno for segno in chiesti if PROVE[segno](utente, ente))


def _anni(ente: Ente, *stati: str) -> bool:
    return Rendicontazione.objects.filter(piano__ente=ente, **({"stato__in": stati} if stati else {})).exists()


def _letture(_utente: Utente, ente: Ente) -> bool:
    confermate = Previsione.objects.filter(indicatore__scheda__piano__ente=ente, lettura=StatoLettura.CONFERMATA)
    return confermate.exists()


PROVE: dict[str, Prova] = {
    "piano": lambda _, ente: Piano.objects.filter(ente=ente).exists(),
    "anno": lambda _, ente: _anni(ente),
    "approvato": lambda _, ente: _anni(ente, S.APPROVATA, S.PUBBLICATA),
    "lettura": _letture,
    "trasmesso": lambda _, ente: _anni(ente, S.TRASMESSA, S.IN_VALIDAZIONE, S.VALIDATA, S.APPROVATA, S.PUBBLICATA),
    "scritto": lambda utente, ente: Risultato.objects.filter(
        rendicontazione__piano__ente=ente, aggiornato_da=utente
    ).exists(),
    "inviato": lambda utente, ente: Risultato.objects.filter(
        rendicontazione__piano__ente=ente, inviato_da=utente
    ).exists(),
    "giudicato": lambda utente, ente: Giudizio.objects.filter(
        risultato__rendicontazione__piano__ente=ente, espresso_da=utente
    ).exists(),
    "validato": lambda _, ente: _anni(ente, S.VALIDATA, S.APPROVATA, S.PUBBLICATA),
    "documento": lambda utente, ente: Documento.objects.filter(piano__ente=ente, chiesto_da=utente).exists(),
}
