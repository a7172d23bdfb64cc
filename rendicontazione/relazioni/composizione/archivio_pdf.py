"""What makes a joined PDF an archive's: PDF/A-3a and PDF/UA-1 identifiers, metadata, colours, attached data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

PRODOTTO = "pianoperf"
PIANOPERF = "urn:pianoperf:documento:1#"
PROFILO = "sRGB2014.icc"
MIME = {"csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Allegato:
    """A data file inside the PDF."""

    nome: str
    descrizione: str
    testo: str


@dataclass(frozen=True, slots=True)
class Corredo:
    """The metadata of a document. `data` dates it and its attached files: it comes from an act, never from a clock.

    `proprieta` are the product's own: body, act, version, fingerprint of the data.
    """

    titolo: str
    autore: str
    oggetto: str
    parole: str
    data: datetime
    proprieta: Mapping[str, str] = field(default_factory=dict)
    allegati: Sequence[Allegato] = ()


def archivia(pdf: Pdf, corredo: Corredo) -> None:
    """Write the metadata, the output intent, the language and the attached files into a joined document."""
    radice = pdf.Root
    radice.Lang = String("it-IT")
    radice.MarkInfo = Dictionary(Marked=True)
    radice.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    radice.PageMode = Name.UseOutlines
    radice.OutputIntents = Array([_intento(pdf)])
    radice.Metadata = pdf.make_indirect(Stream(pdf, _xmp(corredo), Type=Name.Metadata, Subtype=Name.XML))
    momento = _momento(corredo.data)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=_testo(corredo.titolo),
            Author=_testo(corredo.autore),
            Subject=_testo(corredo.oggetto),
            Keywords=_testo(corredo.parole),
            Creator=_testo(PRODOTTO),
            Producer=_testo(PRODOTTO),
            CreationDate=momento,
            ModDate=momento,
        )
    )
    _allega(pdf, corredo)


def _testo(valore: str) -> String:
    return String(valore)


def _momento(data: datetime) -> String:
    return String(data.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))


def _allega(pdf: Pdf, corredo: Corredo) -> None:
    if not corredo.allegati:
        return
    voci = sorted(
        ((allegato, _file(pdf, allegato, corredo.data)) for allegato in corredo.allegati), key=lambda v: v[0].nome
    )
    nomi = Array()
    for allegato, voce in voci:
        nomi.extend([_testo(allegato.nome), voce])
    pdf.Root.AF = Array([voce for _, voce in voci])
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=nomi))


def _file(pdf: Pdf, allegato: Allegato, data: datetime) -> pikepdf.Object:
    contenuto = allegato.testo.encode()
    momento = _momento(data)
    flusso = Stream(pdf, contenuto, Type=Name.EmbeddedFile)
    flusso.Subtype = Name(f"/{MIME[allegato.nome.rpartition('.')[2]]}")
    flusso.Params = Dictionary(
        Size=len(contenuto),
        CreationDate=momento,
        ModDate=momento,
        CheckSum=String(hashlib.md5(contenuto, usedforsecurity=False).digest()),
    )
    riferito = pdf.make_indirect(flusso)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=_testo(allegato.nome),
            UF=_testo(allegato.nome),
            Desc=_testo(allegato.descrizione),
            AFRelationship=Name.Data,
            EF=Dictionary(F=riferito, UF=riferito),
        )
    )


def _intento(pdf: Pdf) -> pikepdf.Object:
    profilo = pdf.make_indirect(Stream(pdf, _profilo(), N=3))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
            Info=String("sRGB IEC61966-2.1"),
            DestOutputProfile=profilo,
        )
    )


@cache
def _profilo() -> bytes:
    """The free sRGB profile that WeasyPrint carries, read without importing it."""
    trovato = find_spec("weasyprint")
    if trovato is None or trovato.origin is None:
        raise FileNotFoundError(PROFILO)
    return (Path(trovato.origin).parent / "pdf" / PROFILO).read_bytes()


def _xmp(corredo: Corredo) -> bytes:
    giorno = corredo.data.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    proprie = "".join(f"<pianoperf:{nome}>{escape(v)}</pianoperf:{nome}>" for nome, v in corredo.proprieta.items() if v)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(corredo.titolo)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(corredo.autore)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(corredo.oggetto)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>it-IT</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{PRODOTTO}</xmp:CreatorTool>
<xmp:CreateDate>{giorno}</xmp:CreateDate>
<xmp:ModifyDate>{giorno}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{PRODOTTO}</pdf:Producer>
<pdf:Keywords>{escape(corredo.parole)}</pdf:Keywords>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pianoperf="{PIANOPERF}">{proprie}</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>
{_estensione("PDF/UA Universal Accessibility Schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", UNIVERSALE)}
{_estensione("pianoperf, documento", PIANOPERF, "pianoperf", PROPRIETA)}
</rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


UNIVERSALE = {"part": ("Integer", "internal", "Indicates, which part of ISO 14289 standard is followed")}
PROPRIETA = {
    "ente": ("Text", "external", "Ente del documento"),
    "piano": ("Text", "external", "Codice del piano"),
    "anno": ("Text", "external", "Anno rendicontato"),
    "tipo": ("Text", "external", "Tipo di documento"),
    "atto": ("Text", "external", "Atto che ha approvato"),
    "versione": ("Text", "external", "Versione del piano"),
    "impronta": ("Text", "external", "Impronta sha256 dei dati"),
}


def _estensione(nome: str, indirizzo: str, prefisso: str, proprieta: Mapping[str, tuple[str, str, str]]) -> str:
    """The description of a metadata schema that PDF/A does not know (ISO 19005-3, 6.6.2.3)."""
    voci = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{campo}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{tipo}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{categoria}</pdfaProperty:category>"
        f"<pdfaProperty:description>{descrizione}</pdfaProperty:description></rdf:li>"
        for campo, (tipo, categoria, descrizione) in proprieta.items()
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{nome}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{indirizzo}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefisso}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{voci}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
