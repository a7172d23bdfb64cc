"""The XMP metadata: identifiers, extension schemas, agreement with the Info dictionary."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pikepdf

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFAID = "http://www.aiim.org/pdfa/ns/id/"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
ESTENSIONE = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPRIETA = "http://www.aiim.org/pdfa/ns/property#"
# Those that ISO 19005-3 knows by itself.
NOTI = {RDF, DC, XMP, PDF, PDFAID, ESTENSIONE, "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/rights/"}
COPPIE = {
    "/Title": f"{DC}|title", "/Author": f"{DC}|creator", "/Subject": f"{DC}|description",
    "/Keywords": f"{PDF}|Keywords", "/Producer": f"{PDF}|Producer", "/Creator": f"{XMP}|CreatorTool",
}  # fmt: skip
DATE = {"/CreationDate": f"{XMP}|CreateDate", "/ModDate": f"{XMP}|ModifyDate"}
CAMPI = ("name", "valueType", "category", "description")


def difetti_dei_metadati(pdf: pikepdf.Pdf) -> list[str]:
    if not bool(pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        trovati = ["Il titolo del documento non si mostra (DisplayDocTitle)."]
    else:
        trovati = []
    if "/Metadata" not in pdf.Root:
        return [*trovati, "Mancano i metadati XMP."]
    try:
        radice = ET.fromstring(pdf.Root.Metadata.read_bytes())
    except ET.ParseError as errore:
        return [*trovati, f"I metadati XMP non si leggono: {errore}."]
    valori = _valori(radice)
    return [*trovati, *_degli_identificatori(valori), *_delle_coppie(pdf, valori), *_delle_estensioni(radice, valori)]


def _valori(radice: ET.Element) -> dict[str, str]:
    """ "namespace|name" -> text, for the properties written as attributes and as elements."""
    valori = {}
    for descrizione in radice.iter(f"{{{RDF}}}Description"):
        for nome, valore in descrizione.attrib.items():
            valori[_chiave(nome)] = valore
        for figlio in descrizione:
            valori[_chiave(figlio.tag)] = "".join(figlio.itertext()).strip()
    return {chiave: valore for chiave, valore in valori.items() if not chiave.startswith(f"{RDF}|")}


def _chiave(nome: str) -> str:
    return nome.removeprefix("{").replace("}", "|")


def _degli_identificatori(valori: dict[str, str]) -> Iterator[str]:
    attesi = {f"{PDFAID}|part": "3", f"{PDFAID}|conformance": "A", f"{PDFUAID}|part": "1"}
    for chiave, atteso in attesi.items():
        if valori.get(chiave) != atteso:
            yield f"I metadati non dicono {chiave.rpartition('/')[2]} {atteso} ({chiave.split('/')[4]})."


def _delle_coppie(pdf: pikepdf.Pdf, valori: dict[str, str]) -> Iterator[str]:
    informazioni = pdf.trailer.get("/Info", {})
    if not str(informazioni.get("/Title", "")).strip():
        yield "Il documento non ha titolo."
    for nome, chiave in COPPIE.items():
        if str(informazioni.get(nome, "")).strip() != valori.get(chiave, ""):
            yield f"{nome[1:]} non è lo stesso in Info e nei metadati XMP."
    for nome, chiave in DATE.items():
        prima, dopo = (re.sub(r"\D", "", testo) for testo in (str(informazioni.get(nome, "")), valori.get(chiave, "")))
        if not prima or prima != dopo:
            yield f"{nome[1:]} non è la stessa in Info e nei metadati XMP."


def _delle_estensioni(radice: ET.Element, valori: dict[str, str]) -> Iterator[str]:
    descritte: set[str] = set()
    for schema in radice.iter(f"{{{SCHEMA}}}namespaceURI"):
        descritte |= {f"{schema.text}|{nome}" for nome in _proprieta(radice, schema.text or "")}
    for chiave in valori:
        if chiave.rpartition("|")[0] not in NOTI and chiave not in descritte:
            yield f"Nessuno schema descrive la proprietà {chiave}."
    for voce in radice.iter(f"{{{PROPRIETA}}}name"):
        genitore = next(g for g in radice.iter() if voce in list(g))
        if any(not (genitore.findtext(f"{{{PROPRIETA}}}{campo}") or "").strip() for campo in CAMPI):
            yield f"La proprietà {voce.text} è descritta a metà."


def _proprieta(radice: ET.Element, indirizzo: str) -> set[str]:
    nomi = set()
    for voce in radice.iter(f"{{{RDF}}}li"):
        if voce.findtext(f"{{{SCHEMA}}}namespaceURI") == indirizzo and voce.findtext(f"{{{SCHEMA}}}prefix"):
            nomi |= {nome.text or "" for nome in voce.iter(f"{{{PROPRIETA}}}name")}
    return nomi
