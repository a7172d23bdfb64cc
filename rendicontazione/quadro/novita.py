"""What changed in a year since a moment, newest first: read from the history that the triggers keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import TextChoices

from pianoperf.organizzazione.models import Utente
from rendicontazione.enums import (
    EsitoGiudizio,
    Periodo,
    StatoRendicontazione,
    StatoRichiesta,
    StatoRisultato,
    TipoRichiesta,
)
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.models.anno import DOPO_LA_VALIDAZIONE

# A sending, or a step of the year, is an event where the state is another one than before.
_EVENTI = """
    WITH r AS (SELECT id FROM rendicontazione_risultato WHERE rendicontazione_id = %(anno)s),
    a AS (
        SELECT e.*, lag(stato) OVER w AS prima, lag(finestra_al) OVER w AS fine_prima,
            (SELECT (c.metadata ->> 'user')::bigint FROM pghistory_context c WHERE c.id = pgh_context_id) AS chi
        FROM rendicontazione_rendicontazioneevent e WHERE id = %(anno)s WINDOW w AS (ORDER BY pgh_id)
    ),
    eventi (quando, tipo, risultato, chi, parola, riferimento, n) AS (
        SELECT pgh_created_at, 'invio', id, inviato_da_id, periodo::text, NULL::bigint, pgh_id
            FROM (
                SELECT *, lag(stato) OVER (PARTITION BY id ORDER BY pgh_id) AS prima
                FROM rendicontazione_risultatoevent WHERE rendicontazione_id = %(anno)s
            ) AS passi
            WHERE stato = %(trasmesso)s AND prima IS DISTINCT FROM stato AND pgh_created_at >= %(dal)s
        UNION ALL SELECT pgh_created_at, 'giudizio', risultato_id, espresso_da_id, esito::text, NULL, pgh_id
            FROM rendicontazione_giudizioevent
            WHERE pgh_label = 'insert' AND pgh_created_at >= %(dal)s AND risultato_id IN (SELECT id FROM r)
        UNION ALL SELECT pgh_created_at, 'richiesta', risultato_id, coalesce(decisa_da_id, chiesta_da_id),
            tipo::text || ' ' || stato::text, id, pgh_id
            FROM rendicontazione_richiestaevent
            WHERE pgh_label <> 'delete' AND pgh_created_at >= %(dal)s AND risultato_id IN (SELECT id FROM r)
        UNION ALL SELECT pgh_created_at, 'evidenza', risultato_id,
            CASE WHEN pgh_label = 'insert' THEN caricata_da_id
            ELSE (SELECT (c.metadata ->> 'user')::bigint FROM pghistory_context c WHERE c.id = pgh_context_id) END,
            pgh_label, NULL, pgh_id
            FROM rendicontazione_evidenzaevent
            WHERE pgh_label <> 'update' AND pgh_created_at >= %(dal)s AND risultato_id IN (SELECT id FROM r)
            AND (NOT riservata OR %(riservate)s)
        UNION ALL SELECT pgh_created_at, 'discussione', risultato_id, scritto_da_id, '', NULL, pgh_id
            FROM rendicontazione_interventoevent
            WHERE pgh_label = 'insert' AND pgh_created_at >= %(dal)s AND risultato_id IN (SELECT id FROM r)
        UNION ALL SELECT pgh_created_at, 'anno', NULL, chi,
            CASE WHEN stato = %(riaperta)s AND prima = ANY(%(chiusa)s) THEN 'riapertura' ELSE stato::text END,
            NULL, pgh_id
            FROM a WHERE prima IS DISTINCT FROM stato AND pgh_created_at >= %(dal)s
        UNION ALL SELECT pgh_created_at, 'anno', NULL, chi, 'finestra', NULL, pgh_id
            FROM a WHERE fine_prima IS NOT NULL AND fine_prima IS DISTINCT FROM finestra_al
            AND pgh_created_at >= %(dal)s
    )
