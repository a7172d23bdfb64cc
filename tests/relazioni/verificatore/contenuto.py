"""The content of a page: everything that paints is tagged or an artefact, and the marks are properly nested."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

TRACCIATI = {"f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "sh"}
TESTI = {"Tj", "TJ", "'", '"'}
QUADRICROMIA = {"k", "K"}
ANNIDAMENTI = 8
# ISO 19005-3, 6.1.13.
SOSPESI_AL_PIU = 28
# Operators whose operand is a name to be found in the resources.
NOMINATI = {"gs": "/ExtGState", "sh": "/Shading", "Tf": "/Font", "Do": "/XObject"}


@dataclass
class Stato:
    """What the graphics state says of fonts, and the marks open: ("Artifact" or a type, MCID or None)."""

    carattere: Any = None
    sospesi: list[Any] = field(default_factory=list)
    marche: list[tuple[str, int | None]] = field(default_factory=list)


class Pagina:
    """A page once read. `mcid` in the order of the page, `usati` the shown strings of each font object.

    `mancanti`: names that the resources do not have; a section has no fonts before it is joined.
    """

    def __init__(self, numero: int, pagina: pikepdf.Page) -> None:
        self.numero = numero
        self.chiave = int(pagina.get("/StructParents", -1))
        self.mcid: list[int] = []
        self.difetti: list[str] = []
        self.usati: dict[tuple[int, int], tuple[Any, set[bytes]]] = {}
        self.mancanti: set[str] = set()
        self._liberi: Counter[str] = Counter()
        self._scorri(pagina.obj, pagina.get("/Resources", Dictionary()), Stato(), 0)
        self.difetti += [f"Pagina {numero}: {n} volte {che} fuori dalle etichette." for che, n in self._liberi.items()]
        doppi = [mcid for mcid, volte in Counter(self.mcid).items() if volte > 1]
        self.difetti += [f"Pagina {numero}: il contenuto {mcid} è marcato più volte." for mcid in doppi]

    def _scorri(self, flusso: Any, risorse: Any, stato: Stato, livello: int) -> None:
        fondo, testo_da = len(stato.marche), -1
        for istruzione in pikepdf.parse_content_stream(flusso):
            comando, operandi = str(istruzione.operator), istruzione.operands
            if comando in ("BDC", "BMC"):
                self._apri(operandi, risorse, stato, livello)
            elif comando == "EMC":
                if len(stato.marche) == max(fondo, testo_da):
                    self._male("un EMC chiude quel che non si è aperto lì")
                else:
                    stato.marche.pop()
            elif comando == "BT":
                testo_da = len(stato.marche)
            elif comando == "ET":
                if testo_da != len(stato.marche):
                    self._male("un'etichetta sta a cavallo di un blocco di testo")
                testo_da = -1
            else:
                self._cerca(comando, operandi, risorse)
                self._dipinge(comando, operandi, risorse, stato, livello)
        if len(stato.marche) > fondo:
            self._male("un'etichetta resta aperta")
            del stato.marche[fondo:]

    def _cerca(self, comando: str, operandi: Any, risorse: Any) -> None:
        categoria = NOMINATI.get(comando)
        if categoria is not None and str(operandi[0]) not in risorse.get(categoria, Dictionary()):
            self.mancanti.add(f"Pagina {self.numero}: usa {operandi[0]}, che non c'è fra le risorse ({categoria[1:]}).")

    def _male(self, che: str) -> None:
        self.difetti.append(f"Pagina {self.numero}: {che}.")

    def _apri(self, operandi: Any, risorse: Any, stato: Stato, livello: int) -> None:
        tipo, mcid = str(operandi[0]).removeprefix("/"), None
        if len(operandi) > 1:
            proprieta = operandi[1]
            if isinstance(proprieta, Name):
                proprieta = risorse.get("/Properties", Dictionary()).get(str(proprieta), Dictionary())
            mcid = int(proprieta.MCID) if "/MCID" in proprieta else None
        artefatto = any(nome == "Artifact" for nome, _ in stato.marche)
        etichettato = any(altro is not None for _, altro in stato.marche)
        if mcid is not None:
            self.mcid.append(mcid)
            if livello:
                self._male(f"il contenuto {mcid} sta in un modulo, dove l'albero non lo cerca")
            if artefatto or tipo == "Artifact":
                self._male(f"il contenuto {mcid} sta dentro un artefatto")
            if etichettato:
                self._male(f"il contenuto {mcid} sta dentro un altro")
        elif tipo == "Artifact" and etichettato:
            self._male("un artefatto sta dentro un contenuto etichettato")
        stato.marche.append((tipo, mcid))

    def _dipinge(self, comando: str, operandi: Any, risorse: Any, stato: Stato, livello: int) -> None:
        if comando in ("q", "Q", "Tf"):
            self._cambia(comando, operandi, risorse, stato)
        elif comando in TESTI:
            self._libero("testo", stato)
            self._usa(operandi, stato)
        elif comando in TRACCIATI:
            self._libero("un tracciato", stato)
        elif comando in QUADRICROMIA:
            self._male("un colore in quadricromia, che il profilo del documento non descrive")
        elif comando == "INLINE IMAGE":
            self._libero("un'immagine", stato)
        elif comando == "Do":
            self._modulo(str(operandi[0]), risorse, stato, livello)

    def _cambia(self, comando: str, operandi: Any, risorse: Any, stato: Stato) -> None:
        if comando == "Tf":
            stato.carattere = risorse.get("/Font", Dictionary()).get(str(operandi[0]))
        elif comando == "q":
            stato.sospesi.append(stato.carattere)
            if len(stato.sospesi) == SOSPESI_AL_PIU + 1:
                self._male("più di 28 q uno dentro l'altro")
        elif stato.sospesi:
            stato.carattere = stato.sospesi.pop()
        else:
            self._male("un Q senza il suo q")

    def _libero(self, che: str, stato: Stato) -> None:
        if not any(nome == "Artifact" or mcid is not None for nome, mcid in stato.marche):
            self._liberi[che] += 1

    def _usa(self, operandi: Any, stato: Stato) -> None:
        """Remember what is shown: the last operand is a string, or an array of strings and kernings."""
        mostrati = operandi[-1] if isinstance(operandi[-1], pikepdf.Array) else [operandi[-1]]
        if stato.carattere is None:
            return
        chiave = stato.carattere.objgen
        _, visti = self.usati.setdefault(chiave, (stato.carattere, set()))
        visti.update(bytes(voce) for voce in mostrati if isinstance(voce, pikepdf.String))

    def _modulo(self, nome: str, risorse: Any, stato: Stato, livello: int) -> None:
        modulo = risorse.get("/XObject", Dictionary()).get(nome)
        if modulo is None:
            return
        if str(modulo.get("/Subtype")) == "/Form" and livello < ANNIDAMENTI:
            dentro = Stato(stato.carattere, [], list(stato.marche))
            self._scorri(modulo, modulo.get("/Resources", risorse), dentro, livello + 1)
        else:
            self._libero("un'immagine", stato)
