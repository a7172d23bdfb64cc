"""What a family's reader hands back, before code, body and title are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.risultati import RigaRisultato
from indicatori.motore.documento import ObiettivoStrategicoDati, SchedaDati


@dataclass(slots=True)
class Bozza:
    """A plan as the document tells it. `righe` says on which row each scheda begins.

    `campi_assenti` are the fields of an indicatore that no table of the document has a column for.
    """

    famiglia: str
    titolo: str = ""
    primo_anno: int | None = None
    obiettivi_strategici: list[ObiettivoStrategicoDati] = field(default_factory=list)
    schede: list[SchedaDati] = field(default_factory=list)
    risultati: list[RigaRisultato] = field(default_factory=list)
    righe: dict[str, Riga] = field(default_factory=dict)
    campi_assenti: frozenset[str] = frozenset()
