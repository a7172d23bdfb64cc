"""Scoring: one condition, one previsione (DESIGN.md 3, domain.md 2). Never divides by a target of 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicatori.motore.composizione import componi
from indicatori.motore.condizioni import Condizione, Genere, Verso
from indicatori.motore.descrizione import OPERATORI, descrivi, descrivi_quantita
from indicatori.motore.formule import (
    UNO,
    ZERO,
    grado_intervallo,
    grado_ritardo,
    grado_soglia,
    grado_variazione,
    operatore_effettivo,
    soddisfa,
)
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.inserimento import controlla_valore, leggi_valore, scrivi_valore
from indicatori.motore.numeri import arrotonda, formatta_numero, percentuale_breve
from indicatori.motore.profilo import Profilo
from indicatori.motore.scostamenti import scostamento, variazione
from indicatori.motore.spiegazione import Spiegazione, VoceSpiegazione
from indicatori.motore.valori import (
    Valore,
    data_di,
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


@dataclass(frozen=True, slots=True)
class _Contesto:
    anno: int
    verso: Verso | None
    profilo: Profilo
    base: Decimal | None


@dataclass(frozen=True, slots=True)
class _Esito:
    """A raw share of one with the arithmetic in words; None when it cannot be computed, `calcolo` saying why."""

    grado: Fraction | None
    calcolo: str


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
    contesto = _Contesto(anno, verso, profilo, c.base if c.base is not None else base)
    impedimento = _impedimento(c, contesto)
    if impedimento:
        return _senza_grado(c, v, StatoGrado.NON_CALCOLABILE, impedimento)
    if v is None or _incompleto(c, v):
        return _mancante(c, v, chiusa)
    esito = _esito(c, v, contesto)
    if esito.grado is None:
        return _senza_grado(c, v, StatoGrado.NON_CALCOLABILE, esito.calcolo)
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
    gradi = [
        grado_condizione(c, v, anno=anno, verso=verso, profilo=profilo, base=base, chiusa=chiusa)
        for c, v in zip(condizioni, valori, strict=True)
    ]
    return componi(list(condizioni), gradi, profilo, tutto_congiunto=termine is not None)


def _impedimento(c: Condizione, contesto: _Contesto) -> str:
    if segnaposto(c):
        return "la previsione è da definire: serve una rimodulazione con un valore atteso"
    if c.genere is Genere.DELTA and contesto.base is None:
        return "manca il valore di partenza (baseline)"
    if c.genere is Genere.DELTA and c.unita == "%" and contesto.base == 0:
        return "una variazione percentuale su un valore di partenza 0 non si può calcolare"
    if c.genere not in _SENZA_NUMERO and c.valore is None:
        return "manca il valore atteso"
    if c.genere is Genere.INTERVALLO and c.valore_max is None:
        return "manca un estremo dell'intervallo"
    return ""


_SENZA_NUMERO = (Genere.BOOLEANO, Genere.SCADENZA, Genere.QUALITATIVO)


def _incompleto(c: Condizione, v: Valore) -> bool:
    tipo = tipo_campo(c)
    if tipo == "numero":
        return numero_di(c, v) is None
    if tipo == "data":
        return v.data is None and v.fatto is not False
    return v.fatto is None and v.data is None


def _mancante(c: Condizione, v: Valore | None, chiusa: bool) -> Grado:
    if chiusa:
        return _calcolato(c, v, ZERO, "nessun risultato inserito alla chiusura: 0 %")
    return _senza_grado(c, v, StatoGrado.NON_RENDICONTATO, "risultato non ancora inserito")


def _esito(c: Condizione, v: Valore, contesto: _Contesto) -> _Esito:
    if c.genere is Genere.SCADENZA and c.data is not None:
        return _esito_scadenza(c, v, contesto)
    if c.genere in _SENZA_NUMERO:
        return _esito_fatto(c, v)
    numero = numero_di(c, v) or ZERO
    if c.genere is Genere.INTERVALLO:
        return _esito_intervallo(c, v, numero)
    return _esito_delta(c, numero, contesto) if c.genere is Genere.DELTA else _esito_soglia(c, v, numero, contesto)


def _esito_fatto(c: Condizione, v: Valore) -> _Esito:
    fatto = v.fatto if v.fatto is not None else v.data is not None
    atteso = c.genere is not Genere.BOOLEANO or c.valore != 0
    return _Esito(UNO if fatto is atteso else ZERO, "realizzato" if fatto else "non realizzato")


def _esito_scadenza(c: Condizione, v: Valore, contesto: _Contesto) -> _Esito:
    termine = data_di(c, contesto.anno)
    if v.fatto is False or v.data is None or termine is None:
        return _Esito(ZERO, "non realizzato")
    giorni = (v.data - termine).days + (1 if c.operatore == "<" else 0)
    tolleranza = contesto.profilo.ritardo_giorni
    grado = grado_ritardo(giorni, tolleranza)
    if giorni <= 0:
        return _Esito(grado, f"realizzato il {v.data:%d/%m/%Y}, entro il termine del {termine:%d/%m/%Y}")
    testo = f"realizzato il {v.data:%d/%m/%Y}, {_conta_giorni(giorni)} dopo il termine del {termine:%d/%m/%Y}"
    if tolleranza:
        testo += f": 1 - {giorni}/{tolleranza} = {percentuale_breve(grado)}"
    return _Esito(grado, testo)


def _conta_giorni(giorni: int) -> str:
    return "un giorno" if giorni == 1 else f"{giorni} giorni"


def _esito_intervallo(c: Condizione, v: Valore, numero: Fraction) -> _Esito:
    da, a = Fraction(c.valore or 0), Fraction(c.valore_max or 0)
    grado = grado_intervallo(numero, da, a)
    testo = f"{_risultato(c, v, numero)}, atteso tra {formatta_numero(da)} e {formatta_numero(a)}"
    if da <= numero <= a:
        return _Esito(grado, f"{testo}: raggiunto")
    operatore, soglia = (">=", da) if numero < da else ("<=", a)
    return _Esito(grado, f"{testo}: non raggiunto{_rapporto_in_parole(numero, operatore, soglia, grado)}")


def _esito_soglia(c: Condizione, v: Valore, numero: Fraction, contesto: _Contesto) -> _Esito:
    operatore, soglia = operatore_effettivo(c, contesto.verso), Fraction(c.valore or 0)
    grado = grado_soglia(numero, operatore, soglia)
    atteso = f"{OPERATORI[operatore]} {formatta_numero(soglia)}"
    testo = f"{_risultato(c, v, numero)}, atteso {atteso}{_nota_operatore(c, operatore, contesto.verso)}"
    if soddisfa(numero, operatore, soglia):
        return _Esito(grado, f"{testo}: raggiunto")
    if soglia <= 0:
        return _Esito(grado, f"{testo}: non raggiunto, senza proporzione perché l'atteso non è sopra lo zero")
    return _Esito(grado, f"{testo}: non raggiunto{_rapporto_in_parole(numero, operatore, soglia, grado)}")


def _risultato(c: Condizione, v: Valore, numero: Fraction) -> str:
    """The actual value, with the division it comes from."""
    if v.numero is None and v.numeratore is not None and v.denominatore is not None:
        divisione = f"{formatta_numero(v.numeratore)} / {formatta_numero(v.denominatore)}"
        return f"risultato {divisione} = {descrivi_quantita(arrotonda(numero, 2), c.unita)}"
    return f"risultato {formatta_numero(numero)}"


def _rapporto_in_parole(numero: Fraction, operatore: str, soglia: Fraction, grado: Fraction) -> str:
    if operatore == "=":
        return f", 1 - |{formatta_numero(numero)} - {formatta_numero(soglia)}| / {formatta_numero(soglia)}"
    sopra, sotto = (numero, soglia) if operatore in (">=", ">") else (soglia, numero)
    if operatore in "<>" and sopra >= sotto * Fraction(99, 100):
        return ", un valore uguale o vicinissimo non basta: al massimo 99 %"
    return f", {formatta_numero(sopra)} / {formatta_numero(sotto)} = {percentuale_breve(grado)}"


def _nota_operatore(c: Condizione, operatore: str, verso: Verso | None) -> str:
    if c.operatore == ">" and operatore == ">=":
        return " (una quota non supera il 100 %: letto come almeno)"
    if c.operatore is None and verso is None and c.genere is not Genere.FREQUENZA:
        return " (verso non indicato: più è meglio)"
    return ""


def _esito_delta(c: Condizione, numero: Fraction, contesto: _Contesto) -> _Esito:
    base, attesa = contesto.base or Decimal(0), Fraction(c.valore or 0)
    reale = variazione(c, numero, base)
    if reale is None:
        return _Esito(None, "una variazione percentuale su un valore di partenza 0 non si può calcolare")
    operatore = c.operatore or ("<=" if attesa < 0 or not attesa and contesto.verso is Verso.DECRESCENTE else ">=")
    grado = grado_variazione(reale, operatore, attesa)
    differenza = f"{formatta_numero(numero)} - {formatta_numero(base)}"
    formula = f"({differenza}) / {formatta_numero(base)}" if c.unita == "%" else differenza
    testo = f"variazione {formula} = {_con_segno(reale, c.unita)}"
    return _Esito(grado, f"{testo} rispetto a {_con_segno(attesa, c.unita)} atteso")


def _con_segno(valore: Fraction, unita: str | None) -> str:
    """A change with its sign: "+10 %", "-3"."""
    segno = "+" if valore > 0 else ""
    return (segno + formatta_numero(valore) + (f" {unita}" if unita else "")).strip()


def _con_regole(c: Condizione, grado: Fraction, calcolo: str, profilo: Profilo) -> tuple[Fraction, str]:
    """Cap, on/off and minimum of the profile, said in words where they change the grade."""
    if c.genere in _SENZA_NUMERO or c.genere is Genere.FREQUENZA:
        grado = min(grado, UNO)
    if grado > profilo.tetto:
        return profilo.tetto, calcolo
    if 0 < grado < 1 and not profilo.proporzionale and c.genere is not Genere.SCADENZA:
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
