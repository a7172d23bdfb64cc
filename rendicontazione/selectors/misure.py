"""One result laid out part by part: what was asked, what was entered, how far they are (as texts)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.descrizione import descrivi
from indicatori.motore.inserimento import scrivi_valore
from indicatori.motore.numeri import formatta_numero
from indicatori.motore.scostamenti import scostamento
from indicatori.motore.valori import PUNTI_PERCENTUALI, Valore, segnaposto, unita_campo
from rendicontazione.calcolo import base_di
from rendicontazione.models import Risultato


@dataclass(frozen=True)
class Misura:
    """`scostamento` is signed, with its unit; "" where planned and actual cannot be subtracted."""

    numero: int
    lettura: str
    valore: str
    scostamento: str
    da_definire: bool


def misure_di(risultato: Risultato) -> list[Misura]:
    """The conditions of the target beside what was entered, in the order of the text."""
    return misure_dei_valori(risultato, risultato.letti)


def misure_dei_valori(risultato: Risultato, valori: Sequence[Valore | None]) -> list[Misura]:
    """As `misure_di`, for values that are not stored."""
    previsione = risultato.previsione
    base = base_di(previsione.indicatore)
    return [
        _misura(n, condizione, valore, previsione.anno, base)
        for n, (condizione, valore) in enumerate(zip(previsione.lette, valori, strict=True), start=1)
    ]


def _misura(n: int, condizione: Condizione, valore: Valore | None, anno: int, base: Decimal | None) -> Misura:
    scritto = scrivi_valore(condizione, valore) if valore else ""
    differenza = scostamento(condizione, valore, anno=anno, base=base) if valore else None
    testo = "" if differenza is None else _con_segno(condizione, differenza)
    return Misura(n, maiuscola(descrivi(condizione)), scritto, testo, segnaposto(condizione))


def maiuscola(testo: str) -> str:
    """The first letter capital, the others as they are."""
    return testo[:1].upper() + testo[1:]


def _con_segno(condizione: Condizione, differenza: Decimal) -> str:
    segno = "+" if differenza > 0 else ""
    return f"{segno}{formatta_numero(differenza)} {_unita(condizione, differenza)}".strip()


def _unita(condizione: Condizione, differenza: Decimal) -> str:
    if condizione.genere is Genere.SCADENZA:
        return "giorno" if abs(differenza) == 1 else "giorni"
    if condizione.genere is Genere.DELTA:
        return PUNTI_PERCENTUALI if condizione.unita in ("%", PUNTI_PERCENTUALI) else condizione.unita or ""
    unita = unita_campo(condizione)
    return PUNTI_PERCENTUALI if unita == "%" else "" if unita.startswith("/") else unita
