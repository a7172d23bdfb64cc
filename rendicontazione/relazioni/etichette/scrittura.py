"""Writing the repaired tree: elements, parent tree, IDs of the table heads."""

from __future__ import annotations

from itertools import count

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from rendicontazione.relazioni.etichette.nodi import Contenuto, Nodo, Rimando, nome

AMBITI = {"row": "Row", "col": "Column", "rowgroup": "Row", "colgroup": "Column"}
PUNTI = 0.75


class Scrittura:
    """Writes the tree of one section into its PDF."""

    def __init__(self, pdf: pikepdf.Pdf, prefisso: str) -> None:
        self._pdf, self._prefisso = pdf, prefisso
        self._pagine = [pagina.obj for pagina in pdf.pages]
        self._di_chi: list[dict[int, pikepdf.Object]] = [{} for _ in self._pagine]
        self._annotazioni: list[tuple[pikepdf.Object, pikepdf.Object]] = []
        self._nomi: list[tuple[bytes, pikepdf.Object]] = []
        self._numeri = count(1)

    def scrivi(self, documento: Nodo) -> None:
        radice = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        radice.K = Array([self._elemento(documento, radice, "")])
        self._togli_le_annotazioni_perse()
        radice.ParentTree = self._pdf.make_indirect(Dictionary(Nums=self._albero_dei_padri()))
        if self._nomi:
            nomi = Array()
            for chiave, elemento in sorted(self._nomi, key=lambda voce: voce[0]):
                nomi.append(String(chiave))
                nomi.append(elemento)
            radice.IDTree = self._pdf.make_indirect(Dictionary(Names=nomi))
        self._pdf.Root.StructTreeRoot = radice

    def _elemento(self, nodo: Nodo, padre: pikepdf.Object, gruppo: str) -> pikepdf.Object:
        elemento = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=nome(nodo.tipo), P=padre))
        self._attributi(nodo, elemento, gruppo)
        gruppo = nodo.tipo if nodo.tipo in ("THead", "TBody", "TFoot") else gruppo
        pagina = next((figlio.pagina for figlio in nodo.figli if isinstance(figlio, Contenuto)), None)
        if pagina is not None:
            elemento.Pg = self._pagine[pagina]
        figli = [self._figlio(figlio, elemento, pagina, gruppo) for figlio in nodo.figli]
        if len(figli) == 1:
            elemento.K = figli[0]
        elif figli:
            elemento.K = Array(figli)
        return elemento

    def _figlio(
        self, figlio: Nodo | Contenuto | Rimando, elemento: pikepdf.Object, pagina: int | None, gruppo: str
    ) -> pikepdf.Object | int:
        if isinstance(figlio, Nodo):
            return self._elemento(figlio, elemento, gruppo)
        if isinstance(figlio, Rimando):
            self._annotazioni.append((figlio.oggetto, elemento))
            return Dictionary(Type=Name.OBJR, Obj=figlio.oggetto, Pg=self._pagine[figlio.pagina])
        self._di_chi[figlio.pagina][figlio.mcid] = elemento
        if figlio.pagina == pagina:
            return figlio.mcid
        return Dictionary(Type=Name.MCR, Pg=self._pagine[figlio.pagina], MCID=figlio.mcid)

    def _attributi(self, nodo: Nodo, elemento: pikepdf.Object, gruppo: str) -> None:
        attributi = Dictionary()
        if nodo.tipo == "TH":
            predefinito = "Row" if gruppo == "TBody" else "Column"
            attributi.Scope = nome(AMBITI.get(nodo.ambito, predefinito))
            chiave = f"{self._prefisso}{next(self._numeri)}".encode()
            elemento.ID = String(chiave)
            self._nomi.append((chiave, elemento))
        for unione, quanti in nodo.unioni.items():
            attributi[f"/{unione}"] = quanti
        if len(attributi):
            attributi.O = Name.Table
            elemento.A = attributi
        if nodo.origine is not None:
            self._testi(nodo, elemento)

    def _testi(self, nodo: Nodo, elemento: pikepdf.Object) -> None:
        origine = nodo.origine
        if origine is None:
            return
        for chiave in ("/Alt", "/ActualText", "/Lang"):
            if chiave in origine:
                elemento[chiave] = origine[chiave]
        if nodo.tipo == "Figure" and "/A" in origine:
            elemento.A = Dictionary(O=Name.Layout, BBox=self._riquadro(origine.A.BBox, nodo.pagina))

    def _riquadro(self, misurato: pikepdf.Object, pagina: int) -> Array:
        """From the composer's pixels, counted from the upper left corner, to points from the lower left one."""
        alto = float(self._pagine[pagina].MediaBox[3])
        x1, y1, x2, y2 = (float(numero) * PUNTI for numero in misurato)
        return Array([round(x1, 3), round(alto - y2, 3), round(x2, 3), round(alto - y1, 3)])

    def _togli_le_annotazioni_perse(self) -> None:
        """A link in the repeated head of a table works where the head is in the tree."""
        scritte = {annotazione.objgen for annotazione, _ in self._annotazioni}
        for pagina in self._pagine:
            if "/Annots" in pagina:
                pagina.Annots = Array([voce for voce in pagina.Annots if voce.objgen in scritte])

    def _albero_dei_padri(self) -> Array:
        numeri = Array()
        for numero, (pagina, padri) in enumerate(zip(self._pagine, self._di_chi, strict=True)):
            pagina.StructParents = numero
            numeri.append(numero)
            quanti = max(padri, default=-1) + 1
            numeri.append(self._pdf.make_indirect(Array([padri.get(mcid) for mcid in range(quanti)])))
        for numero, (annotazione, elemento) in enumerate(self._annotazioni, len(self._pagine)):
            annotazione.StructParent = numero
            numeri.append(numero)
            numeri.append(elemento)
        return numeri
