"""What a family's reader hands back, before code, body and title are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.risultati import RigaRisultato
from indicatori.motore.documento import ObiettivoStrategicoDati, SchedaDati


@dataclass(frozen=True, slots=True)
class Posto:
    """The row of a thing, and the columns of its fields."""

    riga: Riga
    colonne: Mapping[str, int] = field(default_factory=dict)

    def dove(self, campo: str = "") -> str:
        return self.riga.dove(self.colonne.get(campo))


@dataclass(slots=True)
class Bozza:
    """A plan as the document tells it. `posti` says where each scheda, azione and indicatore stands, by its `id`.

    `campi_assenti` are the fields of an indicatore that no table of the document has a column for.
    """

    famiglia: str
    titolo: str = ""
    primo_anno: int | None = None
    obiettivi_strategici: list[ObiettivoStrategicoDati] = field(default_factory=list)
    schede: list[SchedaDati] = field(default_factory=list)
    risultati: list[RigaRisultato] = field(default_factory=list)
    posti: dict[int, Posto] = field(default_factory=dict)
    campi_assenti: frozenset[str] = frozenset()
