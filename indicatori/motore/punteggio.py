"""Scoring: one condition, one previsione (DESIGN.md 3, domain.md 2). Never divides by a target of 0."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicatori.motore.composizione import componi
from indicatori.motore.condizioni import Condizione, Genere, Verso
from indicatori.motore.descrizione import descrivi
from indicatori.motore.esiti import SENZA_NUMERO, Contesto, esito_di
from indicatori.motore.formule import UNO, ZERO
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.inserimento import controlla_valore, leggi_valore, scrivi_valore
from indicatori.motore.numeri import percentuale_breve
from indicatori.motore.profilo import Profilo
from indicatori.motore.scostamenti import scostamento
from indicatori.motore.spiegazione import Spiegazione, VoceSpiegazione
from indicatori.motore.valori import (
    Valore,
    numero_di,
    segnaposto,
    tipo_campo,
    unita_campo,
)

__all__ = [
    "Grado",
    "Spiegazione",
    "StatoGrado",
    "Valore",
    "VoceSpiegazione",
    "controlla_valore",
    "grado_condizione",
    "grado_previsione",
    "leggi_valore",
    "scostamento",
    "scrivi_valore",
    "tipo_campo",
    "unita_campo",
]


def grado_condizione(
    c: Condizione,
    v: Valore | None,
    *,
    anno: int,
    verso: Verso | None,
    profilo: Profilo,
    base: Decimal | None = None,
    chiusa: bool = False,
) -> Grado:
    """The grade of one condition, a share of one in [0, profilo.tetto].

    `base` is the baseline for a delta that states none. A missing result is non_rendicontato while the
    rendicontazione is open and 0 once `chiusa`; a placeholder or a delta without baseline is non_calcolabile always.
    """
    contesto = Contesto(anno, verso, profilo, c.base if c.base is not None else base)
    impedimento = _impedimento(c, contesto)
    if impedimento:
        return _senza_grado(c, v, StatoGrado.NON_CALCOLABILE, impedimento)
    if v is None or _incompleto(c, v):
        return _mancante(c, v, chiusa)
    esito = esito_di(c, v, contesto)
    return _calcolato(c, v, *_con_regole(c, esito.grado, esito.calcolo, profilo))


def grado_previsione(
    condizioni: Sequence[Condizione],
    valori: Sequence[Valore | None],
    *,
    anno: int,
    verso: Verso | None,
    profilo: Profilo,
    base: Decimal | None = None,
    chiusa: bool = False,
    termine: date | None = None,
) -> Grado:
    """The grade of a whole cell, by the composite rule (DESIGN.md 3).

    Measures join by mean, or by the worst when the profile says "tutte"; an unlabelled deadline beside an unlabelled
    measure or a single milestone is joint: the measure must be met by the date. With `termine` (document family
    piao) the first condition is the step's own deadline, and everything else is joint to it.
    `valori` is parallel to `condizioni`; raises ValueError when it is not.
    """
    if len(condizioni) != len(valori):
        raise ValueError("Ogni condizione vuole il suo valore.")
    # the indicator's baseline is a level of its only measure; with more, nobody says of which
    sola = sum(c.genere in (Genere.SOGLIA, Genere.FREQUENZA, Genere.INTERVALLO) for c in condizioni) == 1
    gradi = [
        grado_condizione(
            c,
            v,
            anno=anno,
            verso=verso,
            profilo=profilo,
            base=base if sola or c.genere is Genere.DELTA else None,
            chiusa=chiusa,
        )
        for c, v in zip(condizioni, valori, strict=True)
    ]
    return componi(list(condizioni), gradi, profilo, tutto_congiunto=termine is not None)


def _impedimento(c: Condizione, contesto: Contesto) -> str:
    if segnaposto(c):
        return "la previsione è da definire: serve una rimodulazione con un valore atteso"
    if c.genere is Genere.DELTA and contesto.base is None:
        return "manca il valore di partenza (baseline)"
    if c.genere is Genere.DELTA and c.unita == "%" and contesto.base == 0:
        return "una variazione percentuale su un valore di partenza 0 non si può calcolare"
    if c.genere not in SENZA_NUMERO and c.valore is None:
        return "manca il valore atteso"
    if c.genere is Genere.INTERVALLO and c.valore_max is None:
        return "manca un estremo dell'intervallo"
    return ""


def _incompleto(c: Condizione, v: Valore) -> bool:
    tipo = tipo_campo(c)
    if tipo == "numero":
        return numero_di(c, v) is None
    if tipo == "data":
        return v.data is None and v.fatto is not False
    return v.fatto is None and v.data is None and not v.in_corso


def _mancante(c: Condizione, v: Valore | None, chiusa: bool) -> Grado:
    if chiusa:
        return _calcolato(c, v, ZERO, "nessun risultato inserito alla chiusura: 0 %")
    return _senza_grado(c, v, StatoGrado.NON_RENDICONTATO, "risultato non ancora inserito")


def _con_regole(c: Condizione, grado: Fraction, calcolo: str, profilo: Profilo) -> tuple[Fraction, str]:
    """Cap, on/off and minimum of the profile, said in words where they change the grade."""
    if c.genere in SENZA_NUMERO or c.genere is Genere.FREQUENZA:
        grado = min(grado, UNO)
    if grado > profilo.tetto:
        return profilo.tetto, calcolo
    if 0 < grado < 1 and not profilo.proporzionale and c.genere not in SENZA_NUMERO:
        return ZERO, f"{calcolo}; il profilo non ammette risultati parziali: 0 %"
    if 0 < grado < profilo.soglia_minima:
        soglia = percentuale_breve(profilo.soglia_minima)
        return ZERO, f"{calcolo}; sotto la soglia minima del {soglia}: 0 %"
    return grado, calcolo


def _calcolato(c: Condizione, v: Valore | None, grado: Fraction, calcolo: str) -> Grado:
    voce = _voce(c, v, calcolo=calcolo, grado=grado)
    return Grado(StatoGrado.CALCOLATO, grado, Spiegazione(f"Grado {percentuale_breve(grado)}.", (voce,)))


def _senza_grado(c: Condizione, v: Valore | None, stato: StatoGrado, motivo: str) -> Grado:
    voce = _voce(c, v, escluso=motivo)
    return Grado(stato, None, Spiegazione(f"{stato.etichetta.capitalize()}: {motivo}.", (voce,)))


def _voce(
    c: Condizione, v: Valore | None, *, calcolo: str = "", grado: Fraction | None = None, escluso: str = ""
) -> VoceSpiegazione:
    programmato = descrivi(c)
    consuntivo = "" if v is None else scrivi_valore(c, v)
    etichetta = c.etichetta or programmato
    return VoceSpiegazione(etichetta, programmato, consuntivo, calcolo, None, grado, escluso)
