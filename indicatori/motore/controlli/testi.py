"""Texts: copied between objectives, written in several ways, soiled by other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicatori.motore.controlli.rilievo import Rilievo, accorcia, avvertenza, informazione, luogo
from indicatori.motore.documento import PianoDati, SchedaDati

_MINIMO_COPIA = 40
# these texts say the same by nature: lists of stakeholders, dimensions, areas
_COMUNI = frozenset(
    {"stakeholders", "dimensioni_valore_pubblico", "aree_strategiche", "anno_primo_inserimento", "operatori"}
)
_HTML = re.compile(r"</?[a-z][^>]*>|&[a-z]+;|\$[^$]*\\[a-z]+", re.IGNORECASE)
_SI = re.compile(r"s[iì]'?", re.IGNORECASE)


def controlla_testi(piano: PianoDati) -> Iterator[Rilievo]:
    """Findings on the wording of the whole plan."""
    yield from _copiati(piano)
    yield from _si_vari(piano)
    for scheda in piano.schede:
        yield from _html(scheda)


def _copiati(piano: PianoDati) -> Iterator[Rilievo]:
    prime: dict[tuple[str, str], SchedaDati] = {}
    for scheda in piano.schede:
        for chiave, testo in scheda.testi.items():
            pulito = " ".join(testo.split())
            if chiave in _COMUNI or len(pulito) < _MINIMO_COPIA:
                continue
            prima = prime.setdefault((chiave, pulito), scheda)
            if prima is not scheda:
                voce = chiave.replace("_", " ")
                frase = f"Il testo «{voce}» è identico a quello della scheda {prima.codice}: «{accorcia(pulito)}»."
                yield avvertenza("W-TESTO-COPIATO", luogo(scheda), frase)


def _si_vari(piano: PianoDati) -> Iterator[Rilievo]:
    celle = (testo.strip() for s in piano.schede for i in s.indicatori for testo in i.previsioni.values())
    forme = sorted({cella for cella in celle if _SI.fullmatch(cella)})
    if len(forme) > 1:
        elenco = ", ".join(f"«{forma}»" for forma in forme)
        yield informazione("I-MAIUSCOLE", "Piano", f"Lo stesso valore è scritto in più modi: {elenco}.")


def _html(scheda: SchedaDati) -> Iterator[Rilievo]:
    for azione in scheda.azioni:
        if _HTML.search(azione.descrizione + " " + azione.risultato_atteso):
            dove = f"{luogo(scheda)}, azione {azione.numero}"
            yield informazione("I-HTML", dove, "Il testo contiene segni di un altro programma (HTML o LaTeX).")
    for indicatore in scheda.indicatori:
        testi = [indicatore.descrizione, indicatore.algoritmo, indicatore.note, *indicatore.previsioni.values()]
        if _HTML.search(" ".join(testi)):
            frase = "Il testo contiene segni di un altro programma (HTML o LaTeX)."
            yield informazione("I-HTML", luogo(scheda, indicatore), frase)
