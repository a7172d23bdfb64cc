"""The three-year table of an objectives' tree: strategic, operative, azione and a mark a year (domain.md 3.5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.intestazioni import Colonne, ModelloTabella, Tabella, anni_di
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga, pulita
from indicatori.importazione.riconoscimento.testi import comincia_minuscolo, ripulisci, segnata, sospeso, unisci
from indicatori.motore.documento import AzioneDati

TRIENNALE = ModelloTabella(
    "triennale",
    campi=(
        ("strategico", r"obiettiv[oi] strategic[oi]"),
        ("operativo", r"obiettiv[oi] operativ[oi]"),
        ("descrizione", r"azion[ei]( e)?( indicator[ei])?|attivita|descrizion[ei]( (dell )?azion[ei])?"),
    ),
    annuali=(("anni", r"|ann[oi]|periodo|realizzazione|attuazione|tempi"),),
    bastano=frozenset({"descrizione", "operativo"}),
    minimo=3,
)
LUNGHEZZA_MASSIMA = 20_000
ANNI_DI_UN_PIANO = 3


def _stesso(uno: str, altro: str) -> bool:
    return normalizza(uno) == normalizza(altro)


@dataclass(slots=True)
class Operativo:
    titolo: str
    riga: Riga
    azioni: list[AzioneDati] = field(default_factory=list)


@dataclass(slots=True)
class Strategico:
    titolo: str
    operativi: list[Operativo] = field(default_factory=list)


class Triennale:
    """Builds the tree row by row; after a repeated heading the names may go on from the page before."""

    def __init__(self, registro: Registro) -> None:
        self.registro = registro
        self.albero: list[Strategico] = []
        self.anni: list[int] = []
        self._posti: dict[str, int] = {}
        self._per_anno: list[tuple[int, int]] = []
        self._a_capo = False

    def apri(self, colonne: Colonne) -> None:
        if self.albero:
            messaggio = "Le intestazioni sono ripetute a inizio pagina: la tabella continua."
            self.registro.rileva("IMP-INTESTAZIONE-RIPETUTA", "I", colonne.riga, messaggio)
        self._posti = colonne.posti
        self._per_anno = anni_di(Tabella(TRIENNALE, colonne), "anni", self.anni, self.registro)
        self.anni = sorted({*self.anni, *(anno for anno, _ in self._per_anno)})
        if len(self.anni) > ANNI_DI_UN_PIANO:
            messaggio = f"Le tabelle triennali nominano {len(self.anni)} anni: il file contiene più di un piano."
            rimedio = "Metti ogni piano in un foglio suo, oppure carica un file per piano."
            self.registro.rileva("IMP-DUE-PIANI", "E", colonne.riga, messaggio, rimedio)
        self._a_capo = bool(self.albero)

    def riga(self, riga: Riga) -> bool:
        """Takes a row in; False for a row that is not of this table."""
        segni = [colonna for colonna, testo in riga.celle.items() if segnata(testo)]
        testi = sorted(colonna for colonna in riga.celle if colonna not in segni)
        attesa = self._posti.get("descrizione", 0)
        if not testi or (not segni and testi != [attesa]):
            return False
        if not segni and self._continua(riga, attesa):
            return True
        posto = attesa if attesa in testi else testi[-1]
        self._nomi(riga, [colonna for colonna in testi if colonna != posto], attesa - posto)
        self._azione(riga, posto, attesa, sorted(segni))
        self._a_capo = False
        return True

    def _continua(self, riga: Riga, colonna: int) -> bool:
        azioni = self.albero[-1].operativi[-1].azioni if self.albero else []
        testo = ripulisci(riga.testo(colonna))
        if not azioni or len(azioni[-1].descrizione) > LUNGHEZZA_MASSIMA:
            return False
        if not (comincia_minuscolo(testo) or sospeso(azioni[-1].descrizione)):
            return False
        azioni[-1].descrizione = unisci(azioni[-1].descrizione, testo)
        self.registro.rileva("IMP-RIGA-RIUNITA", "I", riga, "La riga continua quella sopra, spezzata dalla pagina.")
        return True

    def _nomi(self, riga: Riga, colonne: list[int], spostamento: int) -> None:
        """The names of the objectives to the left of the azione, in the column they would have without the shift."""
        strategico = self._posti.get("strategico", 0)
        for colonna in sorted(colonne, key=lambda colonna: colonna + spostamento != strategico):
            nome = pulita(riga, colonna)
            if colonna + spostamento == strategico:
                self._strategico(nome, riga)
            else:
                self._operativo(nome, riga)

    def _strategico(self, nome: str, riga: Riga) -> None:
        """Opens a branch, unless it is the open one written again on each row, or the end of a name that a page cut."""
        if self.albero and _stesso(self.albero[-1].titolo, nome):
            return
        if self._a_capo and sospeso(self.albero[-1].titolo):
            self.albero[-1].titolo = self._unito(self.albero[-1].titolo, nome, riga)
        else:
            self.albero.append(Strategico(nome))

    def _operativo(self, nome: str, riga: Riga) -> None:
        if not self.albero:
            self.albero.append(Strategico(""))
        operativi = self.albero[-1].operativi
        if operativi and _stesso(operativi[-1].titolo, nome):
            return
        if self._a_capo and operativi and sospeso(operativi[-1].titolo):
            operativi[-1].titolo = self._unito(operativi[-1].titolo, nome, riga)
        else:
            operativi.append(Operativo(nome, riga))

    def _unito(self, prima: str, dopo: str, riga: Riga) -> str:
        messaggio = f"Il nome dell'obiettivo continua dalla pagina prima: «{unisci(prima, dopo)}»."
        self.registro.rileva("IMP-RIGA-RIUNITA", "I", riga, messaggio)
        return unisci(prima, dopo)

    def _azione(self, riga: Riga, posto: int, attesa: int, segni: list[int]) -> None:
        if not self.albero or not self.albero[-1].operativi:
            self._operativo("", riga)
        azioni = self.albero[-1].operativi[-1].azioni
        anni = self._anni(riga, posto, attesa, segni)
        azioni.append(AzioneDati(str(len(azioni) + 1), pulita(riga, posto), anni=anni))

    def _anni(self, riga: Riga, posto: int, attesa: int, segni: list[int]) -> tuple[int, ...]:
        """The years of the marks; when text or marks moved, the same shift for all of them, asked when it can vary."""
        colonne = [colonna for _, colonna in self._per_anno]
        dritta = posto == attesa and all(colonna in colonne for colonna in segni)
        possibili = [0] if dritta else [spostamento for spostamento in (1, 0, -1, 2, -2)
                                        if all(colonna + spostamento in colonne for colonna in segni)]  # fmt: skip
        letture = {spostamento: self._letti(segni, spostamento) for spostamento in possibili}
        if dritta or not letture:
            return letture.get(0, ())
        if len(letture) == 1:
            self.registro.rileva("IMP-COLONNE-SPOSTATE", "I", riga, "I segni degli anni sono spostati di una colonna.")
            return next(iter(letture.values()))
        alternative = [("/".join(map(str, anni)), ", ".join(map(str, anni))) for anni in letture.values()]
        domanda = f"Le celle di «{pulita(riga, posto)[:60]}» sono spostate: in quali anni è prevista l'azione?"
        scelta = self.registro.chiedi(riga, "anni", domanda, alternative, colonna=posto)
        return tuple(int(anno) for anno in scelta.split("/"))

    def _letti(self, segni: list[int], spostamento: int) -> tuple[int, ...]:
        per_colonna = {colonna: anno for anno, colonna in self._per_anno}
        return tuple(sorted(per_colonna[colonna + spostamento] for colonna in segni))
