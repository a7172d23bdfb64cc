"""Which indicator of this edition is the one of the edition before: the same words, or nearly (domain.md 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import transaction

from indicatori.models import Indicatore
from indicatori.scorrimento.permissions import controlla_puo_collegare
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi

# domain.md 3.6: the nine chains of the two editions of document 001 and 000 lie above this likeness.
SOGLIA = 0.72


@dataclass(frozen=True)
class Legame:
    """An indicator and the one proposed as its predecessor; `certo` when a person or a scorrimento said so."""

    indicatore: Indicatore
    precedente: Indicatore | None
    somiglianza: float
    certo: bool


def legami_di(piano: Piano) -> list[Legame]:
    """Every indicator of the plan with its predecessor, known or proposed, best likeness first served."""
    if piano.precedente is None:
        return []
    nuovi = indicatori_di(piano)
    noti = {voce.precedente_id for voce in nuovi if voce.precedente_id}
    liberi = [voce for voce in indicatori_di(piano.precedente) if voce.pk not in noti]
    proposti = _accoppia([voce for voce in nuovi if voce.precedente_id is None], liberi)
    return [_legame(voce, proposti) for voce in nuovi]


def indicatori_di(piano: Piano | None) -> list[Indicatore]:
    """The indicators of a plan in its order; none without a plan."""
    indicatori = Indicatore.objects.filter(scheda__piano=piano).select_related("scheda", "precedente__scheda")
    return list(indicatori.order_by("scheda__ordine", "ordine"))


def _legame(voce: Indicatore, proposti: dict[int, tuple[Indicatore, float]]) -> Legame:
    if voce.precedente is not None:
        return Legame(voce, voce.precedente, 1.0, certo=True)
    trovato, somiglianza = proposti.get(voce.pk, (None, 0.0))
    return Legame(voce, trovato, somiglianza, certo=False)


def _accoppia(nuovi: list[Indicatore], vecchi: list[Indicatore]) -> dict[int, tuple[Indicatore, float]]:
    """Each old indicator goes to one new one at most: the likest pairs first, then the order of the plan."""
    coppie = sorted(_somiglianti(nuovi, vecchi), key=lambda coppia: -coppia[0])
    presi: set[int] = set()
    scelti: dict[int, tuple[Indicatore, float]] = {}
    for somiglianza, nuovo, vecchio in coppie:
        if nuovo.pk not in scelti and vecchio.pk not in presi:
            scelti[nuovo.pk] = (vecchio, somiglianza)
            presi.add(vecchio.pk)
    return scelti


def _somiglianti(nuovi: list[Indicatore], vecchi: list[Indicatore]) -> Iterator[tuple[float, Indicatore, Indicatore]]:
    confronto = SequenceMatcher(autojunk=False)
    for vecchio in vecchi:
        confronto.set_seq2(_parole(vecchio))
        for nuovo in nuovi:
            confronto.set_seq1(_parole(nuovo))
            if confronto.real_quick_ratio() < SOGLIA or confronto.quick_ratio() < SOGLIA:
                continue
            if (somiglianza := confronto.ratio()) >= SOGLIA:
                yield somiglianza, nuovo, vecchio


def _parole(indicatore: Indicatore) -> str:
    return " ".join(indicatore.descrizione.casefold().split())


@transaction.atomic
def collega(*, piano: Piano, scelte: dict[int, int | None], utente: Utente) -> int:
    """Write the predecessors chosen (key of the indicator -> key of the old one, None for none); how many changed.

    Raises AzioneNegata, or DatiNonValidi when a key is of neither plan or one predecessor is taken twice.
    """
    controlla_puo_collegare(utente, piano)
    nuovi = {voce.pk: voce for voce in indicatori_di(piano)}
    vecchi = {voce.pk for voce in indicatori_di(piano.precedente)}
    scelti = [chiave for chiave in scelte.values() if chiave is not None]
    if not scelte.keys() <= nuovi.keys() or not set(scelti) <= vecchi:
        raise DatiNonValidi({"": ["Un indicatore non è dei due piani: riapri la pagina."]})
    if len(scelti) != len(set(scelti)):
        raise DatiNonValidi({"": ["Lo stesso indicatore precedente è scelto due volte: ognuno continua in uno solo."]})
    cambiati = [nuovi[chiave] for chiave, scelto in scelte.items() if nuovi[chiave].precedente_id != scelto]
    for voce in cambiati:
        voce.precedente_id = scelte[voce.pk]
    Indicatore.objects.bulk_update(cambiati, ["precedente"], batch_size=500)
    return len(cambiati)
