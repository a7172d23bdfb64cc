"""The OpenAPI 3.1 document: what ninja writes of the operations, with the answers and headers that all have."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings

from rendicontazione.api.interfaccia import api
from rendicontazione.api.problemi import ASSENTE, GENERI, IGNOTA, PARAMETRI, TIPO_CONTENUTO, TROPPE
from rendicontazione.api.schemi.basi import Problema

Dati = dict[str, Any]
RADICE = "/api/v1/"
ERRORI = {
    "401": ("ChiaveRifiutata", [voce for voce in GENERI if voce.stato == IGNOTA.stato]),
    "404": ("NonTrovato", [ASSENTE]),
    "422": ("ParametriNonValidi", [PARAMETRI]),
    "429": ("TroppeRichieste", [TROPPE]),
}
_TESTO: Dati = {"type": "string"}
TESTATE: dict[str, Dati] = {
    "ETag": {
        "description": "Il segno di questa risposta: rimandalo in If-None-Match e, se niente è cambiato, ricevi 304.",
        "required": True,
        "schema": _TESTO,
    },
    "Cache-Control": {"description": "private, no-cache", "required": True, "schema": _TESTO},
    "Link": {"description": "Pagina dopo e pagina prima (RFC 8288).", "schema": _TESTO},
    "WWW-Authenticate": {"description": "Bearer (RFC 6750).", "required": True, "schema": _TESTO},
    "Retry-After": {
        "description": "Fra quanti secondi riprovare.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    },
}


@cache
def documento() -> Dati:
    """The whole document, the same for everybody."""
    dati: Dati = dict(api.get_openapi_schema(path_prefix=RADICE))
    dati["info"] = {**dati["info"], "license": {"name": settings.LICENZA_DATI_APERTI["title"]}}
    del dati["servers"]
    componenti = dati["components"]
    componenti["schemas"] |= _schemi_degli_errori()
    componenti["headers"] = TESTATE
    componenti["responses"] = {"NonCambiato": _non_cambiato(), **{nome: _errore(s) for s, (nome, _) in ERRORI.items()}}
    chiave = componenti["securitySchemes"]["Chiave"]
    componenti["securitySchemes"]["Chiave"] = {**chiave, "description": "La chiave dell'ente: comincia con pp_."}
    for metodi in dati["paths"].values():
        for operazione in metodi.values():
            _completa(operazione)
    return dati


def _completa(operazione: Dati) -> None:
    """The answers in common, and parameters that are absent or have a value: null cannot be written in an address."""
    risposte = {str(stato): voce for stato, voce in operazione["responses"].items()}
    testate = ["ETag", "Cache-Control", *(["Link"] if _a_pagine(operazione) else [])]
    risposte["200"] = {**risposte["200"], "description": "Ecco i dati.", "headers": _rimandi(testate)}
    risposte["304"] = {"$ref": "#/components/responses/NonCambiato"}
    risposte |= {stato: {"$ref": f"#/components/responses/{nome}"} for stato, (nome, _) in ERRORI.items()}
    operazione["responses"] = risposte
    for parametro in operazione["parameters"]:
        parametro["schema"] = _senza_null(parametro["schema"])


def _a_pagine(operazione: Dati) -> bool:
    return any(parametro["name"] == "offset" for parametro in operazione["parameters"])


def _senza_null(schema: Dati) -> Dati:
    vere = [voce for voce in schema.get("anyOf", []) if voce.get("type") != "null"]
    resto = {nome: voce for nome, voce in schema.items() if nome not in ("anyOf", "title", "description")}
    if resto.get("default", 0) is None:
        del resto["default"]
    return {**resto, **vere[0]} if len(vere) == 1 else {**schema}


def _schemi_degli_errori() -> Dati:
    schema = Problema.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), "Problema": schema}


def _non_cambiato() -> Dati:
    return {
        "description": "Niente è cambiato da quando la risposta con questo ETag è stata data: non c'è corpo.",
        "headers": _rimandi(["ETag", "Cache-Control"]),
    }


def _errore(stato: str) -> Dati:
    generi = ERRORI[stato][1]
    testate = {"401": ["WWW-Authenticate"], "429": ["Retry-After"]}.get(stato, [])
    risposta: Dati = {
        "description": " ".join(f"{voce.tipo}: {voce.quando}" for voce in generi),
        "content": {TIPO_CONTENUTO: {"schema": {"$ref": "#/components/schemas/Problema"}}},
    }
    return risposta | ({"headers": _rimandi(testate)} if testate else {})


def _rimandi(nomi: list[str]) -> Dati:
    return {nome: {"$ref": f"#/components/headers/{nome}"} for nome in nomi}
