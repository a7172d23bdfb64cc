"""The OpenAPI document as a page for people: its endpoints, parameters, answers and errors, as plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from rendicontazione.api.documento import documento
from rendicontazione.api.problemi import GENERI, Genere
from rendicontazione.api.schemi.basi import MASSIMO

Dati = dict[str, Any]
ESEMPI = {"piano": "asc-insieme-2023-2025", "scheda": "1", "anno": "2023"}
TIPI = {
    "string": "testo",
    "integer": "numero intero",
    "number": "numero",
    "boolean": "vero o falso",
    "null": "null",
    "date": "data",
    "date-time": "data e ora",
    "uri": "indirizzo",
}


@dataclass(frozen=True)
class Campo:
    """A parameter or a key of an answer. `oggetto` is the shape it holds, by name, "" for a plain value."""

    nome: str
    tipo: str
    descrizione: str
    oggetto: str = ""


@dataclass(frozen=True)
class Operazione:
    ancora: str
    titolo: str
    percorso: str
    testo: str
    parametri: tuple[Campo, ...]
    risposta: str
    curl: str


@dataclass(frozen=True)
class Forma:
    nome: str
    campi: tuple[Campo, ...]


@dataclass(frozen=True)
class PaginaApi:
    sito: str
    titolo: str
    descrizione: str
    versione: str
    operazioni: tuple[Operazione, ...]
    forme: tuple[Forma, ...]
    errori: tuple[Genere, ...]


def pagina_di(sito: str) -> PaginaApi:
    """`sito` is where the API answers, without a final slash."""
    dati = documento()
    schemi: Dati = dati["components"]["schemas"]
    return PaginaApi(
        sito=sito,
        titolo=dati["info"]["title"],
        descrizione=dati["info"]["description"],
        versione=dati["info"]["version"],
        operazioni=tuple(_operazione(sito, dove, metodi["get"], schemi) for dove, metodi in dati["paths"].items()),
        forme=tuple(_forma(nome, schema) for nome, schema in sorted(schemi.items()) if "properties" in schema),
        errori=GENERI,
    )


def testo_della_pagina(pagina: PaginaApi) -> str:
    contesto = {
        "pagina": pagina,
        "canonico": "",
        "incorporato": settings.INCORPORATO,
        "licenza": settings.LICENZA_DATI_APERTI,
        "massimo": MASSIMO,
        "al_minuto": settings.RICHIESTE_API_AL_MINUTO,
    }
    return render_to_string("rendicontazione/api/documentazione.html", contesto)


def _operazione(sito: str, percorso: str, voce: Dati, schemi: Dati) -> Operazione:
    risposta = voce["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    esempio = percorso
    for nome, valore in ESEMPI.items():
        esempio = esempio.replace(f"{{{nome}}}", valore)
    parametri = tuple(_parametro(parametro, schemi) for parametro in voce["parameters"])
    return Operazione(
        ancora=voce["operationId"],
        titolo=voce["summary"],
        percorso=percorso,
        testo=voce.get("description", ""),
        parametri=parametri,
        risposta=_nome(risposta),
        curl=f'curl -H "Authorization: Bearer $CHIAVE" "{sito}{esempio}"',
    )


def _parametro(parametro: Dati, schemi: Dati) -> Campo:
    schema = parametro["schema"]
    schema = {**schemi[_nome(schema["$ref"])], **schema} if "$ref" in schema else schema
    parti = [parametro.get("description", "") or ("Nell'indirizzo." if parametro["in"] == "path" else "")]
    if "enum" in schema:
        parti.append(f"Uno di: {', '.join(schema['enum'])}.")
    if "minimum" in schema and "maximum" in schema:
        parti.append(f"Da {schema['minimum']} a {schema['maximum']}.")
    if "default" in schema:
        parti.append(f"Se manca: {json.dumps(schema['default'])}.")
    return Campo(parametro["name"], TIPI.get(schema.get("type", ""), ""), " ".join(parte for parte in parti if parte))


def _forma(nome: str, schema: Dati) -> Forma:
    return Forma(nome, tuple(_campo(chiave, valore) for chiave, valore in schema["properties"].items()))


def _campo(nome: str, schema: Dati) -> Campo:
    tipo, oggetto = _tipo(schema)
    return Campo(nome, tipo, schema.get("description", ""), oggetto)


def _tipo(schema: Dati) -> tuple[str, str]:
    """In words, and the name of the shape inside when there is one."""
    if "$ref" in schema:
        nome = _nome(schema["$ref"])
        valori = documento()["components"]["schemas"][nome].get("enum")
        return (f"uno di: {', '.join(valori)}", "") if valori else ("oggetto", nome)
    if "enum" in schema:
        return f"uno di: {', '.join(schema['enum'])}", ""
    if "anyOf" in schema:
        parti = [_tipo(voce) for voce in schema["anyOf"]]
        return " o ".join(dict.fromkeys(tipo for tipo, _ in parti)), next((nome for _, nome in parti if nome), "")
    if schema.get("type") == "array":
        tipo, oggetto = _tipo(schema.get("items", {}))
        return f"elenco di {'oggetti' if oggetto else tipo}", oggetto
    if schema.get("type") == "object":
        return "oggetto", ""
    return TIPI.get(schema.get("format", ""), TIPI.get(schema.get("type", ""), "valore")), ""


def _nome(riferimento: str) -> str:
    return str(riferimento).rpartition("/")[2]