"""


class TipoNovita(TextChoices):
    INVIO = "invio", "Invii"
    GIUDIZIO = "giudizio", "Decisioni del Nucleo"
    RICHIESTA = "richiesta", "Richieste"
    EVIDENZA = "evidenza", "Evidenze"
    DISCUSSIONE = "discussione", "Discussione"
    ANNO = "anno", "Passi dell'anno"


@dataclass(frozen=True, slots=True)
class Novita:
    """One change in words. `risultato` is None for a step of the year; `richiesta` is the id of a request."""

    quando: datetime
    tipo: str
    frase: str
    chi: str
    risultato: Risultato | None
    richiesta: int | None


def conti_delle_novita(rendicontazione: Rendicontazione, dal: datetime, *, riservate: bool) -> dict[str, int]:
    """How many of each kind, every kind present. `riservate`: the person may know of confidential proofs. One query."""
    righe = _leggi("SELECT tipo, count(*) FROM eventi GROUP BY tipo", rendicontazione, dal, riservate)
    conti = dict(righe)
    return {tipo: conti.get(tipo, 0) for tipo in TipoNovita.values}


def novita_di(
    rendicontazione: Rendicontazione, dal: datetime, *, riservate: bool, tipo: str = "", da: int = 0, quante: int = 50
) -> list[Novita]:
    """A page of the changes, newest first; `tipo` "" is every kind. Three queries."""
    domanda = """SELECT quando, tipo, risultato, chi, parola, riferimento FROM eventi
        WHERE %(tipo)s = '' OR tipo = %(tipo)s
        ORDER BY quando DESC, tipo, n DESC OFFSET %(da)s LIMIT %(quante)s"""
    righe = _leggi(domanda, rendicontazione, dal, riservate, tipo=tipo, da=da, quante=quante)
    risultati = Risultato.objects.select_related("previsione__indicatore__scheda").in_bulk(
        {riga[2] for riga in righe if riga[2]}
    )
    utenti = Utente.objects.in_bulk({riga[3] for riga in righe if riga[3]})
    return [
        Novita(
            quando=quando,
            tipo=genere,
            frase=frase_di(genere, parola),
            chi=str(utenti.get(chi) or "dal sistema"),
            risultato=risultati.get(risultato),
            richiesta=riferimento,
        )
        for quando, genere, risultato, chi, parola, riferimento in righe
    ]


def frase_di(tipo: str, parola: str) -> str:
    """The change in words, from the word that the history has of it."""
    if tipo == TipoNovita.INVIO:
        return "Inviato al Nucleo" if parola == Periodo.FINALE else "Inviato il monitoraggio intermedio"
    if tipo == TipoNovita.GIUDIZIO:
        return f"{EsitoGiudizio(parola).label} dal Nucleo"
    if tipo == TipoNovita.RICHIESTA:
        return _della_richiesta(*parola.split())
    if tipo == TipoNovita.EVIDENZA:
        return "Evidenza aggiunta" if parola == "insert" else "Evidenza tolta"
    return _DELL_ANNO[parola] if tipo == TipoNovita.ANNO else "Scritto nella discussione"


def _della_richiesta(tipo: str, stato: str) -> str:
    nome = str(TipoRichiesta(tipo).label)
    return f"{nome} chiesta" if stato == StatoRichiesta.IN_ATTESA else f"{nome}: {StatoRichiesta(stato).label.lower()}"


_DELL_ANNO = {
    "finestra": "Spostata la fine della finestra",
    "riapertura": "Anno riaperto",
    StatoRendicontazione.PREPARAZIONE: "Anno in preparazione",
    StatoRendicontazione.APERTA: "Rilevazione aperta",
    StatoRendicontazione.TRASMESSA: "Anno trasmesso al Nucleo",
    StatoRendicontazione.IN_VALIDAZIONE: "Validazione avviata",
    StatoRendicontazione.VALIDATA: "Anno validato",
    StatoRendicontazione.APPROVATA: "Approvazione registrata",
    StatoRendicontazione.PUBBLICATA: "Pubblicazione registrata",
}


def _leggi(
    domanda: str, rendicontazione: Rendicontazione, dal: datetime, riservate: bool, **altro: Any
) -> Sequence[tuple[Any, ...]]:
    parametri = {
        "anno": rendicontazione.pk,
        "dal": dal,
        "riservate": riservate,
        "trasmesso": StatoRisultato.TRASMESSO.value,
        "riaperta": StatoRendicontazione.IN_VALIDAZIONE.value,
        "chiusa": [stato.value for stato in DOPO_LA_VALIDAZIONE],
        **altro,
    }
    with connection.cursor() as cursore:
        cursore.execute(_EVENTI + domanda, parametri)
        righe: Sequence[tuple[Any, ...]] = cursore.fetchall()
    return righe
