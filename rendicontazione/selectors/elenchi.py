"""Lists of years and results that a person may see."""

from __future__ import annotations

from collections import Counter

from django.db.models import QuerySet

from indicatori.models import Previsione, Responsabilita
from indicatori.scorrimento.ricorrenza import step_che_ricorrono
from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import agisce_per, ha_ruolo
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato

VEDONO_TUTTO = (Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.NUCLEO, Ruolo.ORGANO)

# what every page of a result reads beside it
CON_IL_RISULTATO = (
    "rendicontazione__piano__ente",
    "rendicontazione__profilo",
    "previsione__indicatore__scheda",
    "previsione__indicatore__azione",
    "aggiornato_da",
    "inviato_da",
    "deciso_da",
)


def rendicontazioni_di(ente: Ente) -> QuerySet[Rendicontazione]:
    return Rendicontazione.objects.filter(piano__ente=ente).select_related("piano__ente", "profilo")


def risultati_visibili_a(utente: Utente, ente: Ente) -> QuerySet[Risultato]:
    """Every result of the body, or only one's own for somebody who is just a responsabile there."""
    risultati = Risultato.objects.filter(rendicontazione__piano__ente=ente).select_related(*CON_IL_RISULTATO)
    if ha_ruolo(utente, ente, *VEDONO_TUTTO):
        return risultati
    if ha_ruolo(utente, ente, Ruolo.RESPONSABILE):
        # a subquery, not a join: two persone of one login must not count a result twice
        miei = Responsabilita.objects.filter(persona__utente__in=agisce_per(utente, ente)).values("indicatore_id")
        return risultati.filter(previsione__indicatore__in=miei)
    return risultati.none()


def rilevazioni_di(
    utente: Utente, rendicontazione: Rendicontazione, periodo: str = Periodo.FINALE
) -> QuerySet[Risultato]:
    """What this person is asked to enter for one period of the year, in the order of the plan.

    A responsabile: the own indicators. Director and administrator, who may enter any: all of them.
    """
    visibili = risultati_visibili_a(utente, rendicontazione.piano.ente)
    return visibili.filter(rendicontazione=rendicontazione, periodo=periodo).order_by(
        "previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine"
    )


def contatori(risultati: QuerySet[Risultato]) -> dict[str, int]:
    """How many results are in each state, with every state present; derived, never stored."""
    conti = Counter(risultati.order_by().values_list("stato", flat=True))
    return {stato: conti.get(stato, 0) for stato in StatoRisultato.values}


def anni_rendicontabili(piano: Piano) -> list[int]:
    """Years of the plan that have targets, printed or of steps that recur, and no rendicontazione yet."""
    previsioni = Previsione.objects.filter(indicatore__scheda__piano=piano).exclude(testo="")
    anni = set(previsioni.values_list("anno", flat=True).distinct())
    anni |= {anno for anno in piano.triennio if step_che_ricorrono(piano, anno)}
    return sorted(anni - set(piano.rendicontazioni.values_list("anno", flat=True)))
