"""HTML to PDF: the only file that imports weasyprint, itself imported only when a document is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from weasyprint import HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.caratteri import carattere

SCHEMA = "pianoperf"
VARIANTE = "pdf/a-3a"
CARATTERI = f"{SCHEMA}:/caratteri/"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"


@dataclass(frozen=True, slots=True)
class Allegato:
    nome: str
    descrizione: str
    testo: str


class RisorsaEsterna(FatalURLFetchingError):
    """The document asked for something that is not ours: the rendering stops, nothing is published."""


class SoloNostre(URLFetcher):
    """Gives the fonts of the product and refuses every other address (reliability.md 2.3)."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        nome = url.removeprefix(CARATTERI)
        try:
            if nome == url:
                raise FileNotFoundError(url)
            return URLFetcherResponse(url, carattere(nome), {"Content-Type": "font/ttf"})
        except FileNotFoundError:
            raise RisorsaEsterna(f"Risorsa non ammessa in un documento: {url[:200]}") from None


def in_pdf(html: str, *, allegati: list[Allegato], data: datetime) -> bytes:
    """PDF/A-3a with the PDF/UA identifier. `data` dates the attached files. Raises Rifiuto on a foreign address."""
    try:
        documento = HTML(string=html, base_url=f"{SCHEMA}:/", url_fetcher=SoloNostre()).render(
            font_config=FontConfiguration(), pdf_variant=VARIANTE, presentational_hints=False
        )
        documento.metadata.attachments += [_allega(allegato, data) for allegato in allegati]
        _dichiara_pdf_ua(documento.metadata)
        pdf: bytes = documento.write_pdf(pdf_variant=VARIANTE)
    except RisorsaEsterna as esterna:
        raise Rifiuto(f"{esterna}. Il documento non è stato prodotto.") from esterna
    return pdf


def _allega(allegato: Allegato, data: datetime) -> Attachment:
    return Attachment(
        string=allegato.testo,
        name=allegato.nome,
        description=allegato.descrizione,
        relationship="Data",
        created=data,
        modified=data,
        url_fetcher=SoloNostre(),
    )


def _dichiara_pdf_ua(metadati: Any) -> None:
    """WeasyPrint writes one variant: add pdfuaid, with the extension schema that PDF/A wants for it.

    The metadata stay uncompressed, as archives want them and `verifica` needs them.
    """
    rdf_di_weasyprint, scrivi = metadati.generate_rdf_metadata, metadati.include_in_pdf

    def con_pdf_ua(*argomenti: Any) -> bytes:
        rdf: bytes = rdf_di_weasyprint(*argomenti)
        return rdf.replace(b"</rdf:RDF>", (_PDFUAID + _SCHEMA_PDFUAID + "</rdf:RDF>").encode())

    def leggibili(pdf: Any, variante: str, versione: int, conformita: str, compress: bool) -> None:
        scrivi(pdf, variante, versione, conformita, compress=False)

    metadati.generate_rdf_metadata, metadati.include_in_pdf = con_pdf_ua, leggibili


_PDFUAID = f'<rdf:Description rdf:about="" xmlns:pdfuaid="{PDFUAID}" pdfuaid:part="1"/>'
_SCHEMA_PDFUAID = f"""<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{PDFUAID}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
