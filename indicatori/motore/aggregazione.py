"""From indicators to azione, scheda and ente: weighted means, renormalised, with their coverage (domain.md 2, 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.numeri import formatta_numero, percentuale_breve
from indicatori.motore.spiegazione import Spiegazione, VoceSpiegazione


@dataclass(frozen=True, slots=True)
class Copertura:
    """How many indicators have a grade, out of how many; the neutralised ones are in the total and told apart."""

    valutati: int
    totale: int
    neutralizzati: int = 0

    @property
    def completa(self) -> bool:
        """True when nothing but neutralised indicators lacks a grade."""
        return self.valutati + self.neutralizzati == self.totale

    @property
    def testo(self) -> str:
        """ "12 di 15" """
        return f"{self.valutati} di {self.totale}"

    def in_json(self) -> dict[str, int]:
        return {"valutati": self.valutati, "totale": self.totale, "neutralizzati": self.neutralizzati}


@dataclass(frozen=True, slots=True)
class Voce:
    """A child with its weight (any unit: only proportions count)."""

    etichetta: str
    grado: Grado | Aggregato
    peso: Fraction = Fraction(1)
    neutralizzata: bool = False
    chiave: str = ""


@dataclass(frozen=True, slots=True)
class Aggregato:
    """The grade of a parent, its coverage in indicators, and the children it was made of."""

    nome: str
    grado: Grado
    copertura: Copertura
    voci: tuple[Voce, ...] = ()

    @property
    def valore(self) -> Fraction | None:
        return self.grado.valore

    @property
    def stato(self) -> StatoGrado:
        return self.grado.stato

    def in_json(self) -> dict[str, Any]:
        """Plain data for the snapshot, without the children."""
        return {"nome": self.nome, "grado": self.grado.in_json(), "copertura": self.copertura.in_json()}


def aggrega(nome: str, voci: Sequence[Voce]) -> Aggregato:
    """Weighted mean of the children that have a grade.

    Neutralised, non calcolabili, non rendicontati and non valutabili children leave, and the weights of the rest are
    renormalised; when all leave (or all weights are 0) the parent is non_valutabile, never 0.
    Raises ValueError for a negative weight.
    """
    if any(voce.peso.numerator < 0 for voce in voci):
        raise ValueError("Un peso non può essere negativo.")
    totale = sum((voce.peso for voce in voci if _conta(voce)), Fraction(0))
    passi = tuple(_passo(voce, totale) for voce in voci)
    return Aggregato(nome, _grado(nome, voci, totale, passi), _copertura(voci), tuple(voci))


def avanzamento(nome: str, voci: Sequence[Voce]) -> Aggregato:
    """Progress over all the years: sum of weight x grade over the sum of all weights (domain.md 3.4).

    Unlike `aggrega`, a step without a grade yet counts as way still to make; only the neutralised ones leave.
    Raises ValueError for a negative weight.
    """
    if any(voce.peso.numerator < 0 for voce in voci):
        raise ValueError("Un peso non può essere negativo.")
    presenti = [voce for voce in voci if not _neutralizzata(voce)]
    totale = sum((voce.peso for voce in presenti), Fraction(0))
    passi = tuple(_passo(voce, totale) if _conta(voce) or _neutralizzata(voce) else _da_fare(voce) for voce in voci)
    if not totale:
        spiegazione = Spiegazione(f"{nome}: nessuno step con un peso.", passi)
        return Aggregato(nome, Grado(StatoGrado.NON_VALUTABILE, None, spiegazione), _copertura(voci), tuple(voci))
    fatto = sum((voce.peso * (_grado_di(voce).valore or 0) for voce in presenti), Fraction(0)) / totale
    testo = f"{nome}: avanzamento {percentuale_breve(fatto)} sul totale di tutti gli anni."
    grado = Grado(StatoGrado.CALCOLATO, fatto, Spiegazione(testo, passi))
    return Aggregato(nome, grado, _copertura(voci), tuple(voci))


def pesi_anno(passi: Sequence[tuple[str, Decimal, date]], anno: int) -> dict[str, Fraction]:
    """Weight of each step due in `anno`, exact, in hundredths (16.67 is 50/3) like the step's own weight.

    `passi` are (chiave, peso, termine) of one objective; steps due in other years are left out.
    Rule of document 003: peso(s) / sum of peso(t) with termine in the year (domain.md 3.4).
    """
    dovuti = [(chiave, Fraction(peso)) for chiave, peso, termine in passi if termine.year == anno]
    totale = sum((peso for _, peso in dovuti), Fraction(0))
    return {chiave: peso / totale * 100 if totale else Fraction(0) for chiave, peso in dovuti}


def _grado_di(voce: Voce) -> Grado:
    return voce.grado.grado if isinstance(voce.grado, Aggregato) else voce.grado


def _neutralizzata(voce: Voce) -> bool:
    return voce.neutralizzata or _grado_di(voce).stato is StatoGrado.NEUTRALIZZATO


def _conta(voce: Voce) -> bool:
    return not voce.neutralizzata and _grado_di(voce).valore is not None


def _grado(nome: str, voci: Sequence[Voce], totale: Fraction, passi: tuple[VoceSpiegazione, ...]) -> Grado:
    if not totale:
        testo = f"{nome}: non valutabile, nessuna voce con un grado e un peso."
        return Grado(StatoGrado.NON_VALUTABILE, None, Spiegazione(testo, passi))
    somma = sum((voce.peso * (_grado_di(voce).valore or 0) for voce in voci if _conta(voce)), Fraction(0))
    valore = somma / totale
    return Grado(StatoGrado.CALCOLATO, valore, Spiegazione(_conclusione(nome, valore, voci), passi))


def _conclusione(nome: str, valore: Fraction, voci: Sequence[Voce]) -> str:
    contate = [voce for voce in voci if _conta(voce)]
    uguali = len({voce.peso for voce in contate}) == 1
    media = "media con pesi uguali" if uguali else "media pesata"
    testo = f"{nome}: {percentuale_breve(valore)}, {media} di {len(contate)} {_voci(len(contate))} su {len(voci)}"
    esclusi = len(voci) - len(contate)
    if not esclusi:
        return testo + "."
    frase = "una voce esclusa" if esclusi == 1 else f"{esclusi} voci escluse"
    return f"{testo}; {frase}, i pesi delle altre sono riportati a 100."


def _voci(numero: int) -> str:
    return "voce" if numero == 1 else "voci"


def _passo(voce: Voce, totale: Fraction) -> VoceSpiegazione:
    grado = _grado_di(voce)
    if not _conta(voce):
        motivo = "neutralizzato" if voce.neutralizzata else grado.stato.etichetta
        return VoceSpiegazione(voce.etichetta, peso=voce.peso, grado=grado.valore, escluso=f"escluso, {motivo}")
    valore, quota = grado.valore or Fraction(0), voce.peso / totale if totale else Fraction(0)
    calcolo = f"{percentuale_breve(valore)} × {formatta_numero(quota, 4)} = {percentuale_breve(valore * quota)}"
    return VoceSpiegazione(voce.etichetta, calcolo=calcolo, peso=voce.peso, grado=valore)


def _da_fare(voce: Voce) -> VoceSpiegazione:
    return VoceSpiegazione(voce.etichetta, calcolo="senza grado finora, conta 0 %", peso=voce.peso)


def _copertura(voci: Sequence[Voce]) -> Copertura:
    parti = [_copertura_di(voce) for voce in voci]
    return Copertura(
        sum(parte.valutati for parte in parti),
        sum(parte.totale for parte in parti),
        sum(parte.neutralizzati for parte in parti),
    )


def _copertura_di(voce: Voce) -> Copertura:
    if isinstance(voce.grado, Aggregato):
        figli = voce.grado.copertura
        return Copertura(0, figli.totale, figli.totale) if voce.neutralizzata else figli
    if voce.neutralizzata or voce.grado.stato is StatoGrado.NEUTRALIZZATO:
        return Copertura(0, 1, 1)
    return Copertura(int(voce.grado.valore is not None), 1)
