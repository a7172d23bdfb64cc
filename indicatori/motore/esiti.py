"""The arithmetic of each kind of condition, with its words: a raw share, before cap and rules (domain.md 2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicatori.motore.condizioni import Condizione, Genere, Verso
from indicatori.motore.descrizione import OPERATORI, descrivi_quantita
from indicatori.motore.formule import (
    UNO,
    ZERO,
    grado_da_base,
    grado_intervallo,
    grado_ritardo,
    grado_soglia,
    grado_variazione,
    operatore_effettivo,
    soddisfa,
)
from indicatori.motore.numeri import arrotonda, formatta_numero, percentuale_breve
from indicatori.motore.profilo import Profilo
from indicatori.motore.scostamenti import variazione
from indicatori.motore.valori import Valore, ammette_in_corso, data_di, numero_di

SENZA_NUMERO = (Genere.BOOLEANO, Genere.SCADENZA, Genere.QUALITATIVO)


@dataclass(frozen=True, slots=True)
class Contesto:
    """What a condition is scored against, besides its own text."""

    anno: int
    verso: Verso | None
    profilo: Profilo
    base: Decimal | None


@dataclass(frozen=True, slots=True)
class Esito:
    """A raw share of one with the arithmetic in words."""

    grado: Fraction
    calcolo: str


def esito_di(c: Condizione, v: Valore, contesto: Contesto) -> Esito:
    """The raw share reached by a complete result of a condition that can be computed."""
    if c.genere is Genere.SCADENZA and c.data is not None:
        return _esito_scadenza(c, v, contesto)
    if c.genere in SENZA_NUMERO:
        if v.in_corso and not v.fatto and ammette_in_corso(c):
            return Esito(contesto.profilo.in_corso, "in corso, non ancora realizzato")
        return _esito_fatto(c, v)
    numero = numero_di(c, v) or ZERO
    if c.genere is Genere.INTERVALLO:
        return _esito_intervallo(c, v, numero)
    return _esito_delta(c, numero, contesto) if c.genere is Genere.DELTA else _esito_soglia(c, v, numero, contesto)


def _esito_fatto(c: Condizione, v: Valore) -> Esito:
    fatto = v.fatto if v.fatto is not None else v.data is not None
    atteso = c.genere is not Genere.BOOLEANO or c.valore != 0
    return Esito(UNO if fatto is atteso else ZERO, "realizzato" if fatto else "non realizzato")


def _esito_scadenza(c: Condizione, v: Valore, contesto: Contesto) -> Esito:
    termine = data_di(c, contesto.anno)
    if v.fatto is False or v.data is None or termine is None:
        return Esito(ZERO, "non realizzato")
    giorni = (v.data - termine).days + (1 if c.operatore == "<" else 0)
    tolleranza = contesto.profilo.ritardo_giorni
    grado = grado_ritardo(giorni, tolleranza)
    if giorni <= 0:
        return Esito(grado, f"realizzato il {v.data:%d/%m/%Y}, entro il termine del {termine:%d/%m/%Y}")
    testo = f"realizzato il {v.data:%d/%m/%Y}, {_conta_giorni(giorni)} dopo il termine del {termine:%d/%m/%Y}"
    if tolleranza:
        testo += f": 1 - {giorni}/{tolleranza} = {percentuale_breve(grado)}"
    return Esito(grado, testo)


def _conta_giorni(giorni: int) -> str:
    return "un giorno" if giorni == 1 else f"{giorni} giorni"


def _esito_intervallo(c: Condizione, v: Valore, numero: Fraction) -> Esito:
    da, a = Fraction(c.valore or 0), Fraction(c.valore_max or 0)
    grado = grado_intervallo(numero, da, a)
    testo = f"{_risultato(c, v, numero)}, atteso tra {formatta_numero(da)} e {formatta_numero(a)}"
    if da <= numero <= a:
        return Esito(grado, f"{testo}: raggiunto")
    operatore, soglia = (">=", da) if numero < da else ("<=", a)
    return Esito(grado, f"{testo}: non raggiunto{_rapporto_in_parole(numero, operatore, soglia, grado)}")


def _esito_soglia(c: Condizione, v: Valore, numero: Fraction, contesto: Contesto) -> Esito:
    operatore, soglia = operatore_effettivo(c, contesto.verso), Fraction(c.valore or 0)
    grado = grado_soglia(numero, operatore, soglia)
    atteso = f"{OPERATORI[operatore]} {formatta_numero(soglia)}"
    testo = f"{_risultato(c, v, numero)}, atteso {atteso}{_nota_operatore(c, operatore, contesto.verso)}"
    cammino = _esito_da_base(testo, numero, operatore, soglia, contesto)
    if cammino:
        return cammino
    if soddisfa(numero, operatore, soglia):
        return Esito(grado, f"{testo}: raggiunto")
    if soglia <= 0:
        return Esito(grado, f"{testo}: non raggiunto, senza proporzione perché l'atteso non è sopra lo zero")
    return Esito(grado, f"{testo}: non raggiunto{_rapporto_in_parole(numero, operatore, soglia, grado)}")


def _esito_da_base(testo: str, numero: Fraction, operatore: str, soglia: Fraction, contesto: Contesto) -> Esito | None:
    """The way made from the baseline, where the profile counts it."""
    if not contesto.profilo.da_baseline or contesto.base is None:
        return None
    base = Fraction(contesto.base)
    grado = grado_da_base(numero, operatore, soglia, base)
    if grado is None:
        return None
    partenza = formatta_numero(base)
    calcolo = f"({formatta_numero(numero)} - {partenza}) / ({formatta_numero(soglia)} - {partenza})"
    return Esito(grado, f"{testo}, partenza {partenza}: {calcolo} = {percentuale_breve(grado)}")


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


def _esito_delta(c: Condizione, numero: Fraction, contesto: Contesto) -> Esito:
    base, attesa = contesto.base or Decimal(0), Fraction(c.valore or 0)
    # a relative change from 0 never comes here
    reale = variazione(c, numero, base) or ZERO
    operatore = c.operatore or ("<=" if attesa < 0 or not attesa and contesto.verso is Verso.DECRESCENTE else ">=")
    grado = grado_variazione(reale, operatore, attesa)
    differenza = f"{formatta_numero(numero)} - {formatta_numero(base)}"
    formula = f"({differenza}) / {formatta_numero(base)}" if c.unita == "%" else differenza
    testo = f"variazione {formula} = {_con_segno(reale, c.unita)}"
    return Esito(grado, f"{testo} rispetto a {_con_segno(attesa, c.unita)} atteso")


def _con_segno(valore: Fraction, unita: str | None) -> str:
    """A change with its sign: "+10 %", "-3"."""
    segno = "+" if valore > 0 else ""
    return (segno + formatta_numero(valore) + (f" {unita}" if unita else "")).strip()
