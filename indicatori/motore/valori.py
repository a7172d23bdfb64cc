"""What happened, as data: the actual value of one condition, and the field that asks for it."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from indicatori.motore.condizioni import SEGNAPOSTO, Condizione, Genere

TipoCampo = Literal["fatto", "data", "numero"]
PUNTI_PERCENTUALI = "punti percentuali"
_CAMPI_NUMERICI = ("numero", "numeratore", "denominatore")


@dataclass(frozen=True, slots=True)
class Valore:
    """An actual value: done or not, the day it was done, a number in the unit of the condition.

    `in_corso` is begun and not done, of a yes/no or a milestone: some profiles give it a part of the grade.
    A share may be given as `numeratore` / `denominatore` instead of `numero` (a percentage: 87.5 is 87,5 %).
    """

    fatto: bool | None = None
    data: date | None = None
    numero: Decimal | None = None
    numeratore: Decimal | None = None
    denominatore: Decimal | None = None
    in_corso: bool = False

    @property
    def vuoto(self) -> bool:
        """True when nothing was entered."""
        return self == Valore()

    def in_json(self) -> dict[str, Any]:
        """Plain data: date as YYYY-MM-DD, numbers as text, empty fields left out."""
        dati: dict[str, Any] = {}
        if self.fatto is not None:
            dati["fatto"] = self.fatto
        if self.in_corso:
            dati["in_corso"] = True
        if self.data is not None:
            dati["data"] = self.data.isoformat()
        for nome in _CAMPI_NUMERICI:
            if (numero := getattr(self, nome)) is not None:
                dati[nome] = str(numero)
        return dati

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Valore:
        """The inverse of `in_json`."""
        numeri = {nome: Decimal(str(dati[nome])) for nome in _CAMPI_NUMERICI if dati.get(nome) is not None}
        giorno = date.fromisoformat(dati["data"]) if dati.get("data") else None
        return cls(fatto=dati.get("fatto"), data=giorno, in_corso=bool(dati.get("in_corso")), **numeri)


def tipo_campo(c: Condizione) -> TipoCampo:
    """Which field asks for the result. A deadline tied to an event has no date to compare: done or not."""
    if c.genere is Genere.SCADENZA:
        return "data" if c.data else "fatto"
    return "fatto" if c.genere in (Genere.BOOLEANO, Genere.QUALITATIVO) else "numero"


def unita_campo(c: Condizione) -> str:
    """The unit to print beside the field, "" when there is none. A delta asks for the level reached."""
    if c.genere is Genere.FREQUENZA:
        return "volte"
    if c.genere is Genere.DELTA:
        return "%" if c.unita == PUNTI_PERCENTUALI else ""
    return {"EUR": "€"}.get(c.unita or "", c.unita or "")


def ammette_in_corso(c: Condizione) -> bool:
    """True for what may be begun and not done: a yes, a milestone."""
    return c.genere is Genere.QUALITATIVO or (c.genere is Genere.BOOLEANO and c.valore != 0)


def quota(c: Condizione) -> bool:
    """True when the condition is a share, so that numerator and denominator may be given."""
    return c.genere in (Genere.SOGLIA, Genere.INTERVALLO) and c.unita == "%"


def segnaposto(c: Condizione) -> bool:
    """True for a target still to be defined, which cannot be scored."""
    return c.genere is Genere.QUALITATIVO and c.sotto == SEGNAPOSTO


def fondo_scala(c: Condizione) -> Decimal | None:
    """4 for a condition on a scale "/4", None for any other."""
    if c.unita and c.unita.startswith("/"):
        return Decimal(c.unita[1:].replace(",", "."))
    return None


def numero_di(c: Condizione, v: Valore) -> Fraction | None:
    """The actual number in the unit of the condition; None when it was not entered or the divisor is 0."""
    if v.numero is not None:
        return Fraction(v.numero)
    if v.numeratore is None or not v.denominatore:
        return None
    rapporto = Fraction(v.numeratore) / Fraction(v.denominatore)
    if c.unita == "%":
        return rapporto * 100
    scala = fondo_scala(c)
    return rapporto * Fraction(scala) if scala else rapporto


def data_di(c: Condizione, anno: int) -> date | None:
    """The last good day of a deadline; `anno` completes a date without year. None when tied to an event."""
    if c.data is None:
        return None
    if len(c.data) > 5:
        return date.fromisoformat(c.data)
    mese, giorno = int(c.data[:2]), int(c.data[3:])
    # a reading made in another column's year may carry 29 February
    return date(anno, mese, 28 if (mese, giorno) == (2, 29) and not isleap(anno) else giorno)
