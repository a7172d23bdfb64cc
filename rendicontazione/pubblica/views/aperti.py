"""Open data at stable addresses, and the package that describes their columns."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from rendicontazione.pubblica.colonne import DEI_RISULTATI, DEL_PIANO, Colonna
from rendicontazione.pubblica.dati import Riga, in_oggetto, in_testo_csv, righe_del_piano, righe_dell_anno
from rendicontazione.pubblica.pacchetto import pacchetto_di
from rendicontazione.pubblica.risposte import canonico, condizionata, etichetta
from rendicontazione.pubblica.vetrina import EntePubblico, PianoPubblico
from rendicontazione.pubblica.views.basi import NonPubblicatoError, VistaPubblica, anno_o_niente, piano_o_niente

FORMATI = ("csv", "json")


class DatiPianoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, piano: str, formato: str) -> HttpResponseBase:
        pubblico, suo = piano_o_niente(ente, piano)
        return _dati(request, formato, pubblico, suo, None, DEL_PIANO, lambda: righe_del_piano(pubblico, suo))


class DatiAnnoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, piano: str, anno: int, formato: str) -> HttpResponseBase:
        pubblico, suo, _ = anno_o_niente(ente, piano, anno)
        return _dati(request, formato, pubblico, suo, anno, DEI_RISULTATI, lambda: righe_dell_anno(suo, anno))


class PacchettoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponseBase:
        pubblico, suo = piano_o_niente(ente, piano)
        return condizionata(
            request,
            lambda: _aperta(in_testo_json(pacchetto_di(request, pubblico, suo)), "application/json"),
            etag=etichetta("pacchetto", canonico(request), pubblico.nome, suo),
            momenti=suo.momenti,
        )


def _dati(
    request: HttpRequest,
    formato: str,
    ente: EntePubblico,
    piano: PianoPubblico,
    anno: int | None,
    colonne: tuple[Colonna, ...],
    righe: Callable[[], list[Riga]],
) -> HttpResponseBase:
    if formato not in FORMATI:
        raise NonPubblicatoError

    def fai() -> HttpResponse:
        if formato == "json":
            return _aperta(in_testo_json(in_oggetto(ente, piano, anno, righe())), "application/json")
        risposta = _aperta(in_testo_csv(righe(), colonne), "text/csv; charset=utf-8")
        nome = f"{piano.codice}-{anno}" if anno else piano.codice
        risposta["Content-Disposition"] = f'attachment; filename="{nome}.csv"'
        return risposta

    etag = etichetta("dati", formato, ente.nome, piano, anno)
    return condizionata(request, fai, etag=etag, momenti=piano.momenti)


def in_testo_json(dati: dict[str, Any]) -> str:
    return json.dumps(dati, ensure_ascii=False, indent=1) + "\n"


def _aperta(testo: str, tipo: str) -> HttpResponse:
    """Any site may read it."""
    risposta = HttpResponse(testo, content_type=tipo)
    risposta["Access-Control-Allow-Origin"] = "*"
    risposta["X-Content-Type-Options"] = "nosniff"
    return risposta
