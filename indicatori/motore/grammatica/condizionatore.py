"""From nuclei with their words to conditions: labels cleaned, shared comparators, words of change."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from indicatori.motore.condizioni import SEGNAPOSTO, TRAGUARDO, Condizione, Genere
from indicatori.motore.grammatica.confronti import nucleo_delta
from indicatori.motore.grammatica.cursore import Cursore, Nucleo, Quantita
from indicatori.motore.grammatica.etichette import Disposizione, Posto, definito
from indicatori.motore.grammatica.gettoni import Tipo
from indicatori.motore.grammatica.lessico import (
    ARTICOLI,
    CALI,
    CONGIUNZIONI,
    CRESCITE,
    PREPOSIZIONI,
    PREPOSIZIONI_DA,
    PREPOSIZIONI_DI,
    RIMANDI,
    SIGLE_DI_RIMANDO,
)
from indicatori.motore.grammatica.segmenti import Segmento

_INIZIALI = (
    ARTICOLI
    | PREPOSIZIONI_DI
    | CONGIUNZIONI
    | frozenset(
        "si prevede stima previsto prevista previsti previste in nel nello nella nei nelle negli nell' a ad al".split()
    )
)
_VERSO_LIMITE = frozenset("a ad al alla ai all' fino entro sotto".split())
_PARTENZE = _VERSO_LIMITE | PREPOSIZIONI_DA
_CAMBIAMENTI = CRESCITE | CALI
_FINALI = PREPOSIZIONI | CONGIUNZIONI | ARTICOLI | {",", ":", "cui"}
_ATTESE = (("in", "base"), ("in", "attesa"))
_SIGLA_PIU_LUNGA = max(map(len, SIGLE_DI_RIMANDO))
_GENERI = {genere.value: genere for genere in Genere}
_DISTRIBUTIVI = ("per ogni ", "per ciascun", "per singol", "in ogni ", "in ciascun")


def condizioni_di(c: Cursore, d: Disposizione) -> list[Condizione]:
    """The conditions in the order of the text."""
    _condividi_operatori(d)
    if not d.liberi:
        return [_condizione(c, d, k) for k in range(len(d.posti))]
    posate = [(posto.nucleo.primo, _condizione(c, d, k)) for k, posto in enumerate(d.posti)]
    posate += [(s.primo, _qualitativa(c, s)) for s in d.liberi if _dice_qualcosa(c, s)]
    return [condizione for _, condizione in sorted(posate, key=lambda coppia: coppia[0])]


def _condividi_operatori(d: Disposizione) -> None:
    """One comparator for several counts: "almeno: 4 ... 2 ...", "almeno 2 ... e 3 ..."."""
    for a, b in pairwise(d.posti):
        uniti = a.nucleo.lista or b.coordinato
        soglie = a.nucleo.genere == b.nucleo.genere == "threshold" and a.nucleo.unita == b.nucleo.unita
        if uniti and soglie and b.nucleo.operatore is None:
            b.nucleo = replace(b.nucleo, operatore=a.nucleo.operatore, lista=a.nucleo.lista)


def _condizione(c: Cursore, d: Disposizione, k: int) -> Condizione:
    posto = d.posti[k]
    nucleo = _come_variazione(c, posto)
    etichetta = _etichetta(c, d, k, variazione=nucleo.genere == "delta")
    return Condizione(
        _GENERI[nucleo.genere],
        nucleo.operatore,
        nucleo.valore,
        nucleo.unita,
        nucleo.data,
        etichetta or None,
        nucleo.valore_max,
        nucleo.base,
    )


def _come_variazione(c: Cursore, posto: Posto) -> Nucleo:
    """ "Aumento di almeno 50", "Riduzione del 10%": the words before a threshold make it a change."""
    nucleo, s = posto.nucleo, posto.prima
    if nucleo.genere != "threshold" or s is None or nucleo.valore is None or (nucleo.unita or "").startswith("/"):
        return nucleo
    segno = _segno(c, s)
    if not segno or nucleo.base is not None and _verso_un_limite(c, nucleo):
        return nucleo
    if _verso_un_limite(c, nucleo):
        return replace(nucleo, operatore=nucleo.operatore or (">=" if segno > 0 else "<="))
    if c.chiavi[nucleo.primo - 1] == ":" or (nucleo.operatore and not _legato(c, s)):
        return nucleo
    quantita = Quantita(nucleo.valore, nucleo.unita, nucleo.dopo)
    return replace(nucleo_delta(nucleo.primo, quantita, nucleo.operatore, segno), base=nucleo.base)


def _segno(c: Cursore, s: Segmento) -> int:
    for i in range(s.dopo - 1, s.primo - 1, -1):
        if c.chiavi[i] in CRESCITE:
            return 1
        if c.chiavi[i] in CALI:
            return -1
    return 0


def _verso_un_limite(c: Cursore, nucleo: Nucleo) -> bool:
    """ "a 30 giorni", "entro 30 giorni", "dal 60% al 75%": the level to reach, not the change."""
    return c.chiavi[nucleo.primo - 1] in _VERSO_LIMITE or c.chiavi[nucleo.primo] in _PARTENZE


def _legato(c: Cursore, s: Segmento) -> bool:
    """The comparator belongs to the change: "riduzione di almeno", "aumento minimo del"."""
    return c.chiavi[s.dopo - 1] in PREPOSIZIONI_DI or c.chiavi[s.dopo - 1] in _CAMBIAMENTI


def _etichetta(c: Cursore, d: Disposizione, k: int, *, variazione: bool) -> str:
    posto = d.posti[k]
    nucleo = posto.nucleo
    if nucleo.genere == "deadline" and posto.prima is None and posto.dopo is None and k:
        return nucleo.etichetta or _ritmo_prima(c, d.posti[k - 1], posto)
    prima = "" if posto.prima is None else _testo_prima(c, posto, posto.prima)
    if prima and variazione and nucleo.genere != "delta":
        prima = _resto_di_variazione(c, posto.prima) if posto.prima else ""
    dopo = "" if posto.dopo is None else _testo_dopo(c, d, k, posto.dopo)
    propria = nucleo.etichetta or ""
    if nucleo.genere == "deadline" and propria:
        return f"{prima} {propria}".strip()
    return " ".join(parte for parte in (prima, propria, dopo) if parte)


def _testo_dopo(c: Cursore, d: Disposizione, k: int, s: Segmento) -> str:
    if _in_ellissi(c, d, k):
        return f"{_testa(c, d, k)} {_compatta(c.fetta(s.primo, s.dopo))}"
    return pulisci_etichetta(c, s, da_quantita=True, resta_di=d.posti[k].nucleo.genere == "frequency") + _coda(c, d, k)


def _ritmo_prima(c: Cursore, precedente: Posto, posto: Posto) -> str:
    """ "Verifica annuale entro maggio": what is due by the date is the whole of what stands before it."""
    if precedente.nucleo.genere != "frequency" or precedente.prima is None:
        return ""
    if precedente.nucleo.dopo != posto.nucleo.primo:
        return ""
    return _compatta(c.fetta(precedente.prima.primo, precedente.nucleo.dopo))


def _testo_prima(c: Cursore, posto: Posto, s: Segmento) -> str:
    """The words before; an action that only introduces a counted thing ("Attivazione di") is dropped."""
    if posto.dopo is not None and posto.nucleo.base is not None and _solo_cambiamento(c, s):
        return ""
    if posto.dopo is not None and c.chiavi[s.dopo - 1] in PREPOSIZIONI and posto.nucleo.genere != "frequency":
        if not definito(c, posto):
            return _resto_di_variazione(c, s)
        return _compatta(c.fetta(s.primo, s.dopo))
    return pulisci_etichetta(c, s)


def _solo_cambiamento(c: Cursore, s: Segmento) -> bool:
    """ "Aumento" before "da 12 a 15 posti"."""
    return s.dopo - s.primo == 1 and c.chiavi[s.primo] in _CAMBIAMENTI


def _resto_di_variazione(c: Cursore, s: Segmento) -> str:
    """Nothing, for an introduction; what changes, for "Riduzione dei tempi del"."""
    for i in range(s.primo, s.dopo):
        if c.chiavi[i] in _CAMBIAMENTI:
            return pulisci_etichetta(c, Segmento(i + 1, s.dopo)) or pulisci_etichetta(c, Segmento(s.primo, i))
    return ""


def pulisci_etichetta(c: Cursore, s: Segmento, *, da_quantita: bool = False, resta_di: bool = False) -> str:
    """The words of an item without leading articles and prepositions, trailing connectives, closing parenthesis.

    After a quantity "dal" and the like stay ("3 giorni dalla richiesta"), and "rispetto a ..." goes.
    """
    primo, dopo = s.primo, s.dopo
    if c.chiavi[primo] == "di" and c.chiavi[primo + 1] == "cui":
        primo += 2
    while primo < dopo and c.chiavi[primo] in _INIZIALI and not resta_di:
        primo += 1
    dopo = _taglia(c, primo, dopo) if da_quantita else dopo
    while dopo > primo and c.chiavi[dopo - 1] in _FINALI:
        dopo -= 1
    return _compatta(c.fetta(primo, dopo))


def _taglia(c: Cursore, primo: int, dopo: int) -> int:
    for i in range(primo, dopo):
        if c.chiavi[i] == "(" or (c.chiavi[i] == "rispetto" and c.chiavi[i + 1] in PREPOSIZIONI):
            return i
    return dopo


def _compatta(testo: str) -> str:
    """One line; guillemets around the whole go, as `descrivi` puts them there to keep a name whole."""
    pulito = " ".join(testo.split()).strip(" ,;:")
    pulito = pulito[:-1] if pulito[-1:] == ")" and "(" not in pulito else pulito
    return pulito[1:-1] if pulito[:1] == "«" and pulito.find("»") == len(pulito) - 1 else pulito


def _dice_qualcosa(c: Cursore, s: Segmento) -> bool:
    """False for crumbs such as "e", "(", "con"."""
    return any(
        gettone.tipo not in (Tipo.SIMBOLO, Tipo.CAPO) and gettone.chiave not in _FINALI
        for gettone in c.gettoni[s.primo : s.dopo]
    )


def _qualitativa(c: Cursore, s: Segmento) -> Condizione:
    return qualitativa(_compatta(c.fetta(s.primo, s.dopo)), rimandata(c, s.primo, s.dopo))


def qualitativa(etichetta: str, rinviata: bool) -> Condizione:
    """A milestone, or a placeholder when its definition is put off."""
    return Condizione(Genere.QUALITATIVO, etichetta=etichetta, sotto=SEGNAPOSTO if rinviata else TRAGUARDO)


def rimandata(c: Cursore, primo: int, dopo: int) -> bool:
    """True when the words put the target off: "da definire", "da stimare", "in attesa di"."""
    chiavi = c.chiavi[primo:dopo]
    if chiavi[:2] in _ATTESE or chiavi[-2:] == ("non", "disponibile"):
        return True
    if len(chiavi) <= _SIGLA_PIU_LUNGA and "".join(chiavi) in SIGLE_DI_RIMANDO:
        return True
    if RIMANDI.isdisjoint(chiavi):
        return False
    return any(
        chiave in RIMANDI and (k <= 1 and chiavi[0] == "da" or "inizio" in chiavi[max(0, k - 4) : k])
        for k, chiave in enumerate(chiavi)
    )


def _in_ellissi(c: Cursore, d: Disposizione, k: int) -> bool:
    """True for "3 di costo" after "2 misure di resa e"."""
    if not 0 < k < len(d.posti):
        return False
    questo, prima = d.posti[k].dopo, d.posti[k - 1].dopo
    return d.posti[k].coordinato and questo is not None and prima is not None and c.chiavi[questo.primo] == "di"


def _testa(c: Cursore, d: Disposizione, k: int) -> str:
    """The head noun that the coordinated quantity takes from the one before it."""
    prima = d.posti[k - 1].dopo
    return pulisci_etichetta(c, prima, da_quantita=True).split(" ")[0] if prima else ""


def _coda(c: Cursore, d: Disposizione, k: int) -> str:
    """What the next, coordinated quantity says of both: "per ogni lotto"."""
    if not _in_ellissi(c, d, k + 1):
        return ""
    seguente = d.posti[k + 1].dopo
    corpo = "" if seguente is None else _compatta(c.fetta(seguente.primo, seguente.dopo))
    inizi = [corpo.index(" " + parole) for parole in _DISTRIBUTIVI if " " + parole in corpo]
    return corpo[min(inizi) :] if inizi else ""
