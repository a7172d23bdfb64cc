"""How an answer is given: 304 before any work, pages with their links, JSON through its schema."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import Schema

from rendicontazione.api.problemi import PARAMETRI, ErroreApi
from rendicontazione.api.schemi.basi import Filtri
from rendicontazione.pubblica.risposte import canonico, etichetta

# Nobody in between keeps it, and who asked asks again each time: with the ETag that costs next to nothing.
CONSERVA = "private, no-cache"
T = TypeVar("T")


def servi(request: HttpRequest, filtri: Schema | None, segno: object, fai: Callable[[], Schema]) -> HttpResponseBase:
    """The JSON of what `fai` makes, or 304 without making it: `segno` is all that the answer depends on.

    Raises ErroreApi for parameters that `filtri` does not have, or that come twice.
    """
    _controlla_i_nomi(request, filtri)
    # strong: what is answered here has one coding only, so equal tags are equal bytes
    etag = etichetta("api", canonico(request), request.GET.urlencode(), segno).removeprefix("W/")
    pronta = get_conditional_response(request, etag=etag)
    risposta = _in_json(fai()) if pronta is None else pronta
    risposta["ETag"], risposta["Cache-Control"] = etag, CONSERVA
    patch_vary_headers(risposta, ["Authorization"])
    return risposta


def pagina(
    request: HttpRequest, filtri: Filtri, tutti: Sequence[T], tipo: type[Schema], voce: Callable[[T], Schema]
) -> Schema:
    """The page that `filtri` asks for, of type `tipo`; only its own elements are made."""
    parte = tutti[filtri.offset : filtri.offset + filtri.limit]
    dopo, prima = filtri.offset + filtri.limit, max(0, filtri.offset - filtri.limit)
    dati: dict[str, Any] = {
        "totale": len(tutti),
        "limit": filtri.limit,
        "offset": filtri.offset,
        "next": _indirizzo(request, filtri.limit, dopo) if dopo < len(tutti) else None,
        "prev": _indirizzo(request, filtri.limit, prima) if filtri.offset else None,
        "elementi": [voce(elemento) for elemento in parte],
    }
    return tipo(**dati)


def _in_json(schema: Schema) -> HttpResponse:
    risposta = HttpResponse(schema.model_dump_json(), content_type="application/json")
    legami = [f'<{indirizzo}>; rel="{nome}"' for nome in ("next", "prev") if (indirizzo := getattr(schema, nome, None))]
    if legami:
        risposta["Link"] = ", ".join(legami)
    return risposta


def _indirizzo(request: HttpRequest, limit: int, offset: int) -> str:
    parametri = request.GET.copy()
    parametri["limit"], parametri["offset"] = str(limit), str(offset)
    return f"{canonico(request)}?{parametri.urlencode()}"


def _controlla_i_nomi(request: HttpRequest, filtri: Schema | None) -> None:
    """A filter written wrong would give everything instead of little: it is refused."""
    noti = set(type(filtri).model_fields) if filtri is not None else set()
    errori = [
        {"parametro": nome, "messaggio": "Questo parametro non esiste."} for nome in request.GET if nome not in noti
    ]
    errori += [
        {"parametro": nome, "messaggio": "Questo parametro è scritto più di una volta."}
        for nome, valori in request.GET.lists()
        if nome in noti and len(valori) > 1
    ]
    if errori:
        raise ErroreApi(PARAMETRI, "La richiesta ha parametri che non si possono accettare.", errori)
