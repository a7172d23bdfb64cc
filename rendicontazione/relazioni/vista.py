"""What a document prints, as plain data: the plan, the body, the act and, with results, the outcome of one year.

Nothing here knows the database, the clock or the page: the same Vista always gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicatori.motore.documento import PianoDati
from rendicontazione.relazioni.di_chi_vista import DiChiVista
from rendicontazione.relazioni.fronte_vista import FronteVista, RimodulazioneVista
from rendicontazione.relazioni.grado_vista import GradoVista as GradoVista
from rendicontazione.relazioni.relazione_vista import RelazioneVista
from rendicontazione.relazioni.verbale_vista import VerbaleVista
from rendicontazione.relazioni.veste_vista import VesteVista

# One of the values of TipoDocumento.
Tipo = str

# Grows when a layout changes: equal data then make a new document instead of joining the old one.
IMPAGINAZIONE = 3


@dataclass(frozen=True, slots=True)
class AttoVista:
    """The act that approved the plan or the year; `dimostrativo` marks an invented one."""

    organo: str
    numero: str
    data: date
    allegato: str = ""
    dimostrativo: bool = False

    @property
    def testo(self) -> str:
        allegato = f" – Allegato {self.allegato}" if self.allegato else ""
        inventato = " (atto dimostrativo)" if self.dimostrativo else ""
        return f"{self.organo} n. {self.numero} del {self.data:%d/%m/%Y}{allegato}{inventato}"


@dataclass(frozen=True, slots=True)
class EsitoVista:
    """The result of one indicator in one year. `stato` is the label shown to people ("Confermato").

    `scostamento` is measured minus planned, signed and with its unit, "" where the two cannot be subtracted.
    `rendicontato` is False while nothing was handed in.
    """

    scheda: str
    indicatore: str
    anno: int
    testo: str = ""
    grado: Fraction | None = None
    fascia: str = ""
    motivo: str = ""
    nota: str = ""
    causa: str = ""
    fonte: str = ""
    stato: str = ""
    rendicontato: bool = True
    spiegazione: str = ""
    scostamento: str = ""


@dataclass(frozen=True, slots=True)
class AvanzamentoVista:
    """How far an objective has come up to the year over all its steps (domain.md 3.4), and what that is worth."""

    grado: GradoVista
    frase: str


@dataclass(frozen=True, slots=True)
class FaseVista:
    """One dated step of the year's cycle, for the Relazione."""

    nome: str
    data: date | None = None
    chi: str = ""


@dataclass(slots=True)
class Vista:
    """Everything one document may print. `anno` and the outcomes are absent in the plan itself.

    `schede` holds the grade of each scheda by its code, `totale` that of the body; `regole` are the scoring
    rules of the year as Italian sentences; `esito_anno` and `osservazioni` are the Nucleo's, in words. `data` dates
    the document: it comes from the act or from the validation, never from a clock. `atto_rimodulazione` is the last act
    that changed the plan, `rimodulazioni` are those that concern the year, `fronte` two versions side by side,
    `versione` the number of the version of the plan in force, None for a draft, `veste` how the body wants it to look;
    `relazione` is what only the Relazione prints, `avanzamenti` the progress over the years of the weighted objectives,
    `di_chi` whose sheet it is: then the plan and the outcomes are only those of that struttura or person.
    """

    piano: PianoDati
    ente: str
    ente_breve: str
    atto: AttoVista | None = None
    anno: int | None = None
    stato_anno: str = ""
    atto_anno: AttoVista | None = None
    esiti: dict[tuple[str, str, int], EsitoVista] = field(default_factory=dict)
    schede: dict[str, GradoVista] = field(default_factory=dict)
    totale: GradoVista | None = None
    fasi: tuple[FaseVista, ...] = ()
    regole: tuple[str, ...] = ()
    dimostrativo: bool = False
    esito_anno: str = ""
    osservazioni: str = ""
    verbale: VerbaleVista | None = None
    relazione: RelazioneVista | None = None
    avanzamenti: dict[str, AvanzamentoVista] = field(default_factory=dict)
    atto_rimodulazione: AttoVista | None = None
    rimodulazioni: tuple[RimodulazioneVista, ...] = ()
    fronte: FronteVista | None = None
    versione: int | None = None
    veste: VesteVista | None = None
    di_chi: DiChiVista | None = None

    @property
    def data(self) -> date | None:
        if self.verbale:
            return self.verbale.validata_il
        atto = self.atto_anno or self.atto
        return atto.data if atto else None

    def esito(self, scheda: str, indicatore: str, anno: int | None = None) -> EsitoVista | None:
        """The outcome in a year, in the year of the document when none is given."""
        return self.esiti.get((scheda, indicatore, anno if anno is not None else self.anno or 0))

    def in_json(self) -> dict[str, Any]:
        """Plain data with stable order: fractions as "n/d", dates as YYYY-MM-DD."""
        dati = {nome: _piano_semplice(getattr(self, nome)) for nome in _CAMPI}
        dati |= {nome: _piano_semplice(valore) for nome in _SE_CI_SONO if (valore := getattr(self, nome))}
        dati |= {"veste": self.veste.in_json()} if self.veste else {}
        dati["esiti"] = [_piano_semplice(self.esiti[chiave]) for chiave in sorted(self.esiti)]
        return dati


_CAMPI = (
    "piano", "ente", "ente_breve", "atto", "anno", "stato_anno", "atto_anno",
    "schede", "totale", "fasi", "regole", "dimostrativo",
)  # fmt: skip
# Absent where there are none: a plan that was never validated keeps the fingerprint of its documents.
_SE_CI_SONO = (
    "esito_anno", "osservazioni", "verbale", "atto_rimodulazione", "rimodulazioni", "fronte", "versione",
    "relazione", "avanzamenti", "di_chi",
)  # fmt: skip


def impronta_dei_dati(vista: Vista, tipo: Tipo, dati: dict[str, Any] | None = None) -> str:
    """The version of the data behind a document: sha256 of the canonical JSON, the kind and the layout.

    `dati` are `vista.in_json()` where they are at hand.
    """
    di_cosa = {"tipo": tipo, "impaginazione": IMPAGINAZIONE, "vista": dati or vista.in_json()}
    canonico = json.dumps(di_cosa, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonico.encode()).hexdigest()


def _piano_semplice(valore: Any) -> Any:
    if valore is None or isinstance(valore, str | int):
        return valore
    if isinstance(valore, list | tuple):
        return [_piano_semplice(figlio) for figlio in valore]
    if isinstance(valore, dict):
        return {str(chiave): _piano_semplice(figlio) for chiave, figlio in valore.items()}
    if isinstance(valore, Fraction | Decimal):
        return str(valore)
    if isinstance(valore, date):
        return valore.isoformat()
    return {campo.name: _piano_semplice(getattr(valore, campo.name)) for campo in fields(valore)}
