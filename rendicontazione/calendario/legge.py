"""The dates that the law sets for the cycle of one year. Pure: no clock, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

GIORNI_DAL_BILANCIO = 30
ARTICOLO_PIANO = "D.Lgs. 150/2009, art. 10, c. 1, lett. a"
ARTICOLO_RELAZIONE = "D.Lgs. 150/2009, art. 10, c. 1, lett. b"
ARTICOLO_PIAO = "D.L. 80/2021, art. 6; D.M. 132/2022, artt. 7 e 8"


class Adempimento(TextChoices):
    PIANO = "piano", "Piano della performance"
    PIAO = "piao", "PIAO"
    RELAZIONE = "relazione", "Relazione sulla performance"

    @property
    def titolo_del_motivo(self) -> str:
        """The title of the row of Scadenza that keeps the reason of a delay."""
        return f"Motivo del ritardo: {self.label}"

    @classmethod
    def titoli_dei_motivi(cls) -> list[str]:
        return [voce.titolo_del_motivo for voce in cls]


@dataclass(frozen=True)
class Termine:
    """A date of the law: `fonte` is the article, `regola` the rule in words."""

    adempimento: Adempimento
    data: date
    fonte: str
    regola: str


def termine(adempimento: Adempimento, anno: int, bilancio: date | None = None) -> Termine:
    """When the duty of the cycle of `anno` is due; `bilancio` is the day on which the budget was approved.

    D.Lgs. 150/2009, art. 10, c. 1: the plan by 31 January, the relazione by 30 June of the year after.
    D.M. 132/2022, art. 8: when the budget is late, the PIAO is due 30 days after it.
    """
    if adempimento == Adempimento.RELAZIONE:
        regola = "Approvata e pubblicata entro il 30 giugno dell'anno dopo, con i risultati a consuntivo."
        return Termine(adempimento, date(anno + 1, 6, 30), ARTICOLO_RELAZIONE, regola)
    ordinario = date(anno, 1, 31)
    if adempimento == Adempimento.PIANO:
        return Termine(adempimento, ordinario, ARTICOLO_PIANO, "Adottato e pubblicato entro il 31 gennaio.")
    dopo_il_bilancio = bilancio + timedelta(days=GIORNI_DAL_BILANCIO) if bilancio else ordinario
    if bilancio is None or dopo_il_bilancio <= ordinario:
        regola = "Adottato entro il 31 gennaio, o entro 30 giorni dal bilancio se il bilancio è in ritardo."
        return Termine(adempimento, ordinario, ARTICOLO_PIAO, regola)
    regola = f"Entro 30 giorni dal bilancio, approvato il {bilancio:%d/%m/%Y} in ritardo sul 31 gennaio."
    return Termine(adempimento, dopo_il_bilancio, ARTICOLO_PIAO, regola)
