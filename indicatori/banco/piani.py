"""Plans of any size for the bench: the texts of real plans, taken in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati

PRIMO_ANNO = 2026
PER_SCHEDA = 50
PER_AZIONE = 5
_NUMERO = re.compile(r"(?<![\d/.,])[0-9]{1,3}(?![\d/.,])")


def piano_di_prova(codice: str, ente: str, campioni: Sequence[PianoDati], quanti: int, prefisso: str = "") -> PianoDati:
    """A plan of `quanti` indicators with three targets each; the codes of its schede begin with `prefisso`.

    From the second round of the texts on, their numbers grow.
    """
    triennio = (PRIMO_ANNO, PRIMO_ANNO + 1, PRIMO_ANNO + 2)
    piano = PianoDati(codice, ente, "schede", f"Piano di {quanti} indicatori", triennio)
    voci, testi = _voci(campioni), _testi(campioni)
    for numero in range(1, -(-quanti // PER_SCHEDA) + 1):
        in_questa = min(PER_SCHEDA, quanti - (numero - 1) * PER_SCHEDA)
        piano.schede.append(_scheda(f"{prefisso}{numero}", in_questa, triennio, voci, testi))
    return piano


def _scheda(
    codice: str, quanti: int, triennio: tuple[int, int, int], voci: Iterator[IndicatoreDati], testi: Iterator[str]
) -> SchedaDati:
    scheda = SchedaDati(codice, f"Scheda {codice}", responsabile=f"Responsabile della scheda {codice}")
    for numero in range(1, -(-quanti // PER_AZIONE) + 1):
        scheda.azioni.append(AzioneDati(str(numero), next(voci).descrizione, anni=triennio))
    for numero in range(quanti):
        voce = next(voci)
        scheda.indicatori.append(
            IndicatoreDati(
                codice=f"{codice}.{numero + 1}",
                descrizione=voce.descrizione,
                azione=str(numero // PER_AZIONE + 1),
                responsabili=voce.responsabili,
                previsioni={anno: next(testi) for anno in triennio},
            )
        )
    return scheda


def _voci(campioni: Sequence[PianoDati]) -> Iterator[IndicatoreDati]:
    tutte = [voce for piano in campioni for scheda in piano.schede for voce in scheda.indicatori]
    for _ in count():
        yield from tutte


def _testi(campioni: Sequence[PianoDati]) -> Iterator[str]:
    voci = [voce for piano in campioni for scheda in piano.schede for voce in scheda.indicatori]
    tutti = [testo for voce in voci for testo in voce.previsioni.values() if testo]
    for giro in count():
        for testo in tutti:
            yield _cresciuto(testo, giro) if giro else testo


def _cresciuto(testo: str, quanto: int) -> str:
    return _NUMERO.sub(lambda trovato: str(int(trovato[0]) + quanto), testo)
