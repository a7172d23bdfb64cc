"""The six tables of an objective of a PIAO and the summaries at the end, by their headings (domain.md 3.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicatori.importazione.riconoscimento.consuntivo import FORMA
from indicatori.importazione.riconoscimento.intestazioni import Colonne, ModelloTabella, Tabella, intestazione
from indicatori.importazione.riconoscimento.lettore import LettoreDiRighe
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga, pulita
from indicatori.importazione.riconoscimento.riunione import PARTI_MASSIME
from indicatori.importazione.riconoscimento.titolo import e_titolo_di_piano

TESTA = ModelloTabella(
    "testa",
    campi=(
        ("codice", r"cod|codice( obiettivo)?|n|numero( obiettivo)?"),
        ("titolo", r"titolo( (dell )?obiettivo)?|obiettivo|denominazione( obiettivo)?"),
        ("obiettivi_strategici", r"obiettivi strategic\w*( operativ\w*)?( collegati)?"),
        ("dimensioni_valore_pubblico", r"dimension[ei]( del| di)? valore pubblico"),
        ("aree_strategiche", r"are[ae] strategic\w*( di riferimento)?"),
        ("stakeholders", r"stakeholders?( coinvolti)?|portatori di interess[ei]"),
    ),
    bastano=frozenset({"stakeholders", "obiettivi_strategici", "aree_strategiche"}),
)
INCIDENZA = ModelloTabella(
    "incidenza",
    campi=(
        ("incidenza", r"incidenza.*"),
        ("anno_primo_inserimento", r"anno (di )?primo inserimento.*"),
    ),
    bastano=frozenset({"incidenza"}),
    minimo=1,
)
SITUAZIONE = ModelloTabella(
    "situazione",
    campi=(
        ("situazione_attuale", r"situazione (attuale|iniziale)"),
        ("criticita", r"criticita"),
        ("situazione_attesa", r"situazione (attesa|finale)"),
        ("vantaggi", r"vantaggi.*"),
        ("gruppo_partenza", r"situazione di partenza"),
        ("gruppo_benefici", r"benefici attesi"),
    ),
    bastano=frozenset({"situazione_attuale", "criticita", "gruppo_partenza"}),
)
PERCORSO = ModelloTabella(
    "percorso",
    campi=(
        ("descrizione_azioni", r"descrizione( sintetica)?( delle)? azioni|azioni( previste)?"),
        ("operatori", r"(categorie (di )?)?operatori.*|personale coinvolto"),
        ("costi", r"costi|risorse"),
        ("indicatore_generale", r"indicatore generale.*"),
    ),
    bastano=frozenset({"descrizione_azioni", "indicatore_generale"}),
)
STEP = ModelloTabella(
    "step",
    campi=(
        ("numero", r"(n |nr |numero )?(steps?|fas[ei])|n|nr|numero|cod|codice"),
        ("descrizione", r"descrizione( (dello |della )?(step|fase|attivita))?|attivita"),
        ("termine", r"termine( previsto)?|scadenza( prevista)?|data( (di )?(termine|scadenza|fine))?|entro( il)?"),
        ("kpi", r"kpi.*|key performance indicator.*|indicator[ei]( kpi| di risultato)?"),
        ("peso", r"peso( step)?( su)?( obiettivo)?|peso (dello step|della fase|in|percentuale)|ponderazione"),
        ("peso_anno", r"peso.* 20\d\d"),
        ("risultati", rf"({FORMA})( 20\d\d)?"),
    ),
    bastano=frozenset({"termine", "kpi"}),
    minimo=3,
)
INCROCIO = ModelloTabella(
    "incrocio",
    campi=(
        ("area", r"are[ae] strategic\w*"),
        ("obiettivo", r"obiettiv[oi] strategic[oi] operativ[oi]"),
        ("performance", r"obiettivi di performance"),
        ("peg", r"obiettivi di peg"),
    ),
    bastano=frozenset({"performance", "peg"}),
)
TAB = ModelloTabella(
    "tab",
    campi=(("codice", r"cod|codice"), ("obiettivo", r"obiettivo"), ("quota", r"obiettivo nel.*|incidenza.*")),
    bastano=frozenset({"quota"}),
)
MODELLI = (STEP, TESTA, SITUAZIONE, PERCORSO, INCROCIO, TAB, INCIDENZA)
_OBIETTIVO = re.compile(r"obiettivo (?:di |della )?(performance|peg)(?: (?:n )?\w{1,4})?")
_TITOLI = re.compile(r"percorso e metodo.*|sviluppo (dell )?obiettivo.*|tab(ella)?( \w)?|situazione di partenza.*")
_DI_VALORI = {"testa", "incidenza", "situazione", "percorso"}


@dataclass(slots=True)
class Obiettivo:
    """One objective as found: `tipo` is performance or peg, `quadri` its tables by kind."""

    riga: Riga
    tipo: str
    quadri: dict[str, Tabella] = field(default_factory=dict)


class Lettura(LettoreDiRighe):
    """Knows in which objective and in which table it is."""

    def __init__(self, registro: Registro) -> None:
        super().__init__(registro)
        self.obiettivi: list[Obiettivo] = []
        self.incroci: list[Tabella] = []
        self.incidenze: list[Tabella] = []
        self.titoli: list[Riga] = []
        self._tipo = "performance"

    def riga(self, riga: Riga) -> None:
        if letto := _OBIETTIVO.fullmatch(riga.sola):
            self._tipo = letto[1]
            self.aperta = None
        elif e_titolo_di_piano(riga):
            self._titolo(riga)
        elif (trovata := intestazione(riga, MODELLI)) is not None:
            self._apri(*trovata)
        elif _TITOLI.fullmatch(riga.sola):
            self.aperta = None
        elif self.aperta is None or (len(riga.celle) == 1 and self.aperta.righe and self._finita(riga)):
            self.registro.non_letta(riga)
        else:
            self.aperta.righe.append(riga)

    def _titolo(self, riga: Riga) -> None:
        self.titoli.append(riga)
        if self.obiettivi:
            self.registro.rileva("IMP-INTESTAZIONE-RIPETUTA", "I", riga, "Titolo ripetuto a inizio pagina, tolto.")

    def _finita(self, riga: Riga) -> bool:
        """A lone text in the first column of a table of rows is no row of it."""
        aperta = self.aperta
        return aperta is not None and aperta.modello.genere not in _DI_VALORI and min(riga.celle) == riga.margine

    def _apri(self, modello: ModelloTabella, colonne: Colonne) -> None:
        self.aperta = Tabella(modello, colonne)
        if modello is INCROCIO:
            self.incroci.append(self.aperta)
        if modello is TAB:
            self.incidenze.append(self.aperta)
        if modello in (INCROCIO, TAB):
            return
        if modello is TESTA or not self.obiettivi:
            self.obiettivi.append(Obiettivo(colonne.riga, self._tipo))
        quadri = self.obiettivi[-1].quadri
        prima = quadri.get(modello.genere)
        if prima is None:
            quadri[modello.genere] = self.aperta
            return
        if prima.righe and modello is STEP:
            self.rileva_ripetute(colonne)
        prima.colonne.posti |= colonne.posti
        self.aperta = prima


def valori(tabella: Tabella | None, registro: Registro) -> dict[str, str]:
    """The texts under the headings of a table of values: by column, or by order when the columns moved."""
    if tabella is None or not tabella.righe:
        return {}
    riga = tabella.righe[0]
    for altra in tabella.righe[1:PARTI_MASSIME]:
        riga = riga.con(altra)
    posti = {campo: posto for campo, posto in tabella.colonne.posti.items() if not campo.startswith("gruppo_")}
    campi = sorted(posti, key=posti.__getitem__)
    if set(riga.celle) <= set(posti.values()):
        return {campo: pulita(riga, posti[campo]) for campo in campi}
    return _spostati(riga, campi, posti, registro)


def _spostati(riga: Riga, campi: Sequence[str], posti: dict[str, int], registro: Registro) -> dict[str, str]:
    colonne = sorted(riga.celle)
    if len(colonne) == len(campi):
        messaggio = "I testi non sono sotto le loro intestazioni: sono letti nell'ordine."
        registro.rileva("IMP-COLONNE-SPOSTATE", "I", riga, messaggio)
        return {campo: pulita(riga, colonna) for campo, colonna in zip(campi, colonne, strict=True)}
    letti: dict[str, str] = {}
    if not campi:
        registro.non_letta(riga)
        return letti
    for colonna in colonne:
        vicino = min(campi, key=lambda campo: (abs(posti[campo] - colonna), posti[campo]))
        alternative = [(campo, campo.replace("_", " ")) for campo in (vicino, *campi)]
        domanda = f"«{pulita(riga, colonna)[:60]}» non è sotto un'intestazione: che cos'è?"
        scelto = registro.chiedi(riga, "campo", domanda, alternative, colonna=colonna)
        letti[scelto] = " ".join(filter(None, (letti.get(scelto, ""), pulita(riga, colonna))))
    return letti
