"""Open data at stable addresses, the schemas they follow and the page that explains their columns."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from rendicontazione.pubblica.file_aperti import TIPI, FileAperto, contenuto, in_testo_json
from rendicontazione.pubblica.memoria import Ricordo
from rendicontazione.pubblica.pacchetto import pacchetto_di
from rendicontazione.pubblica.risposte import canonico, pagina
from rendicontazione.pubblica.schemi import TABELLE, Tabella, json_schema, table_schema
from rendicontazione.pubblica.views.basi import (
    NonPubblicatoError,
    VistaPubblica,
    anno_o_niente,
    piano_o_niente,
    senza_ente,
    servita,
)


class DatiPianoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, piano: str, formato: str) -> HttpResponseBase:
        ricordo, suo = piano_o_niente(ente, piano)
        return _dati(request, ricordo, FileAperto(suo, None, formato))


class DatiAnnoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, piano: str, anno: int, formato: str) -> HttpResponseBase:
        ricordo, suo, _ = anno_o_niente(ente, piano, anno)
        return _dati(request, ricordo, FileAperto(suo, anno, formato))


class PacchettoView(VistaPubblica):
    """The Frictionless Data Package of a plan."""

    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponseBase:
        ricordo, suo = piano_o_niente(ente, piano)
        return servita(
            request,
            ricordo,
            "pacchetto",
            lambda: aperta(in_testo_json(pacchetto_di(request, ricordo.ente, suo)).encode(), "application/json"),
            mostra=(ricordo.ente.nome, suo),
            momenti=suo.momenti,
        )


class ColonneView(VistaPubblica):
    """What every column means, for people."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        tabelle = list(TABELLE.values())
        return senza_ente(
            request, "colonne", lambda: pagina(request, "colonne.html", {"tabelle": tabelle}), mostra=tabelle
        )


class SchemaView(VistaPubblica):
    """The same, for programs: `schema` is JSON Schema, `tableschema` Frictionless."""

    def get(self, request: HttpRequest, tabella: str, schema: str) -> HttpResponseBase:
        quale = TABELLE.get(tabella)
        if quale is None or schema not in ("schema", "tableschema"):
            raise NonPubblicatoError
        testo = table_schema(quale) if schema == "tableschema" else json_schema(quale, canonico(request))
        tipo = "application/json" if schema == "tableschema" else "application/schema+json"
        return senza_ente(request, "schema", lambda: aperta(in_testo_json(testo).encode(), tipo), mostra=testo)


def _dati(request: HttpRequest, ricordo: Ricordo, file: FileAperto) -> HttpResponseBase:
    if file.formato not in TIPI:
        raise NonPubblicatoError

    def fai() -> HttpResponse:
        risposta = aperta(contenuto(ricordo, file), TIPI[file.formato], [_descritta_da(request, file)])
        if file.formato == "csv":
            risposta["Content-Disposition"] = f'attachment; filename="{file.nome}"'
        return risposta

    mostra = (ricordo.ente.nome, file)
    return servita(request, ricordo, "dati", fai, mostra=mostra, momenti=file.piano.momenti)


def _descritta_da(request: HttpRequest, file: FileAperto) -> str:
    schema = "schema" if file.formato == "json" else "tableschema"
    return f'<{indirizzo_dello_schema(request, file.tabella, schema)}>; rel="describedby"'


def indirizzo_dello_schema(request: HttpRequest, tabella: Tabella, schema: str) -> str:
    return canonico(request, reverse("pubblica_schema", kwargs={"tabella": tabella.nome, "schema": schema}))


def aperta(byte: bytes, tipo: str, collegamenti: Iterable[str] = ()) -> HttpResponse:
    """Any site may read it. `collegamenti` are those of the Link header (RFC 8288)."""
    risposta = HttpResponse(byte, content_type=tipo)
    risposta["Access-Control-Allow-Origin"] = "*"
    risposta["X-Content-Type-Options"] = "nosniff"
    if collegamenti:
        risposta["Link"] = ", ".join(collegamenti)
    return risposta
