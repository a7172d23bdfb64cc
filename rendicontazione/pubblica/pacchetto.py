"""The datapackage.json of a plan: its files, their columns, their licence (Frictionless Data Package 1.0)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from rendicontazione.pubblica.risposte import canonico
from rendicontazione.pubblica.schemi import RISULTATI, TARGET, Tabella, table_schema
from rendicontazione.pubblica.vetrina import EntePubblico, PianoPubblico


def pacchetto_di(request: HttpRequest, ente: EntePubblico, piano: PianoPubblico) -> dict[str, Any]:
    """One tabular resource for the targets, one for the results of each published year; addresses are absolute."""
    dove = {"ente": ente.codice, "piano": piano.codice}
    dati_piano = canonico(request, reverse("pubblica_dati_piano", kwargs={**dove, "formato": "csv"}))
    risorse = [_risorsa(f"{piano.codice}-target", f"Target del {piano.titolo}", dati_piano, TARGET)]
    for voce in reversed(piano.anni):
        argomenti = {**dove, "anno": voce.anno, "formato": "csv"}
        indirizzo = canonico(request, reverse("pubblica_dati_anno", kwargs=argomenti))
        titolo = f"Risultati {voce.anno} del {piano.titolo}"
        risorse.append(_risorsa(f"{piano.codice}-risultati-{voce.anno}", titolo, indirizzo, RISULTATI))
    return {
        "profile": "tabular-data-package",
        "name": piano.codice,
        "title": f"{ente.nome}: {piano.titolo}",
        "description": "Target e risultati pubblicati in Amministrazione trasparente, sezione Performance.",
        "homepage": canonico(request, reverse("pubblica_piano", kwargs=dove)),
        "version": str(piano.versione.numero),
        "contributors": [{"title": ente.nome, "role": "publisher"}],
        "licenses": [settings.LICENZA_DATI_APERTI],
        "resources": risorse,
    }


def _risorsa(nome: str, titolo: str, indirizzo: str, tabella: Tabella) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": nome,
        "title": titolo,
        "path": indirizzo,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": table_schema(tabella),
    }
