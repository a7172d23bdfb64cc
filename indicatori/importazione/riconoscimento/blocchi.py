"""The schede of a document cut into their parts: head, table of azioni, table of indicatori."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.consuntivo import FORMA
from indicatori.importazione.riconoscimento.intestazioni import Colonne, ModelloTabella, Tabella, intestazione
from indicatori.importazione.riconoscimento.lettore import LettoreDiRighe
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga

_NUMERO = r"n|nr|num|numero|(n|nr|num|numero) (dell )?azion[ei]|azion[ei] (n|nr|numero)|codice azione|cod"
AZIONI = ModelloTabella(
    "azioni",
    campi=(
        ("numero", _NUMERO),
        ("innovazione", r"innov\w*|azion[ei] innovativ[ae]"),
        ("descrizione", r"descrizion[ei]( sintetica)?( (dell |delle )?azion[ei])?"),
        ("risultato_atteso", r"(risultat[oi]|esit[oi]|effett[oi]) attes[oi]"),
    ),
    annuali=(("anni", r"|ann[oi]|periodo|realizzazione|attuazione|tempi"),),
    bastano=frozenset({"innovazione", "risultato_atteso", "anni"}),
    deboli=(("descrizione", r"azion[ei]( previst[ae])?|attivita"),),
)
INDICATORI = ModelloTabella(
    "indicatori",
    campi=(
        ("numero", _NUMERO),
        ("descrizione", r"indicator[ei]( di (performance|risultato))?|descrizion[ei]( (dell )?indicator[ei])?"),
        ("responsabili", r"(resp|responsabil[ei]|referent[ei])( [ei])?( (dell )?(indicator[ei]|attuazione))?"),
        ("note", r"not[ae]( e osservazioni)?|osservazion[ei]|annotazion[ei]"),
    ),
    annuali=(
        ("previsioni", r"prev\w*|target|(valore |risultato )?attes[oi]|valore (target|previsto)|obiettivo"),
        ("risultati", FORMA),
    ),
    bastano=frozenset({"previsioni"}),
    deboli=(("numero", r"azion[ei]"),),
)
_TITOLI = re.compile(r"azioni|indicatori( di performance)?|azioni e indicatori")
_SCHEDA = re.compile(r"scheda( obiettivo)?( n| nr| numero)?(?: (\w{1,6}))?")
_SCHEDA_CON_TITOLO = re.compile(r"scheda\s+(?:n(?:r|umero)?\.?\s*)?([0-9]{1,3})\s*[-–—:.]\s*(\S.*)", re.I | re.S)
_VOCI = (
    ("titolo", re.compile(r"obiettivo( da| del)? piano programma( 20\d\d)*|obiettivo( 20\d\d)*|titolo( obiettivo)?")),
    ("responsabile", re.compile(r"responsabil[ei]( della scheda)?")),
    ("altri_servizi", re.compile(r"altri servizi( coinvolti)?|servizi coinvolti")),
)
_TRIENNIO = re.compile(r"(20\d\d)\s*[-–/]\s*(20\d\d)")


@dataclass(slots=True)
class Blocco:
    """One scheda as found. `voci` are the texts of its head, `righe` the rows they stand on."""

    riga: Riga
    codice: str = ""
    voci: dict[str, str] = field(default_factory=dict)
    righe: dict[str, Riga] = field(default_factory=dict)
    triennio: tuple[int, ...] = ()
    obiettivo_di: str = ""
    tabelle: list[Tabella] = field(default_factory=list)

    def tabella(self, genere: str) -> Tabella | None:
        return next((tabella for tabella in self.tabelle if tabella.modello.genere == genere), None)


class Taglio(LettoreDiRighe):
    """Knows in which scheda and in which table it is."""

    def __init__(self, registro: Registro) -> None:
        super().__init__(registro)
        self.blocchi: list[Blocco] = []
        self._foglio = ""
        self._nuovo_foglio = True

    def comincia_foglio(self) -> None:
        super().comincia_foglio()
        self._nuovo_foglio = True

    def riga(self, riga: Riga) -> None:
        self._prendi(riga)
        self._foglio = riga.foglio

    def _prendi(self, riga: Riga) -> None:
        if (trovata := intestazione(riga, (INDICATORI, AZIONI))) is not None:
            self._apri(*trovata)
        elif _TITOLI.fullmatch(riga.sola):
            self.aperta = None
        elif not (self._testa(riga) or self._voce(riga)):
            self._corpo(riga)

    def _corpo(self, riga: Riga) -> None:
        if self.aperta is None:
            self.registro.non_letta(riga)
        else:
            self.aperta.righe.append(riga)

    def _blocco(self, riga: Riga) -> Blocco:
        """The scheda a row belongs to: on a new sheet without a head of its own, a new one."""
        if not self.blocchi or (self._nuovo_foglio and riga.foglio != self._foglio):
            self.blocchi.append(Blocco(riga))
        self._nuovo_foglio = False
        return self.blocchi[-1]

    def _apri(self, modello: ModelloTabella, colonne: Colonne) -> None:
        blocco = self._blocco(colonne.riga)
        stessa = blocco.tabella(modello.genere)
        if stessa is None:
            stessa = Tabella(modello, colonne)
            blocco.tabelle.append(stessa)
        else:
            self.rileva_ripetute(colonne)
        self.aperta = stessa

    def _testa(self, riga: Riga) -> bool:
        """ "Scheda 3", "SCHEDA N. 3", "Scheda 3 - its title", "Scheda n" with the number in the next cell."""
        primo, *altri = riga.testi
        letta, con_titolo = _SCHEDA.fullmatch(normalizza(primo)), _SCHEDA_CON_TITOLO.fullmatch(primo)
        if con_titolo and not altri:
            blocco = Blocco(riga, con_titolo[1], {"titolo": con_titolo[2].strip()})
        elif letta and len(altri) < 2:
            blocco = Blocco(riga, (letta[3] or "".join(altri).strip()).upper())
        else:
            return False
        self.blocchi.append(blocco)
        self._nuovo_foglio = False
        self.aperta = None
        return True

    def _voce(self, riga: Riga) -> bool:
        """A label with its text beside it. A second objective without a "Scheda" above begins a scheda."""
        etichetta, *valori = riga.testi
        nome = next((nome for nome, forma in _VOCI if forma.fullmatch(normalizza(etichetta))), "")
        if not nome or len(valori) > 1 or (self.aperta is not None and nome != "titolo"):
            return False
        if nome == "titolo" and self.blocchi and "titolo" in self.blocchi[-1].righe:
            self.blocchi.append(Blocco(riga))
        blocco = self._blocco(riga)
        self.aperta = None
        blocco.righe[nome] = riga
        blocco.voci[nome] = valori[0] if valori else ""
        if nome == "titolo" and (anni := _TRIENNIO.search(etichetta)):
            blocco.triennio = tuple(range(int(anni[1]), int(anni[2]) + 1))
            blocco.obiettivo_di = normalizza(etichetta[: anni.start()])
        return True
