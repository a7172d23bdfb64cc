"""DCAT-AP_IT metadata of what a body has published: the catalogue, its datasets, the files of each.

The mandatory properties are those of AgID's "Linee guida per i cataloghi dati", DCAT-AP_IT profile
(https://docs.italia.it/italia/daf/linee-guida-cataloghi-dati-dcat-ap-it, ontology http://dati.gov.it/onto/dcatapit):
Catalogo: title, description, publisher, modified, dataset; Dataset: identifier, title, description, modified, theme,
rightsHolder, accrualPeriodicity, distribution; Distribuzione: format, accessURL, license; Agente: identifier, name;
Copertura temporale: startDate; Standard: identifier; Licenza: type. Every node has an address, none is blank, so the
same data give the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, XSD, Graph, Literal, Namespace, URIRef

from rendicontazione.pubblica.file_aperti import FileAperto, Misure, misure
from rendicontazione.pubblica.memoria import Ricordo
from rendicontazione.pubblica.schemi import Tabella
from rendicontazione.pubblica.vetrina import DocumentoPubblico, PianoPubblico

DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
_UE = "http://publications.europa.eu/resource/authority/"
# Government and public sector; a publication is made again only by an act, so at no fixed time.
TEMA, FREQUENZA = URIRef(f"{_UE}data-theme/GOVE"), URIRef(f"{_UE}frequency/IRREG")
ITALIANO, TEMI = URIRef(f"{_UE}language/ITA"), URIRef(f"{_UE}data-theme")
TIPI_DI_FILE = {"csv": "text/csv", "json": "application/json", "pdf": "application/pdf"}
LICENZE = "http://purl.org/adms/licencetype/"

Assoluto = Callable[[str], str]


def grafo_vuoto() -> Graph:
    grafo = Graph()
    for prefisso, spazio in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("dcatapit", DCATAPIT), ("spdx", SPDX)):
        grafo.bind(prefisso, spazio)
    return grafo


def catalogo_di(ricordo: Ricordo, assoluto: Assoluto) -> Graph:
    """The catalogue of a body. `assoluto` makes a whole address of a path."""
    return _Catalogo(ricordo, assoluto).grafo


def uri_del_catalogo(assoluto: Assoluto, ente: str) -> URIRef:
    return URIRef(assoluto(reverse("pubblica_ente", kwargs={"ente": ente})) + "#catalogo")


def uri_del_dataset(assoluto: Assoluto, ente: str, piano: str, anno: int | None) -> URIRef:
    dove = {"ente": ente, "piano": piano}
    if anno is None:
        return URIRef(assoluto(reverse("pubblica_piano", kwargs=dove)) + "#target")
    return URIRef(assoluto(reverse("pubblica_anno", kwargs={**dove, "anno": anno})) + "#risultati")


def intesta_catalogo(
    grafo: Graph, catalogo: URIRef, *, titolo: str, descrizione: str, editore: URIRef, del_giorno: date, pagina: str
) -> None:
    """The properties of a catalogue, but its datasets."""
    for tipo in (DCAT.Catalog, DCATAPIT.Catalog):
        grafo.add((catalogo, RDF.type, tipo))
    grafo.add((catalogo, DCTERMS.title, Literal(titolo, lang="it")))
    grafo.add((catalogo, DCTERMS.description, Literal(descrizione, lang="it")))
    grafo.add((catalogo, DCTERMS.publisher, editore))
    grafo.add((catalogo, DCTERMS.modified, Literal(del_giorno)))
    grafo.add((catalogo, DCTERMS.language, ITALIANO))
    grafo.add((catalogo, DCAT.themeTaxonomy, TEMI))
    grafo.add((catalogo, FOAF.homepage, URIRef(pagina)))
    grafo.add((catalogo, DCTERMS.license, licenza(grafo)))


def agente(grafo: Graph, uri: URIRef, *, nome: str, codice: str) -> URIRef:
    """`codice` is that of the body in this installation: the IPA code is not kept."""
    for tipo in (FOAF.Agent, DCATAPIT.Agent):
        grafo.add((uri, RDF.type, tipo))
    grafo.add((uri, FOAF.name, Literal(nome, lang="it")))
    grafo.add((uri, DCTERMS.identifier, Literal(codice)))
    return uri


def licenza(grafo: Graph) -> URIRef:
    voce = settings.LICENZA_DATI_APERTI
    uri = URIRef(voce["path"])
    tipo = "Attribution" if voce["name"].startswith("CC-BY-") and voce["name"].count("-") == 2 else "UnknownIPR"
    for classe in (DCTERMS.LicenseDocument, DCATAPIT.LicenseDocument):
        grafo.add((uri, RDF.type, classe))
    grafo.add((uri, DCTERMS.type, URIRef(f"{LICENZE}{tipo}")))
    grafo.add((uri, FOAF.name, Literal(voce["title"], lang="it")))
    grafo.add((uri, DCTERMS.identifier, Literal(voce["name"])))
    grafo.add((uri, OWL.versionInfo, Literal(voce["name"].rsplit("-", 1)[-1])))
    return uri


class _Catalogo:
    def __init__(self, ricordo: Ricordo, assoluto: Assoluto) -> None:
        self.ricordo, self.ente, self.assoluto, self.grafo = ricordo, ricordo.ente, assoluto, grafo_vuoto()
        self.casa = assoluto(reverse("pubblica_ente", kwargs={"ente": self.ente.codice}))
        self.titolare = agente(self.grafo, URIRef(f"{self.casa}#ente"), nome=self.ente.nome, codice=self.ente.codice)
        self.catalogo = uri_del_catalogo(assoluto, self.ente.codice)
        intesta_catalogo(
            self.grafo,
            self.catalogo,
            titolo=f"Performance di {self.ente.nome}: dati aperti",
            descrizione="I target dei piani della performance approvati e i risultati degli anni pubblicati.",
            editore=self.titolare,
            del_giorno=timezone.localdate(max(self.ente.momenti)) if any(self.ente.momenti) else self._atti(),
            pagina=self.casa,
        )
        for piano in self.ente.piani:
            self._del_piano(piano)
            for anno in piano.anni:
                self._dell_anno(piano, anno.anno)

    def _atti(self) -> date:
        return max(piano.versione.atto.data for piano in self.ente.piani)

    def _del_piano(self, piano: PianoPubblico) -> None:
        versione = piano.versione
        self._dataset(
            piano,
            None,
            titolo=f"{piano.titolo}: target",
            descrizione=f"I target di ogni indicatore e anno, come approvati con {versione.atto.testo}.",
            dal=timezone.localdate(versione.dal) if versione.dal else versione.atto.data,
            anni=(piano.primo_anno, piano.ultimo_anno),
            documenti=[versione.documento] if versione.documento else [],
        )

    def _dell_anno(self, piano: PianoPubblico, quale: int) -> None:
        anno = piano.anno(quale)
        if anno is None:
            return
        self._dataset(
            piano,
            quale,
            titolo=f"{piano.titolo}: risultati {quale}",
            descrizione=f"Target, risultato e grado di raggiungimento di ogni indicatore nel {quale}.",
            dal=timezone.localdate(anno.pubblicata_il),
            anni=(quale, quale),
            documenti=[voce.documento for voce in anno.voci if voce.documento],
        )

    def _dataset(
        self,
        piano: PianoPubblico,
        anno: int | None,
        *,
        titolo: str,
        descrizione: str,
        dal: date,
        anni: tuple[int, int],
        documenti: Iterable[DocumentoPubblico],
    ) -> None:
        grafo, uri = self.grafo, uri_del_dataset(self.assoluto, self.ente.codice, piano.codice, anno)
        pagina = str(uri).partition("#")[0]
        grafo.add((self.catalogo, DCAT.dataset, uri))
        for tipo in (DCAT.Dataset, DCATAPIT.Dataset):
            grafo.add((uri, RDF.type, tipo))
        codice = f"{self.ente.codice}:{piano.codice}" + (f":{anno}" if anno else "")
        grafo.add((uri, DCTERMS.identifier, Literal(codice)))
        grafo.add((uri, DCTERMS.title, Literal(titolo, lang="it")))
        grafo.add((uri, DCTERMS.description, Literal(descrizione, lang="it")))
        for proprieta in (DCTERMS.issued, DCTERMS.modified):
            grafo.add((uri, proprieta, Literal(dal)))
        grafo.add((uri, DCAT.theme, TEMA))
        grafo.add((uri, DCTERMS.accrualPeriodicity, FREQUENZA))
        grafo.add((uri, DCTERMS.language, ITALIANO))
        for proprieta in (DCTERMS.rightsHolder, DCTERMS.publisher):
            grafo.add((uri, proprieta, self.titolare))
        grafo.add((uri, DCAT.landingPage, URIRef(pagina)))
        self._periodo(uri, pagina, anni)
        for formato in ("csv", "json"):
            file = FileAperto(piano, anno, formato)
            self._standard(uri, file.tabella)
            dove = self.assoluto(file.percorso(self.ente.codice))
            self._distribuzione(uri, pagina, dove, formato, f"{titolo} ({formato.upper()})", misure(self.ricordo, file))
        for documento in documenti:
            self._documento(uri, pagina, documento)

    def _periodo(self, dataset: URIRef, pagina: str, anni: tuple[int, int]) -> None:
        periodo = URIRef(f"{pagina}#periodo")
        self.grafo.add((dataset, DCTERMS.temporal, periodo))
        self.grafo.add((periodo, RDF.type, DCTERMS.PeriodOfTime))
        self.grafo.add((periodo, DCATAPIT.startDate, Literal(date(anni[0], 1, 1))))
        self.grafo.add((periodo, DCATAPIT.endDate, Literal(date(anni[1], 12, 31))))

    def _standard(self, dataset: URIRef, tabella: Tabella) -> None:
        for schema in ("schema", "tableschema"):
            percorso = reverse("pubblica_schema", kwargs={"tabella": tabella.nome, "schema": schema})
            uri = URIRef(self.assoluto(percorso))
            self.grafo.add((dataset, DCTERMS.conformsTo, uri))
            for tipo in (DCTERMS.Standard, DCATAPIT.Standard):
                self.grafo.add((uri, RDF.type, tipo))
            self.grafo.add((uri, DCTERMS.identifier, Literal(str(uri))))
            self.grafo.add((uri, DCTERMS.title, Literal(f"Schema dei dati: {tabella.titolo}", lang="it")))

    def _documento(self, dataset: URIRef, pagina: str, documento: DocumentoPubblico) -> None:
        percorso = reverse("pubblica_documento", kwargs={"ente": self.ente.codice, "sha256": documento.sha256})
        quanto = Misure(documento.dimensione, documento.sha256)
        self._distribuzione(dataset, pagina, self.assoluto(percorso), "pdf", documento.etichetta, quanto)

    def _distribuzione(
        self, dataset: URIRef, pagina: str, dove: str, formato: str, titolo: str, quanto: Misure
    ) -> None:
        grafo, uri, impronta = self.grafo, URIRef(f"{dove}#distribuzione"), URIRef(f"{dove}#impronta")
        grafo.add((dataset, DCAT.distribution, uri))
        for tipo in (DCAT.Distribution, DCATAPIT.Distribution):
            grafo.add((uri, RDF.type, tipo))
        grafo.add((uri, DCTERMS.title, Literal(titolo, lang="it")))
        grafo.add((uri, DCTERMS["format"], URIRef(f"{_UE}file-type/{formato.upper()}")))
        iana = f"http://www.iana.org/assignments/media-types/{TIPI_DI_FILE[formato]}"
        grafo.add((uri, DCAT.mediaType, URIRef(iana)))
        grafo.add((uri, DCAT.accessURL, URIRef(pagina)))
        grafo.add((uri, DCAT.downloadURL, URIRef(dove)))
        grafo.add((uri, DCAT.byteSize, Literal(quanto.dimensione, datatype=XSD.decimal)))
        grafo.add((uri, DCTERMS.license, licenza(grafo)))
        grafo.add((uri, SPDX.checksum, impronta))
        grafo.add((impronta, RDF.type, SPDX.Checksum))
        grafo.add((impronta, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        grafo.add((impronta, SPDX.checksumValue, Literal(quanto.sha256, datatype=XSD.hexBinary)))
