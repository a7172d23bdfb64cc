"""What the readers of the three families share: rows one after the other, and the table that is open."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable

from indicatori.importazione.riconoscimento.intestazioni import Colonne, Tabella
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga

_PAGINA = re.compile(r"pag(ina)? [0-9]{1,4}( (di|su) [0-9]{1,4})?")


class LettoreDiRighe(ABC):
    """Reads the rows of one sheet after the other; a table does not go on from a sheet to the next."""

    def __init__(self, registro: Registro) -> None:
        self.registro = registro
        self.aperta: Tabella | None = None

    def leggi(self, righe: Iterable[Riga]) -> None:
        self.comincia_foglio()
        for riga in righe:
            if riga.di_trattini:
                self.registro.rileva("IMP-RIGA-DI-TRATTINI", "I", riga, "Riga di soli trattini, tolta.")
            elif _PAGINA.fullmatch(riga.sola):
                self.registro.rileva("IMP-NUMERO-DI-PAGINA", "I", riga, "Numero di pagina, tolto.")
            else:
                self.riga(riga)

    def comincia_foglio(self) -> None:
        self.aperta = None

    @abstractmethod
    def riga(self, riga: Riga) -> None:
        """Takes in one row that says something."""

    def rileva_ripetute(self, colonne: Colonne) -> None:
        messaggio = "Le intestazioni sono ripetute a metà tabella: la tabella continua."
        self.registro.rileva("IMP-INTESTAZIONE-RIPETUTA", "I", colonne.riga, messaggio)
