"""My results of the years in course, in a number of queries that does not grow with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from indicatori.models import Responsabilita
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import agisce_per
from rendicontazione import policies
from rendicontazione.calendario.finestre import con_proroga, finestra_di, ultime
from rendicontazione.enums import Periodo, StatoRendicontazione, StatoRisultato
from rendicontazione.mio_anno.voci import MioAnno, UltimaVolta, Voce
from rendicontazione.models import Evidenza, Proroga, Rendicontazione, Risultato
from rendicontazione.permissions import motivo_divieto
from rendicontazione.selectors.anno_prima import anni_prima
from rendicontazione.selectors.attese import IN_CORSO
from rendicontazione.selectors.completamento import DECISI
from rendicontazione.selectors.elenchi import rendicontazioni_di
from rendicontazione.selectors.pagine import DA_FARE
from rendicontazione.selectors.valutazione import IndicatoreValutato, valutazione
from rendicontazione.services.risultati import mancanze_per_inviare

INIZIATI = (StatoRisultato.BOZZA, StatoRisultato.RINVIATO)
# by indicator: the persone that answer for it among those for whom I act, each with its login
Titolari = dict[int, dict[int, int]]


@dataclass(frozen=True)
class Scelta:
    """The filters of the page: a year, the codice of a plan; None and "" are what is in course."""

    anno: int | None = None
    piano: str = ""

    @property
    def fatta(self) -> bool:
        return self.anno is not None or bool(self.piano)


def mio_anno(utente: Utente, ente: Ente, scelta: Scelta, adesso: datetime) -> MioAnno:
    """What is mine, or of who made me deputy: also for a director, who could enter everybody's."""
    titolari = _titolari(utente, ente)
    tutti = _anni(ente, titolari)
    anni = _scelti(tutti, scelta)
    risultati = _risultati(titolari, anni)
    gradi, proroghe = _valutati(risultati, anni), _proroghe(risultati)
    deleganti = Utente.objects.in_bulk(agisce_per(utente, ente) - {utente.pk})
    voci = []
    for risultato in risultati:
        persone = titolari[risultato.previsione.indicatore_id]
        proroga = _proroga(risultato, persone, proroghe)
        voci.append(
            Voce(
                risultato,
                _chi(utente, persone, deleganti),
                motivo := _motivo(risultato, proroga, adesso),
                _mancanze(risultato) if not motivo else (),
                con_proroga(finestra_di(risultato.rendicontazione, risultato.periodo), proroga),
                proroga,
                gradi.get(risultato.pk),
                utente.pk in (risultato.aggiornato_da_id, risultato.inviato_da_id),
            )
        )
    return MioAnno(tuple(anni), tuple(tutti), tuple(voci), adesso)


def ultima_volta(utente: Utente, ente: Ente, scelta: Scelta) -> tuple[UltimaVolta, ...]:
    """My results of the shown years, beside those of the last year that measured the same indicators."""
    miei = {
        indicatore: persone for indicatore, persone in _titolari(utente, ente).items() if utente.pk in persone.values()
    }
    tutti = _anni(ente, miei)
    anni = _scelti(tutti, scelta)
    risultati = [risultato for risultato in _risultati(miei, anni) if risultato.periodo == Periodo.FINALE]
    gradi, prima = _valutati(risultati, anni), anni_prima(risultati, tutti)
    return tuple(UltimaVolta(uno, prima[uno.pk], gradi.get(uno.pk)) for uno in risultati if uno.pk in prima)


def _titolari(utente: Utente, ente: Ente) -> Titolari:
    titolari: Titolari = {}
    righe = Responsabilita.objects.filter(persona__ente=ente, persona__utente__in=agisce_per(utente, ente))
    for indicatore, persona, suo in righe.values_list("indicatore_id", "persona_id", "persona__utente_id"):
        titolari.setdefault(indicatore, {})[persona] = suo
    return titolari


def _anni(ente: Ente, titolari: Collection[int]) -> list[Rendicontazione]:
    """Those opened, newest first, in which somebody for whom I act has results."""
    miei = Risultato.objects.filter(previsione__indicatore__in=titolari).values("rendicontazione_id")
    anni = rendicontazioni_di(ente).filter(pk__in=miei).exclude(stato=StatoRendicontazione.PREPARAZIONE)
    return list(anni.order_by("-anno", "-piano__primo_anno"))


