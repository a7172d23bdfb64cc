"""Years, codes and links of a plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from indicatori.motore.controlli.rilievo import Rilievo, accorcia, avvertenza, errore, luogo
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati

_TRIENNIO = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4}|\d{2})")


def controlla_struttura(piano: PianoDati) -> Iterator[Rilievo]:
    """Findings on the three years, repeated codes, azioni and links."""
    yield from _triennio(piano)
    yield from _codici(piano)
    for scheda in piano.schede:
        yield from _anni_scheda(piano, scheda)
        yield from _azioni(piano, scheda)
        yield from _legami(piano, scheda)
        yield from _responsabili(piano, scheda)


def triennio_di(testo: str) -> tuple[int, ...]:
    """The years of "2024-2026", "2024/26"; empty when the text is not a span of years."""
    trovato = _TRIENNIO.search(testo)
    if not trovato:
        return ()
    primo, ultimo = int(trovato[1]), int(trovato[2])
    ultimo = ultimo if ultimo > 99 else primo // 100 * 100 + ultimo
    return tuple(range(primo, ultimo + 1)) if primo <= ultimo < primo + 10 else ()


def _triennio(piano: PianoDati) -> Iterator[Rilievo]:
    primo = piano.triennio[0]
    if tuple(piano.triennio) != (primo, primo + 1, primo + 2):
        anni = ", ".join(map(str, piano.triennio))
        yield errore("E-TRIENNIO-NON-CONSECUTIVO", "Piano", f"Gli anni {anni} non sono tre anni consecutivi.")
    dichiarati = {s.triennio_dichiarato: s.codice for s in piano.schede if s.triennio_dichiarato}
    if len({triennio_di(testo) or testo for testo in dichiarati}) > 1:
        elenco = "; ".join(f"{testo} (scheda {codice})" for testo, codice in dichiarati.items())
        yield errore("E-TRIENNI-DIVERSI", "Piano", f"Le schede dichiarano trienni diversi: {elenco}.")


def _anni_scheda(piano: PianoDati, scheda: SchedaDati) -> Iterator[Rilievo]:
    usati = sorted({anno for i in scheda.indicatori for anno, testo in i.previsioni.items() if testo.strip()})
    dichiarati = triennio_di(scheda.triennio_dichiarato)
    colonne = {anno for i in scheda.indicatori for anno in i.previsioni} | set(usati)
    fuori = [anno for anno in sorted(colonne) if dichiarati and anno not in dichiarati]
    if fuori:
        anni = ", ".join(map(str, fuori))
        frase = f"La scheda dichiara il triennio {scheda.triennio_dichiarato}, ma ha previsioni per il {anni}."
        yield errore("E-TRIENNIO-ANNI-PREVISIONI", luogo(scheda), frase)
    for anno in usati:
        if anno not in piano.triennio and anno not in dichiarati:
            frase = f"Il {anno} non è un anno del piano."
            yield errore("E-ANNO-FUORI-TRIENNIO", luogo(scheda), frase)


def _codici(piano: PianoDati) -> Iterator[Rilievo]:
    yield from _ripetuti("Piano", "scheda", (scheda.codice for scheda in piano.schede))
    for scheda in piano.schede:
        yield from _ripetuti(luogo(scheda), "azione", (azione.numero for azione in scheda.azioni))
        yield from _ripetuti(luogo(scheda), "indicatore", (i.codice for i in scheda.indicatori))


def _ripetuti(dove: str, cosa: str, codici: Iterable[str]) -> Iterator[Rilievo]:
    for codice, volte in Counter(codici).items():
        if codice and volte > 1:
            yield errore("E-CODICE-RIPETUTO", dove, f"Il codice di {cosa} {codice} compare {volte} volte.")


def _azioni(piano: PianoDati, scheda: SchedaDati) -> Iterator[Rilievo]:
    numeri = {azione.numero for azione in scheda.azioni}
    con_azione = any(indicatore.azione for indicatore in scheda.indicatori)
    for indicatore in scheda.indicatori:
        if numeri and con_azione and not indicatore.azione:
            yield errore(
                "E-INDICATORE-SENZA-AZIONE", luogo(scheda, indicatore), "L'indicatore non dice di quale azione è."
            )
        elif indicatore.azione and indicatore.azione not in numeri:
            frase = f"L'indicatore è dell'azione {indicatore.azione}, che la scheda non ha."
            yield errore("E-AZIONE-SCONOSCIUTA", luogo(scheda, indicatore), frase)
    for azione in scheda.azioni:
        yield from _azione(piano, scheda, azione)


def _azione(piano: PianoDati, scheda: SchedaDati, azione: AzioneDati) -> Iterator[Rilievo]:
    dove = f"{luogo(scheda)}, azione {azione.numero}"
    suoi = [i for i in scheda.indicatori if i.azione == azione.numero]
    if not azione.anni and piano.famiglia != "piao":
        yield avvertenza("W-AZIONE-SENZA-ANNI", dove, "L'azione non è prevista in nessun anno.")
    misurabile = piano.famiglia == "schede" or (piano.famiglia == "albero" and piano.triennio[0] in azione.anni)
    if misurabile and not suoi:
        yield avvertenza("W-AZIONE-SENZA-INDICATORI", dove, "Nessun indicatore misura l'azione.")
    for indicatore in suoi if azione.anni else ():
        yield from _anni_non_previsti(scheda, azione, indicatore)
    yield from _anni_scoperti(piano, azione, suoi, dove)


def _anni_non_previsti(scheda: SchedaDati, azione: AzioneDati, indicatore: IndicatoreDati) -> Iterator[Rilievo]:
    for anno, testo in sorted(indicatore.previsioni.items()):
        if testo.strip() and anno not in azione.anni:
            frase = (
                f"«{accorcia(testo)}» è previsto per il {anno}, ma l'azione {azione.numero} non è prevista quell'anno."
            )
            yield avvertenza("W-TARGET-ANNO-NON-PREVISTO", luogo(scheda, indicatore, anno), frase)


def _anni_scoperti(piano: PianoDati, azione: AzioneDati, suoi: list[IndicatoreDati], dove: str) -> Iterator[Rilievo]:
    # the annual table of an albero gives only the first year's targets
    anni = [anno for anno in azione.anni if piano.famiglia != "albero" or anno == piano.triennio[0]]
    for anno in anni if suoi else ():
        if not any(indicatore.previsioni.get(anno, "").strip() for indicatore in suoi):
            frase = f"L'azione è prevista per il {anno}, ma nessun suo indicatore ha un valore atteso."
            yield avvertenza("W-ANNO-SENZA-TARGET", f"{dove}, anno {anno}", frase)


def _legami(piano: PianoDati, scheda: SchedaDati) -> Iterator[Rilievo]:
    noti = {o.codice for o in piano.obiettivi_strategici} | {o.titolo for o in piano.obiettivi_strategici}
    for codice in scheda.obiettivi_strategici:
        if codice not in noti:
            frase = f"L'obiettivo strategico {codice} non è tra quelli del piano."
            yield errore("E-OBIETTIVO-SCONOSCIUTO", luogo(scheda), frase)


def _responsabili(piano: PianoDati, scheda: SchedaDati) -> Iterator[Rilievo]:
    if piano.famiglia == "schede" and not scheda.responsabile.strip():
        yield avvertenza("W-SENZA-RESPONSABILE", luogo(scheda), "La scheda non ha un responsabile.")
    if any(indicatore.responsabili.strip() for indicatore in scheda.indicatori):
        for indicatore in scheda.indicatori:
            if not indicatore.responsabili.strip():
                frase = "L'indicatore non ha un responsabile, mentre gli altri sì."
                yield avvertenza("W-SENZA-RESPONSABILE", luogo(scheda, indicatore), frase)
    if piano.famiglia == "piao" and not scheda.testi.get("anno_primo_inserimento", "").strip():
        frase = "Manca l'anno in cui l'obiettivo è entrato nel piano."
        yield avvertenza("W-SENZA-ANNO-INSERIMENTO", luogo(scheda), frase)
