"""The composite rule: the conditions of one cell become one grade (DESIGN.md 3, domain.md 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from indicatori.motore.condizioni import TRAGUARDO, Condizione, Genere
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.numeri import percentuale_breve
from indicatori.motore.profilo import Profilo
from indicatori.motore.spiegazione import Spiegazione

_Somma = Callable[[Sequence[Fraction]], Fraction]


@dataclass(frozen=True, slots=True)
class _Gruppo:
    """Places of the conditions that are measured together; `termini` are the deadlines they must respect."""

    misure: tuple[int, ...]
    termini: tuple[int, ...] = ()


def componi(condizioni: list[Condizione], gradi: list[Grado], profilo: Profilo, *, tutto_congiunto: bool) -> Grado:
    """One grade out of the grades of a cell's conditions, in the same order.

    `tutto_congiunto` makes the first condition the deadline of all the others. Parts without a grade leave the mean
    and are named in the explanation; when all leave, the state says why.
    """
    if not gradi:
        return Grado(StatoGrado.NON_CALCOLABILE, None, Spiegazione("Non calcolabile: la previsione è vuota."))
    if len(gradi) == 1:
        return gradi[0]
    gruppi = _gruppi(condizioni, tutto_congiunto)
    somma = min if profilo.composta == "tutte" else _media
    stati = [_grado_gruppo(gruppo, gradi, somma) for gruppo in gruppi]
    valori = [stato for stato in stati if isinstance(stato, Fraction)]
    voci = tuple(voce for grado in gradi for voce in grado.spiegazione.voci)
    if not valori:
        stato = _stato_comune([stato for stato in stati if isinstance(stato, StatoGrado)])
        return Grado(stato, None, Spiegazione(f"{stato.etichetta.capitalize()}.", voci))
    totale = somma(valori)
    return Grado(StatoGrado.CALCOLATO, totale, Spiegazione(_conclusione(totale, gruppi, stati, profilo), voci))


def _gruppi(condizioni: list[Condizione], tutto_congiunto: bool) -> list[_Gruppo]:
    tutte = range(len(condizioni))
    if tutto_congiunto:
        return [_Gruppo(misure=tuple(tutte)[1:], termini=(0,))]
    termini = tuple(i for i in tutte if condizioni[i].genere is Genere.SCADENZA and not condizioni[i].etichetta)
    misure = tuple(i for i in tutte if i not in termini and _senza_nome(condizioni, i))
    if not termini or not misure:
        return [_Gruppo((i,)) for i in tutte]
    coppie = _a_coppie(termini, misure)
    if coppie:
        return [*coppie, *(_Gruppo((i,)) for i in tutte if i not in {*termini, *misure})]
    congiunte = {*termini, *misure}
    return [_Gruppo(misure, termini)] + [_Gruppo((i,)) for i in tutte if i not in congiunte]


def _a_coppie(termini: tuple[int, ...], misure: tuple[int, ...]) -> list[_Gruppo]:
    """ "90% entro settembre e 100% entro dicembre": each measure with the date beside it, when they alternate."""
    in_ordine = sorted([*termini, *misure])
    alternate = all((a in termini) != (b in termini) for a, b in pairwise(in_ordine))
    if len(termini) < 2 or len(termini) != len(misure) or not alternate:
        return []
    return [_Gruppo((misura,), (termine,)) for termine, misura in zip(termini, misure, strict=True)]


def _senza_nome(condizioni: list[Condizione], i: int) -> bool:
    """A milestone's label is its own text: beside deadlines only, it counts as unlabelled."""
    condizione = condizioni[i]
    if condizione.genere is Genere.SCADENZA:
        return False
    if condizione.sotto == TRAGUARDO:
        return sum(c.genere is not Genere.SCADENZA for c in condizioni) == 1
    return not condizione.etichetta


def _grado_gruppo(gruppo: _Gruppo, gradi: list[Grado], somma: _Somma) -> Fraction | StatoGrado:
    parti = [gradi[i] for i in (*gruppo.termini, *gruppo.misure)]
    if gruppo.termini and any(parte.valore is None for parte in parti):
        return _stato_comune([parte.stato for parte in parti if parte.valore is None])
    termini = [v for i in gruppo.termini if (v := gradi[i].valore) is not None]
    misure = [v for i in gruppo.misure if (v := gradi[i].valore) is not None]
    if not misure:
        return _stato_comune([parte.stato for parte in parti])
    return min([*termini, somma(misure)])


def _stato_comune(stati: list[StatoGrado]) -> StatoGrado:
    mancante = StatoGrado.NON_RENDICONTATO
    return mancante if mancante in stati else StatoGrado.NON_CALCOLABILE


def _media(valori: Sequence[Fraction]) -> Fraction:
    return sum(valori, Fraction(0)) / len(valori)


def _conclusione(totale: Fraction, gruppi: list[_Gruppo], stati: list[Fraction | StatoGrado], profilo: Profilo) -> str:
    valori = [stato for stato in stati if isinstance(stato, Fraction)]
    regola = "il peggiore" if profilo.composta == "tutte" else "media"
    testo = f"Grado {percentuale_breve(totale)}"
    if len(valori) > 1:
        testo += f": {regola} di {len(valori)} misure ({', '.join(map(percentuale_breve, valori))})"
    if any(gruppo.termini for gruppo in gruppi):
        testo += "; la misura vale solo se raggiunta entro il termine"
    esclusi = len(stati) - len(valori)
    if esclusi:
        testo += f"; {esclusi} {'misura esclusa' if esclusi == 1 else 'misure escluse'} perché senza grado"
    return testo + "."
