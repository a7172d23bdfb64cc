"""The years measured: their state and grades, their results one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Query, Router, Schema

from indicatori.motore import aggregazione, gradi
from indicatori.motore.numeri import arrotonda
from obiettivi.models import Atto as RigaAtto
from rendicontazione.api.risposte import pagina, servi
from rendicontazione.api.schemi.anno import (
    Anno,
    AnnoInElenco,
    Copertura,
    Fascia,
    FiltriAnni,
    FiltriRisultati,
    Grado,
    GradoDiScheda,
    PaginaAnni,
    PaginaRisultati,
    Risultato,
    Spiegazione,
    Valore,
)
from rendicontazione.api.schemi.basi import Atto
from rendicontazione.api.schemi.piano import Condizione
from rendicontazione.api.visione import visione_di
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Rendicontazione
from rendicontazione.pubblica.risposte import canonico
from rendicontazione.relazioni.esiti import esiti_di
from rendicontazione.relazioni.vista import EsitoVista
from rendicontazione.selectors import valutazione
from rendicontazione.selectors.valutati import IndicatoreValutato, SchedaValutata

router = Router(tags=["Rendicontazione"])
GLI_ANNI = "/piani/{slug:piano}/rendicontazioni"
UN_ANNO = GLI_ANNI + "/{int:anno}"


@router.get(
    GLI_ANNI,
    response=PaginaAnni,
    url_name="api_rendicontazioni",
    operation_id="rendicontazioni",
    summary="Gli anni rendicontati di un piano",
)
def rendicontazioni(request: HttpRequest, piano: str, filtri: Query[FiltriAnni]) -> HttpResponseBase:
    """Con una chiave pubblica quelli pubblicati, con una interna anche quelli validati e approvati."""
    visione = visione_di(request)
    suo = visione.piano(piano)
    tutti = [
        anno for anno in visione.anni_di(suo) if filtri.anno in (None, anno.anno) and filtri.stato in (None, anno.stato)
    ]
    return servi(
        request,
        filtri,
        visione.segno_di(suo),
        lambda: pagina(request, filtri, tutti, PaginaAnni, lambda anno: _in_elenco(request, anno)),
    )


@router.get(
    UN_ANNO,
    response=Anno,
    url_name="api_rendicontazione",
    operation_id="rendicontazione",
    summary="Un anno: i gradi dell'ente e delle schede",
)
def rendicontazione(request: HttpRequest, piano: str, anno: int) -> HttpResponseBase:
    """I gradi che il Nucleo ha validato, ciascuno con la sua spiegazione e con quanti indicatori lo compongono."""
    visione = visione_di(request)
    suo = visione.piano(piano)
    riga = visione.anno(suo, anno)
    return servi(request, None, visione.segno_di(suo), lambda: _anno(request, riga))


@router.get(
    f"{UN_ANNO}/risultati",
    response=PaginaRisultati,
    url_name="api_risultati",
    operation_id="risultati",
    summary="I risultati di un anno",
)
def risultati(request: HttpRequest, piano: str, anno: int, filtri: Query[FiltriRisultati]) -> HttpResponseBase:
    """Un elemento per indicatore, nell'ordine del piano: target, valori, grado con il suo calcolo, fascia."""
    visione = visione_di(request)
    suo = visione.piano(piano)
    riga = visione.anno(suo, anno)
    return servi(request, filtri, visione.segno_di(suo), lambda: _risultati(request, riga, filtri))


def _in_elenco(request: HttpRequest, anno: Rendicontazione) -> AnnoInElenco:
    return AnnoInElenco(**_campi(request, anno))


def _anno(request: HttpRequest, riga: Rendicontazione) -> Anno:
    valutata = valutazione(riga)
    return Anno(
        **_campi(request, riga),
        grado=_grado(valutata.ente.grado),
        fascia=valutata.fascia.nome if valutata.fascia else None,
        copertura=_copertura(valutata.ente.copertura),
        fasce=[Fascia(nome=fascia.nome, da=str(fascia.da)) for fascia in valutata.profilo.fasce],
        schede=[_scheda(voce) for voce in valutata.schede if voce.indicatori],
    )


def _campi(request: HttpRequest, anno: Rendicontazione) -> dict[str, Any]:
    dove = {"piano": anno.piano.codice, "anno": anno.anno}
    return {
        "piano": anno.piano.codice,
        "anno": anno.anno,
        "stato": anno.stato,
        "esito": anno.esito or None,
        "osservazioni": anno.osservazioni,
        "validata_il": anno.validata_il,
        "atto": _atto(anno.atto) if anno.atto else None,
        "pubblicata_il": anno.pubblicata_il,
        "dimostrativo": anno.dimostrativa,
        "indirizzo": canonico(request, reverse("api_rendicontazione", kwargs=dove)),
    }


def _risultati(request: HttpRequest, riga: Rendicontazione, filtri: FiltriRisultati) -> Schema:
    valutata = valutazione(riga)
    esiti = esiti_di(valutata)
    tutti = [
        (esiti[scheda.scheda.codice, voce.indicatore.codice, riga.anno], voce)
        for scheda in valutata.schede
        if filtri.scheda in (None, scheda.scheda.codice)
        for voce in scheda.indicatori
        if filtri.stato in (None, voce.risultato.stato)
    ]
    return pagina(request, filtri, tutti, PaginaRisultati, lambda coppia: _risultato(*coppia))


def _risultato(esito: EsitoVista, voce: IndicatoreValutato) -> Risultato:
    risultato, indicatore = voce.risultato, voce.indicatore
    return Risultato(
        scheda=esito.scheda,
        indicatore=esito.indicatore,
        azione=indicatore.azione.numero if indicatore.azione else "",
        descrizione=indicatore.descrizione,
        anno=esito.anno,
        previsione=risultato.previsione.testo,
        condizioni=[Condizione(**condizione) for condizione in risultato.previsione.condizioni],
        stato=StatoRisultato(risultato.stato),
        rendicontato=esito.rendicontato,
        risultato=esito.testo,
        valori=[Valore(**dati) if dati else None for dati in risultato.valori] if esito.rendicontato else [],
        grado=_grado(voce.grado),
        grado_calcolato=_grado(voce.calcolato) if voce.calcolato else None,
        fascia=voce.fascia.nome if voce.fascia else None,
        peso=None if voce.peso is None else str(voce.peso),
        nota=esito.nota,
        causa=esito.causa,
        fonte=esito.fonte,
        scostamento=esito.scostamento,
        modificato=voce.modifica is not None,
    )


def _scheda(voce: SchedaValutata) -> GradoDiScheda:
    return GradoDiScheda(
        scheda=voce.scheda.codice,
        titolo=voce.scheda.titolo,
        grado=_grado(voce.aggregato.grado),
        fascia=voce.fascia.nome if voce.fascia else None,
        copertura=_copertura(voce.aggregato.copertura),
    )


def _grado(grado: gradi.Grado) -> Grado:
    return Grado(
        stato=grado.stato,
        valore=None if grado.valore is None else _decimale(grado.valore),
        frazione=None if grado.valore is None else str(grado.valore),
        spiegazione=Spiegazione(**grado.spiegazione.in_json()),
    )


def _decimale(valore: Fraction) -> str:
    return f"{arrotonda(valore, 6):f}"


def _copertura(copertura: aggregazione.Copertura) -> Copertura:
    return Copertura(**copertura.in_json())


def _atto(atto: RigaAtto) -> Atto:
    return Atto(testo=str(atto), data=atto.data, dimostrativo=atto.dimostrativo)
