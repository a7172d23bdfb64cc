"""Joining composed sections: pages, structure tree, destinations, bookmarks and fonts become those of one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from rendicontazione.relazioni.composizione.archivio_pdf import Corredo, archivia
from rendicontazione.relazioni.composizione.caratteri_pdf import Cassa
from rendicontazione.relazioni.composizione.pezzi import Meta, Pezzo
from rendicontazione.relazioni.composizione.timbri import FILE, NUMERO, Timbratura

# The address that a section gives to a place of another one: it becomes a jump here.
VAI = "pianoperf:/vai/"


@dataclass(slots=True)
class _Albero:
    """The structure tree of the joined document while it grows. `numeri` is the parent tree, flat."""

    documento: pikepdf.Object
    figli: Array = field(default_factory=Array)
    numeri: Array = field(default_factory=Array)
    nomi: list[tuple[bytes, pikepdf.Object]] = field(default_factory=list)
    prossimo: int = 0


def unisci(pezzi: Sequence[Pezzo], timbri: Pezzo, corredo: Corredo) -> bytes:
    """One PDF/A-3a of all the pieces, in order. Same pieces and same metadata, same bytes.

    `timbri` has two pages: head and foot of the first page, and of every other.
    """
    with Pdf.new() as pdf:
        albero = _Albero(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document)))
        cassa = Cassa()
        timbratura = Timbratura(pdf, timbri, cassa, sum(pezzo.pagine for pezzo in pezzi))
        risorse = [(voce, timbri) for voce in timbratura.risorse]
        prima = 0
        for pezzo in pezzi:
            with Pdf.open(BytesIO(pezzo.pdf)) as sezione:
                risorse.append((_aggiungi(pdf, sezione, pezzo, albero, timbratura, prima), pezzo))
            prima += pezzo.pagine
        _metti_i_caratteri(pdf, risorse, cassa)
        _chiudi_albero(pdf, albero)
        inizi = list(_inizi(pezzi))
        _destinazioni(pdf, zip(pezzi, inizi, strict=True))
        _segnalibri(pdf, zip(pezzi, inizi, strict=True))
        archivia(pdf, corredo)
        uscita = BytesIO()
        pdf.save(
            uscita,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            min_version="1.7",
        )
    return uscita.getvalue()


def _inizi(pezzi: Iterable[Pezzo]) -> Iterable[int]:
    """The number, from 0, of the first page of each piece."""
    prima = 0
    for pezzo in pezzi:
        yield prima
        prima += pezzo.pagine


def _aggiungi(
    pdf: Pdf, sezione: Pdf, pezzo: Pezzo, albero: _Albero, timbratura: Timbratura, prima: int
) -> pikepdf.Object:
    """The pages and the tags of a section; returns the resources of its pages, which they share."""
    pdf.pages.extend(sezione.pages)
    radice = pdf.copy_foreign(sezione.Root.StructTreeRoot)
    spostamento = albero.prossimo
    for numero in range(prima, prima + pezzo.pagine):
        pagina = pdf.pages[numero]
        pagina.StructParents = int(pagina.StructParents) + spostamento
        for annotazione in pagina.get("/Annots", []):
            _sposta_annotazione(annotazione, spostamento)
        timbratura.timbra(pagina, numero)
    numeri = radice.ParentTree.Nums
    for indice in range(0, len(numeri), 2):
        chiave = int(numeri[indice]) + spostamento
        albero.numeri.append(chiave)
        albero.numeri.append(numeri[indice + 1])
        albero.prossimo = max(albero.prossimo, chiave + 1)
    _innesta(radice, albero)
    return pdf.pages[prima].Resources


def _sposta_annotazione(annotazione: pikepdf.Object, spostamento: int) -> None:
    if "/StructParent" in annotazione:
        annotazione.StructParent = int(annotazione.StructParent) + spostamento
    azione = annotazione.get("/A")
    if azione is not None and str(azione.get("/URI", "")).startswith(VAI):
        annotazione.A = Dictionary(S=Name.GoTo, D=String(unquote(str(azione.URI).removeprefix(VAI))))


def _innesta(radice: pikepdf.Object, albero: _Albero) -> None:
    """The children of the section's Document become children of the one Document."""
    for documento in _lista(radice.K):
        for figlio in _lista(documento.K):
            figlio.P = albero.documento
            albero.figli.append(figlio)
    if "/IDTree" not in radice:
        return
    nomi = radice.IDTree.Names
    albero.nomi += [(bytes(nomi[indice]), nomi[indice + 1]) for indice in range(0, len(nomi), 2)]


def _lista(figli: pikepdf.Object) -> list[pikepdf.Object]:
    return list(figli) if isinstance(figli, Array) else [figli]


def _metti_i_caratteri(pdf: Pdf, risorse: list[tuple[pikepdf.Object, Pezzo]], cassa: Cassa) -> None:
    for _, pezzo in risorse:
        for usato in pezzo.caratteri.values():
            cassa.aggiungi(usato.file, usato.segni)
    font = cassa.scrivi(pdf)
    for voce, pezzo in risorse:
        voce.Font = Dictionary({nome: font[usato.file] for nome, usato in pezzo.caratteri.items()})
        voce.Font[NUMERO] = font[FILE]


def _chiudi_albero(pdf: Pdf, albero: _Albero) -> None:
    albero.documento.K = albero.figli
    radice = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([albero.documento]),
            ParentTree=pdf.make_indirect(Dictionary(Nums=albero.numeri)),
            ParentTreeNextKey=albero.prossimo,
        )
    )
    albero.documento.P = radice
    if albero.nomi:
        nomi = Array()
        for nome, elemento in sorted(albero.nomi, key=lambda voce: voce[0]):
            nomi.extend([String(nome), elemento])
        radice.IDTree = pdf.make_indirect(Dictionary(Names=nomi))
    pdf.Root.StructTreeRoot = radice


def _meta(pdf: Pdf, meta: Meta, prima: int) -> Array:
    pagina = pdf.pages[prima + meta.pagina].obj
    return Array([pagina, Name.XYZ, round(meta.x, 3), round(meta.y, 3), 0])


def _destinazioni(pdf: Pdf, pezzi: Iterable[tuple[Pezzo, int]]) -> None:
    mete = {nome: _meta(pdf, meta, prima) for pezzo, prima in pezzi for nome, meta in pezzo.mete.items()}
    if not mete:
        return
    nomi = Array()
    for nome in sorted(mete, key=lambda voce: bytes(String(voce))):
        nomi.extend([String(nome), mete[nome]])
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.Dests = pdf.make_indirect(Dictionary(Names=nomi))


def _segnalibri(pdf: Pdf, pezzi: Iterable[tuple[Pezzo, int]]) -> None:
    """The bookmarks of all the sections as one tree: each goes under the last one of a higher level."""
    with pdf.open_outline() as sommario:
        aperti: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, sommario.root)]
        for pezzo, prima in pezzi:
            for segnalibro in pezzo.segnalibri:
                voce = pikepdf.OutlineItem(segnalibro.titolo, _meta(pdf, segnalibro.meta, prima))
                while aperti[-1][0] >= segnalibro.livello:
                    aperti.pop()
                aperti[-1][1].append(voce)
                aperti.append((segnalibro.livello, voce.children))
