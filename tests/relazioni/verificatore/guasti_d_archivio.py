"""Damages to fonts, metadata, colours and attached files."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.relazioni.verificatore.caratteri import in_unicode
from tests.relazioni.verificatore.guasti import aggiungi, atteso


def cambia_xmp(pdf: pikepdf.Pdf, prima: bytes, dopo: bytes) -> None:
    scritto = pdf.Root.Metadata.read_bytes()
    assert prima in scritto
    pdf.Root.Metadata.write(scritto.replace(prima, dopo))


def un_carattere(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].Resources.Font["/Numero"]


def un_allegato(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.AF[0]


@atteso("solo chi lo ha scritto")
def testo_privato(pdf: pikepdf.Pdf) -> None:
    codice = min(in_unicode(un_carattere(pdf).ToUnicode.read_bytes().decode("latin-1")))
    aggiungi(pdf, f"/Artifact BMC BT /Numero 8 Tf 10 10 Td <{codice:04x}> Tj ET EMC".encode())
    un_carattere(pdf).ToUnicode.write(f"1 beginbfchar <{codice:04x}> <e001> endbfchar".encode())


@atteso("il file non è incorporato")
def carattere_fuori(pdf: pikepdf.Pdf) -> None:
    del un_carattere(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


@atteso("ToUnicode")
def carattere_muto(pdf: pikepdf.Pdf) -> None:
    del un_carattere(pdf)["/ToUnicode"]


@atteso("non hanno testo")
def glifo_muto(pdf: pikepdf.Pdf) -> None:
    un_carattere(pdf).ToUnicode.write(b"1 beginbfchar <0003> <0020> endbfchar")


@atteso("non sono quelle del file")
def larghezze_sbagliate(pdf: pikepdf.Pdf) -> None:
    un_carattere(pdf).DescendantFonts[0].W = Array([0, 900, 123])


@atteso(".notdef")
def segno_mancante(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"/Artifact BMC BT /Numero 8 Tf 10 10 Td <0000> Tj ET EMC")


@atteso("glifi che il file non ha")
def glifo_oltre_il_file(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"/Artifact BMC BT /Numero 8 Tf 10 10 Td <fff0> Tj ET EMC")


@atteso("AF elenca 2 volte")
def allegato_due_volte(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF.append(un_allegato(pdf))


@atteso("gli stessi allegati")
def allegato_non_associato(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF = Array([un_allegato(pdf)])


@atteso("AFRelationship")
def allegato_senza_relazione(pdf: pikepdf.Pdf) -> None:
    del un_allegato(pdf)["/AFRelationship"]


@atteso("non ha descrizione")
def allegato_senza_descrizione(pdf: pikepdf.Pdf) -> None:
    un_allegato(pdf).Desc = String("")


@atteso("tipo MIME")
def allegato_senza_tipo(pdf: pikepdf.Pdf) -> None:
    del un_allegato(pdf).EF.F["/Subtype"]


@atteso("non è la data del documento")
def allegato_di_un_altro_giorno(pdf: pikepdf.Pdf) -> None:
    un_allegato(pdf).EF.F.Params.ModDate = String("D:20260101000000Z")


@atteso("un file esterno")
def allegato_altrove(pdf: pikepdf.Pdf) -> None:
    del un_allegato(pdf)["/EF"]


@atteso("intenti di stampa")
def senza_intento(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@atteso("non ha un profilo ICC")
def senza_profilo(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"niente")


@atteso("Mancano i metadati")
def senza_metadati(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@atteso("conformance A")
def livello_piu_basso(pdf: pikepdf.Pdf) -> None:
    cambia_xmp(pdf, b'conformance="A"', b'conformance="B"')


@atteso("part 1")
def senza_pdf_ua(pdf: pikepdf.Pdf) -> None:
    cambia_xmp(pdf, b'pdfuaid:part="1"', b"")


@atteso("Nessuno schema descrive")
def proprieta_non_descritta(pdf: pikepdf.Pdf) -> None:
    cambia_xmp(pdf, b"<pdfaProperty:name>impronta<", b"<pdfaProperty:name>altra<")


@atteso("descritta a metà")
def proprieta_descritta_a_meta(pdf: pikepdf.Pdf) -> None:
    cambia_xmp(pdf, b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>", b"")


@atteso("Title non è lo stesso")
def un_altro_titolo(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Title = String("Un altro")


@atteso("non ha titolo")
def senza_titolo(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer.Info["/Title"]


@atteso("ModDate non è la stessa")
def un_altro_giorno(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.ModDate = String("D:20260101000000Z")


@atteso("DisplayDocTitle")
def titolo_nascosto(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


@atteso("Interpolate")
def immagine_sfumata(pdf: pikepdf.Pdf) -> None:
    punto = Stream(pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    punto.ColorSpace, punto.Interpolate = Name.DeviceGray, True
    pdf.pages[0].Resources.XObject.Punto = pdf.make_indirect(punto)


@atteso("fusione")
def fusione_inventata(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(G9=Dictionary(BM=Name.Strana))
