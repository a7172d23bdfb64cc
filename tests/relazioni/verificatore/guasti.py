"""Damages to a good document, each with a part of the sentence by which the checker must tell it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.relazioni.verificatore.albero import Albero

Guasto = Callable[[pikepdf.Pdf], None]
GUASTI: dict[str, tuple[Guasto, str]] = {}


def atteso(frase: str) -> Callable[[Guasto], Guasto]:
    """Enter a damage, with a part of the sentence that must tell it."""

    def segna(guasto: Guasto) -> Guasto:
        GUASTI[guasto.__name__] = guasto, frase
        return guasto

    return segna


def primo(pdf: pikepdf.Pdf, tipo: str, posto: int = 0) -> Any:
    """An element by its place in the reading order among those of its type."""
    return Albero(pdf).di_tipo(tipo)[posto].oggetto


def aggiungi(pdf: pikepdf.Pdf, contenuto: bytes) -> None:
    pdf.pages[1].contents_add(contenuto)


@atteso("non ha etichette")
def senza_albero(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@atteso("MarkInfo")
def senza_marcatura(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


@atteso("La lingua")
def in_un_altra_lingua(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("en")


@atteso("Scope")
def senza_ambito(pdf: pikepdf.Pdf) -> None:
    del primo(pdf, "TH").A["/Scope"]


@atteso("ParentTree non porta dal contenuto")
def senza_un_padre(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[1][0] = None


@atteso("Manca ParentTree")
def senza_albero_dei_padri(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


@atteso("non rimanda all'elemento che lo contiene")
def con_un_padre_sbagliato(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "TD").P = primo(pdf, "Table")


@atteso("non è nell'albero")
def fuori_dall_albero(pdf: pikepdf.Pdf) -> None:
    del primo(pdf, "H1")["/K"]


@atteso("2 volte nell'albero")
def due_volte_nell_albero(pdf: pikepdf.Pdf) -> None:
    titolo = primo(pdf, "H1")
    primo(pdf, "H2").K = Dictionary(Type=Name.MCR, Pg=titolo.Pg, MCID=titolo.K if isinstance(titolo.K, int) else 1)


@atteso("testo fuori dalle etichette")
def scritta_libera(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"BT /Numero 8 Tf 10 10 Td <0003> Tj ET")


@atteso("un tracciato fuori dalle etichette")
def filetto_libero(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"0 0 10 10 re f")


@atteso("un'etichetta resta aperta")
def marca_aperta(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"/Artifact BMC 0 0 10 10 re f")


@atteso("un EMC chiude quel che non si è aperto")
def marca_chiusa_due_volte(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"EMC")


@atteso("a cavallo di un blocco di testo")
def marca_a_cavallo(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"BT /Artifact BMC ET EMC")


@atteso("sta dentro un artefatto")
def contenuto_in_un_artefatto(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"/Artifact BMC /P <</MCID 900>> BDC EMC EMC")


@atteso("è marcato più volte")
def marcato_due_volte(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"/P <</MCID 0>> BDC EMC")


@atteso("quadricromia")
def in_quadricromia(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"0 0 0 1 k")


@atteso("che non c'è")
def disegno_mancante(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"/Artifact BMC /Manca Do EMC")


@atteso("usa /Altro")
def carattere_mancante(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"/Artifact BMC BT /Altro 8 Tf ET EMC")


@atteso("più di 28 q")
def stati_troppo_profondi(pdf: pikepdf.Pdf) -> None:
    aggiungi(pdf, b"q " * 29 + b"Q " * 29)


@atteso("non disegna nulla")
def figura_vuota(pdf: pikepdf.Pdf) -> None:
    vuota = primo(pdf, "P")
    vuota.S = Name.Figure
    del vuota["/K"]


@atteso("testo alternativo")
def figura_senza_testo(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "P").S = Name.Figure


@atteso("il titolo viene dopo")
def titolo_saltato(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "H2").S = Name.H4


@atteso("colonne, altre no")
def riga_corta(pdf: pikepdf.Pdf) -> None:
    riga = primo(pdf, "TR", 1)
    riga.K = Array(list(riga.K)[:-1])


@atteso("scende oltre l'ultima riga")
def cella_oltre_la_fine(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "TD", -1).A = Dictionary(O=Name.Table, RowSpan=9)


@atteso("ha più testate")
def due_testate(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "TBody").S = Name.THead


@atteso("non sono in ordine")
def testata_in_fondo(pdf: pikepdf.Pdf) -> None:
    tabella = primo(pdf, "Table")
    tabella.K = Array(reversed(list(tabella.K)))


@atteso("né prima né ultima")
def didascalia_in_mezzo(pdf: pikepdf.Pdf) -> None:
    tabella = primo(pdf, "Table")
    didascalia = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Caption, P=tabella))
    testata, *altro = tabella.K
    tabella.K = Array([testata, didascalia, *altro])


@atteso("non può stare in un TR")
def riga_con_altro(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "TD").S = Name.P


@atteso("non ha LBody")
def voce_senza_corpo(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "LBody").S = Name.Lbl


@atteso("non è un tipo normalizzato")
def tipo_inventato(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "H2").S = Name.Titolo


@atteso("è di 2 elementi")
def nome_doppio(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "TH", 0).ID = primo(pdf, "TH", 1).ID


@atteso("non è in IDTree")
def senza_elenco_dei_nomi(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.IDTree


@atteso("sta dentro un altro Link")
def collegamento_in_un_collegamento(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "Link").P.S = Name.Link


@atteso("dicono due volte un link")
def collegamento_doppio(pdf: pikepdf.Pdf) -> None:
    link = primo(pdf, "Link")
    rimando = next(voce for voce in link.K if isinstance(voce, Dictionary) and "/Obj" in voce)
    doppia = pdf.make_indirect(Dictionary(dict(rimando.Obj.items())))
    rimando.Pg.Annots.append(doppia)
    link.K.append(Dictionary(Type=Name.OBJR, Obj=doppia, Pg=rimando.Pg))


@atteso("la voce ha più LBody")
def voce_con_due_corpi(pdf: pikepdf.Pdf) -> None:
    corpo = primo(pdf, "LBody")
    altro = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=corpo.P))
    corpo.P.K = Array([corpo, altro])


@atteso("non sta in un elemento Link")
def collegamento_senza_elemento(pdf: pikepdf.Pdf) -> None:
    primo(pdf, "Link").S = Name.Span


@atteso("non si può leggere")
def collegamento_che_dice_l_indirizzo(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].Contents = String("pianoperf:/vai/scheda-1")


@atteso("non ha StructParent")
def annotazione_senza_padre(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].StructParent


@atteso("StructParent non porta")
def annotazione_con_un_altro_padre(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].StructParent = pdf.pages[0].Annots[-1].StructParent


@atteso("non si stampa")
def annotazione_nascosta(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].F = 2


@atteso("Tabs S")
def senza_ordine_dei_salti(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Tabs"]


@atteso("non porta da nessuna parte")
def salto_nel_vuoto(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].A.D = String("manca")


@atteso("non ha segnalibri")
def senza_segnalibri(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


@atteso("Il segnalibro «")
def segnalibro_nel_vuoto(pdf: pikepdf.Pdf) -> None:
    voce = pdf.Root.Outlines.First
    for chiave in ("/A", "/Dest"):
        if chiave in voce:
            del voce[chiave]


@atteso("azione /JavaScript")
def con_uno_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@atteso("azione /Launch")
def con_un_programma(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].A = Dictionary(S=Name.Launch, F=String("a.exe"))


@atteso("azioni automatiche")
def con_azioni_automatiche(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/AA"] = Dictionary()
