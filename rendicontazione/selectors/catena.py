"""The same indicator through the editions of the plan: what was asked, what was reached, where it was made easier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicatori.models import Indicatore, Previsione
from indicatori.motore.condizioni import Condizione, Genere, Verso
from indicatori.motore.gradi import Grado
from rendicontazione.calcolo import grado_che_conta
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Risultato
from rendicontazione.selectors.misure import Misura, misure_di

EDIZIONI = 20
MISURATI = (Genere.SOGLIA, Genere.FREQUENZA, Genere.DELTA)


@dataclass(frozen=True)
class Anello:
    """One year of one edition. `risultato`, `misure` and `grado` are empty for a year that was never measured.

    `ribassato` tells a target that asks less than the one of the year before it in the chain.
    """

    previsione: Previsione
    risultato: Risultato | None
    misure: tuple[Misura, ...]
    grado: Grado | None
    ribassato: bool


def catena_di(indicatore: Indicatore) -> list[Anello]:
    """The years of the editions before `indicatore`'s own, oldest first; one query per edition and two in all."""
    editi = _edizioni_prima(indicatore)
    if not editi:
        return []
    previsioni = (
        Previsione.objects.filter(indicatore__in=[uno.pk for uno in editi])
        .exclude(testo="")
        .select_related("indicatore__scheda__piano__ente")
        .order_by("anno", "indicatore__scheda__piano__primo_anno")
    )
    risultati = {
        uno.previsione_id: uno
        for uno in Risultato.objects.filter(
            previsione__indicatore__in=[uno.pk for uno in editi], periodo=Periodo.FINALE
        ).select_related("rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore__scheda")
    }
    return _anelli(list(previsioni), risultati)


def _edizioni_prima(indicatore: Indicatore) -> list[Indicatore]:
    """From the nearest to the farthest; a chain that closes on itself ends where it would begin again."""
    trovati: list[Indicatore] = []
    visti, seguente = {indicatore.pk}, indicatore.precedente_id
    while seguente is not None and seguente not in visti and len(trovati) < EDIZIONI:
        uno = Indicatore.objects.only("pk", "precedente_id").get(pk=seguente)
        visti.add(uno.pk)
        trovati.append(uno)
        seguente = uno.precedente_id
    return trovati


def _anelli(previsioni: Sequence[Previsione], risultati: dict[int, Risultato]) -> list[Anello]:
    anelli = []
    for n, previsione in enumerate(previsioni):
        prima = previsioni[n - 1] if n else None
        anelli.append(_anello(previsione, risultati.get(previsione.pk), prima))
    return anelli


def _anello(previsione: Previsione, risultato: Risultato | None, prima: Previsione | None) -> Anello:
    giu = prima is not None and ribassato(prima, previsione)
    if risultato is None or risultato.stato == StatoRisultato.DA_INSERIRE:
        return Anello(previsione, risultato, (), None, giu)
    anno = risultato.rendicontazione
    grado = grado_che_conta(risultato, anno.profilo.letto, chiusa=anno.chiusa)
    return Anello(previsione, risultato, tuple(misure_di(risultato)), grado, giu)


def ribassato_dopo(catena: Sequence[Anello], previsione: Previsione) -> bool:
    """True when `previsione` asks less than the last target of the chain that is not of a later year."""
    prime = [anello.previsione for anello in catena if anello.previsione.anno <= previsione.anno]
    return bool(prime) and ribassato(prime[-1], previsione)


def ribassato(prima: Previsione, dopo: Previsione) -> bool:
    """True when a measure that both targets have is easier in the later one, by the verso of its indicator."""
    verso = Verso(dopo.indicatore.verso)
    vecchie = [c for c in prima.lette if _misurata(c)]
    return any(
        _piu_facile(vecchia, nuova, verso)
        for nuova in dopo.lette
        if _misurata(nuova)
        for vecchia in vecchie
        if _confrontabili(vecchia, nuova, len(vecchie))
    )


def _misurata(c: Condizione) -> bool:
    return c.genere in MISURATI and c.valore is not None


def _confrontabili(a: Condizione, b: Condizione, quante: int) -> bool:
    stessa_misura = (a.genere, a.unita) == (b.genere, b.unita)
    return stessa_misura and (a.etichetta == b.etichetta or quante == 1)


def _piu_facile(vecchia: Condizione, nuova: Condizione, verso: Verso) -> bool:
    if vecchia.valore is None or nuova.valore is None:
        return False
    crescente = nuova.operatore in (">", ">=") or (nuova.operatore not in ("<", "<=") and verso is Verso.CRESCENTE)
    return nuova.valore < vecchia.valore if crescente else nuova.valore > vecchia.valore
