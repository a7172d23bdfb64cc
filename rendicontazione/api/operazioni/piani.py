"""One plan: whole, scheda by scheda, indicator by indicator."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Query, Router, Schema

from indicatori.enums import StatoLettura
from indicatori.models import Previsione as RigaPrevisione
from rendicontazione.api.piani import (
    in_oggetto,
    letture_di,
    piano_approvato,
    risultati_visibili,
    segno_delle_letture,
)
from rendicontazione.api.problemi import non_trovato
from rendicontazione.api.risposte import pagina, servi
from rendicontazione.api.schemi.basi import Filtri
from rendicontazione.api.schemi.piano import (
    Condizione,
    FiltriIndicatori,
    FiltriPiano,
    Indicatore,
    Lettura,
    PaginaIndicatori,
    PaginaSchede,
    Piano,
    Previsione,
    Scheda,
    SchedaInElenco,
)
from rendicontazione.api.visione import Visione, visione_di
from rendicontazione.pubblica.risposte import canonico
from rendicontazione.pubblica.vetrina import PianoPubblico

router = Router(tags=["Piano"])
UN_PIANO = "/piani/{slug:piano}"
COPIATI = (
    "codice", "azione", "descrizione", "responsabili", "strutture", "algoritmo", "baseline", "termine", "peso",
    "pesi_anno", "verso", "ciclico", "condizionato_da", "note",
)  # fmt: skip
Dati = dict[str, Any]


@router.get(UN_PIANO, response=Piano, url_name="api_piano", operation_id="piano", summary="Un piano intero")
def piano(request: HttpRequest, piano: str, filtri: Query[FiltriPiano]) -> HttpResponseBase:
    """Il piano come l'atto l'ha approvato, con i risultati degli anni che la chiave vede.

    La forma è quella di `manage.py esporta`: le stesse chiavi, nello stesso ordine.
    """
    visione = visione_di(request)
    suo = visione.piano(piano)
    numero = filtri.versione or suo.versione.numero
    return servi(
        request,
        filtri,
        visione.segno_di(suo),
        lambda: Piano(**in_oggetto(piano_approvato(suo, numero), numero, risultati_visibili(visione, suo))),
    )


@router.get(
    f"{UN_PIANO}/schede",
    response=PaginaSchede,
    url_name="api_schede",
    operation_id="schede",
    summary="Le schede di un piano",
)
def schede(request: HttpRequest, piano: str, filtri: Query[Filtri]) -> HttpResponseBase:
    """Le schede della versione in vigore, nell'ordine del piano, senza i loro indicatori."""
    visione = visione_di(request)
    suo = visione.piano(piano)
    return servi(
        request,
        filtri,
        visione.segno_di(suo),
        lambda: pagina(
            request, filtri, _dati(suo)["schede"], PaginaSchede, lambda voce: _in_elenco(request, suo, voce)
        ),
    )


@router.get(
    f"{UN_PIANO}/schede/{{str:scheda}}",
    response=Scheda,
    url_name="api_scheda",
    operation_id="scheda",
    summary="Una scheda intera",
)
def scheda(request: HttpRequest, piano: str, scheda: str) -> HttpResponseBase:
    """Come nel piano intero: azioni, indicatori, previsioni e risultati degli anni che la chiave vede."""
    visione = visione_di(request)
    suo = visione.piano(piano)
    return servi(request, None, visione.segno_di(suo), lambda: _scheda(visione, suo, scheda))


@router.get(
    f"{UN_PIANO}/indicatori",
    response=PaginaIndicatori,
    url_name="api_indicatori",
    operation_id="indicatori",
    summary="Gli indicatori di un piano",
)
def indicatori(request: HttpRequest, piano: str, filtri: Query[FiltriIndicatori]) -> HttpResponseBase:
    """Gli indicatori della versione in vigore, con il target di ogni anno: il testo e la sua lettura in condizioni."""
    visione = visione_di(request)
    suo = visione.piano(piano)
    segno = (visione.segno_di(suo), segno_delle_letture(visione, suo))
    return servi(request, filtri, segno, lambda: _indicatori(request, visione, suo, filtri))


def _dati(piano: PianoPubblico) -> Dati:
    return in_oggetto(piano_approvato(piano), piano.versione.numero, {})


def _in_elenco(request: HttpRequest, piano: PianoPubblico, voce: Dati) -> SchedaInElenco:
    dove = {"piano": piano.codice, "scheda": voce["codice"]}
    quante = {"azioni": len(voce["azioni"]), "indicatori": len(voce["indicatori"])}
    return SchedaInElenco(**{**voce, **quante}, indirizzo=canonico(request, reverse("api_scheda", kwargs=dove)))


def _scheda(visione: Visione, piano: PianoPubblico, codice: str) -> Scheda:
    dati = in_oggetto(piano_approvato(piano), piano.versione.numero, risultati_visibili(visione, piano))
    for voce in dati["schede"]:
        if voce["codice"] == codice:
            return Scheda(**voce)
    raise non_trovato()


def _indicatori(request: HttpRequest, visione: Visione, piano: PianoPubblico, filtri: FiltriIndicatori) -> Schema:
    letture = letture_di(visione, piano)
    tutti = [
        (voce["codice"], indicatore)
        for voce in _dati(piano)["schede"]
        if filtri.scheda in (None, voce["codice"])
        for indicatore in voce["indicatori"]
        if filtri.anno is None or str(filtri.anno) in indicatore["previsioni"]
    ]
    return pagina(request, filtri, tutti, PaginaIndicatori, lambda coppia: _indicatore(*coppia, letture))


def _indicatore(scheda: str, dati: Dati, letture: Any) -> Indicatore:
    anni = sorted({*dati["previsioni"], *dati["annotazioni"]})
    return Indicatore(
        scheda=scheda,
        **{nome: dati[nome] for nome in COPIATI},
        previsioni=[_previsione(dati, anno, letture.get((scheda, dati["codice"], int(anno)))) for anno in anni],
    )


def _previsione(dati: Dati, anno: str, riga: RigaPrevisione | None) -> Previsione:
    """Without its reading where the target of this version is not the one that was read."""
    testo = dati["previsioni"].get(anno, "")
    letta = riga if riga and testo and riga.testo == testo else None
    condizioni = [Condizione(**voce) for voce in letta.condizioni] if letta else []
    return Previsione(
        anno=int(anno),
        testo=testo,
        annotazione=dati["annotazioni"].get(anno, ""),
        lettura=Lettura(stato=StatoLettura(letta.lettura), condizioni=condizioni) if letta else None,
    )
