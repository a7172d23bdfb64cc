"""What answers a question in one body, as one person may see it. Nothing else is found, nor counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, CharField, F, FloatField, Q, QuerySet, Value
from django.db.models.expressions import Func
from django.db.models.functions import Cast

from indicatori import indici as indici_indicatori
from indicatori.models import Indicatore, Previsione
from obiettivi import indici as indici_piano
from obiettivi.models import Azione, Capitolo, Scheda
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.cercabile import pertinenza, trova
from rendicontazione import indici
from rendicontazione.models import Giudizio, Richiesta
from rendicontazione.ricerca.codici import Codice
from rendicontazione.ricerca.tipi import Tipo, Trovato
from rendicontazione.selectors.elenchi import risultati_visibili_a


def trovati(utente: Utente, ente: Ente, domanda: str, codice: Codice | None) -> list[Trovato]:
    """Everything that answers, each thing once with its best rank. One query (none when nothing is asked).

    `domanda` is what `cercabile.leggi_domanda` reads, "" to look for the code only.
    """
    parti = [*(_per_parole(utente, ente, domanda) if domanda else ()), *(_per_codice(ente, codice) if codice else ())]
    if not parti:
        return []
    migliori: dict[tuple[Tipo, int], Trovato] = {}
    for tipo, pk, piano_id, punti, esatto in parti[0].union(*parti[1:], all=True):
        voce = Trovato(Tipo(tipo), pk, piano_id, punti, esatto)
        nota = migliori.get((voce.tipo, pk))
        if nota is None or (voce.esatto, voce.punti) > (nota.esatto, nota.punti):
            migliori[voce.tipo, pk] = voce
    return list(migliori.values())


def _per_parole(utente: Utente, ente: Ente, domanda: str) -> Iterable[QuerySet[Any]]:
    visibili = risultati_visibili_a(utente, ente).select_related(None)
    chiavi = visibili.values("pk")
    del_piano = "rendicontazione__piano"
    del_risultato = f"risultato__{del_piano}"
    da_cercare: list[tuple[Tipo, QuerySet[Any], Func, str, str]] = [
        (Tipo.SCHEDE, Scheda.objects.filter(piano__ente=ente), indici_piano.SCHEDA, "pk", "piano"),
        (Tipo.AZIONI, Azione.objects.filter(scheda__piano__ente=ente), indici_piano.AZIONE, "pk", "scheda__piano"),
        (
            Tipo.INDICATORI,
            Indicatore.objects.filter(scheda__piano__ente=ente),
            indici_indicatori.INDICATORE,
            "pk",
            "scheda__piano",
        ),
        (
            Tipo.INDICATORI,
            Previsione.objects.filter(indicatore__scheda__piano__ente=ente),
            indici_indicatori.PREVISIONE,
            "indicatore",
            "indicatore__scheda__piano",
        ),
        (Tipo.CAPITOLI, Capitolo.objects.filter(piano__ente=ente), indici_piano.CAPITOLO, "pk", "piano"),
        (Tipo.RISULTATI, visibili, indici.RISULTATO, "pk", del_piano),
        (Tipo.RISULTATI, Giudizio.objects.filter(risultato__in=chiavi), indici.GIUDIZIO, "risultato", del_risultato),
        (Tipo.RISULTATI, Richiesta.objects.filter(risultato__in=chiavi), indici.RICHIESTA, "risultato", del_risultato),
    ]
    for tipo, righe, documento, chiave, piano in da_cercare:
        rispondono = righe.filter(trova(documento, domanda))
        yield _righe(rispondono, tipo, chiave, piano, pertinenza(documento, domanda), esatto=False)


def _per_codice(ente: Ente, codice: Codice) -> Iterable[QuerySet[Any]]:
    uguale = codice.codice
    dove: list[tuple[Tipo, QuerySet[Any], str]] = [
        (Tipo.SCHEDE, Scheda.objects.filter(piano__ente=ente, codice__iexact=uguale), "piano"),
        (Tipo.AZIONI, Azione.objects.filter(scheda__piano__ente=ente, numero__iexact=uguale), "scheda__piano"),
        (Tipo.INDICATORI, Indicatore.objects.filter(scheda__piano__ente=ente, codice__iexact=uguale), "scheda__piano"),
        # a chapter is printed "2.1" or "2.1."
        (
            Tipo.CAPITOLI,
            Capitolo.objects.filter(Q(numero__iexact=uguale) | Q(numero__iexact=f"{uguale}."), piano__ente=ente),
            "piano",
        ),
    ]
    for tipo, righe, piano in dove:
        if tipo in codice.tipi:
            yield _righe(righe, tipo, "pk", piano, Value(1.0), esatto=True)


def _righe(righe: QuerySet[Any], tipo: Tipo, chiave: str, piano: str, punti: Any, *, esatto: bool) -> QuerySet[Any]:
    """(kind, id, plan, rank, by its code) of each row, in a shape that the union of several tables may have."""
    return righe.order_by().values_list(
        Value(tipo.value, CharField()),
        F(chiave),
        F(piano),
        Cast(punti, FloatField()),
        Value(esatto, BooleanField()),
    )