def _scelti(tutti: list[Rendicontazione], scelta: Scelta) -> list[Rendicontazione]:
    """By the filters; without them every year in course, or the last one when none is."""
    if scelta.fatta:
        return [anno for anno in tutti if scelta.anno in (None, anno.anno) and scelta.piano in ("", anno.piano.codice)]
    return [anno for anno in tutti if anno.stato in IN_CORSO] or tutti[:1]


def _risultati(titolari: Collection[int], anni: Iterable[Rendicontazione]) -> list[Risultato]:
    """In the order of the plan; the years are the objects given, so that what one reads is read once."""
    per_chiave = {anno.pk: anno for anno in anni}
    risultati = (
        Risultato.objects.filter(rendicontazione__in=per_chiave, previsione__indicatore__in=titolari)
        .select_related("previsione__indicatore__scheda")
        .order_by("-rendicontazione__anno", "previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine")
    )
    trovati = list(risultati)
    for risultato in trovati:
        risultato.rendicontazione = per_chiave[risultato.rendicontazione_id]
    iniziati = [risultato for risultato in trovati if risultato.stato in INIZIATI]
    prefetch_related_objects(iniziati, Prefetch("evidenze", Evidenza.objects.order_by("caricata_il")))
    return trovati


def _valutati(risultati: Iterable[Risultato], anni: Iterable[Rendicontazione]) -> dict[int, IndicatoreValutato]:
    """Of the years with something decided, as the dashboards have them."""
    decisi = {risultato.rendicontazione_id for risultato in risultati if risultato.stato in DECISI}
    return {
        voce.risultato.pk: voce
        for anno in anni
        if anno.pk in decisi
        for scheda in valutazione(anno).schede
        for voce in scheda.indicatori
    }


def _proroghe(risultati: Iterable[Risultato]) -> dict[tuple[int, str], dict[int, Proroga]]:
    """By year and period the extension that counts for each persona, where there is something to do."""
    anni = {risultato.rendicontazione_id for risultato in risultati if risultato.stato in DA_FARE}
    per_finestra: dict[tuple[int, str], list[Proroga]] = {}
    for proroga in Proroga.objects.filter(rendicontazione__in=anni).select_related("persona"):
        per_finestra.setdefault((proroga.rendicontazione_id, proroga.periodo), []).append(proroga)
    return {finestra: ultime(proroghe) for finestra, proroghe in per_finestra.items()}


def _proroga(
    risultato: Risultato, persone: Iterable[int], proroghe: Mapping[tuple[int, str], Mapping[int, Proroga]]
) -> Proroga | None:
    """The one that reaches furthest, where it gives more time than the window."""
    sue = proroghe.get((risultato.rendicontazione_id, risultato.periodo), {})
    lontana = max((sue[pk] for pk in persone if pk in sue), key=lambda una: una.fino_al, default=None)
    fine = finestra_di(risultato.rendicontazione, risultato.periodo).al
    return lontana if lontana and fine and lontana.fino_al > fine else None


def _chi(utente: Utente, persone: Mapping[int, int], deleganti: Mapping[int, Utente]) -> Utente | None:
    """Whose result it is: None for mine, also when it is somebody else's as well."""
    if utente.pk in persone.values():
        return None
    return next(deleganti[suo] for suo in persone.values() if suo in deleganti)


def _motivo(risultato: Risultato, proroga: Proroga | None, adesso: datetime) -> str:
    """The policy's sentence, asked without a query: the role and the extension are known."""
    if risultato.stato not in DA_FARE:
        return ""
    finita = finestra_di(risultato.rendicontazione, risultato.periodo).finita(adesso)
    return motivo_divieto(policies.controlla_compilabile, risultato, adesso, proroga if finita else None)


def _mancanze(risultato: Risultato) -> tuple[str, ...]:
    return tuple(mancanze_per_inviare(risultato)) if risultato.stato in INIZIATI else ()
