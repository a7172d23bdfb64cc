"""Reads of the messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from pianoperf.organizzazione.models import Ente, Persona, Utente
from rendicontazione.enums import StatoRendicontazione, StatoRisultato
from rendicontazione.models import Messaggio, Rendicontazione
from rendicontazione.permissions import motivo_divieto
from rendicontazione.promemoria import permissions
from rendicontazione.selectors.completamento import NESSUNO, Conto

TENTATIVI_MASSIMI = 3
INTERROTTO = "L'invio si è interrotto a metà: non si sa se il messaggio sia partito. Premi «Riprova» per rispedirlo."


def messaggi_di(ente: Ente) -> QuerySet[Messaggio]:
    return (
        Messaggio.objects.filter(ente=ente).select_related("persona", "creato_da", "ente").order_by("-creato_il", "-pk")
    )


def messaggio_di(ente: Ente, messaggio_id: int) -> Messaggio | None:
    return messaggi_di(ente).filter(pk=messaggio_id).first()


def da_spedire() -> QuerySet[Messaggio]:
    """Not sent yet and to be tried by itself: after the last attempt, or an interrupted one, a person decides."""
    return Messaggio.objects.filter(spedito_il__isnull=True, tentativi__lt=TENTATIVI_MASSIMI).exclude(errore=INTERROTTO)


NON_RIUSCITI = Q(spedito_il__isnull=True) & (Q(tentativi__gte=TENTATIVI_MASSIMI) | Q(errore=INTERROTTO))


def stato_di(messaggio: Messaggio) -> tuple[str, str]:
    """(tone of the badge, words)."""
    if messaggio.spedito_il is not None:
        return "buono", "spedito"
    if messaggio.tentativi >= TENTATIVI_MASSIMI or messaggio.errore == INTERROTTO:
        return "errore", "non riuscito"
    return ("attesa", "si riprova") if messaggio.errore else ("attivo", "in attesa")


def ultimi_avvisi(rendicontazione: Rendicontazione) -> dict[int, datetime]:
    """By persona, the last message about that year. One query."""
    messaggi = Messaggio.objects.filter(
        ente=rendicontazione.piano.ente_id,
        persona__isnull=False,
        motivi__contains=[{"rendicontazione": rendicontazione.pk}],
    )
    righe = messaggi.order_by().values_list("persona_id").annotate(ultimo=Max("creato_il"))
    return {persona: ultimo for persona, ultimo in righe if persona is not None}


@dataclass(frozen=True)
class Avviso:
    """Whether a persona may be reminded: `motivo` is why not, "" when one click does it."""

    persona_id: int
    ultimo: datetime | None
    motivo: str
    da_fare: int


def avvisi_di(
    rendicontazione: Rendicontazione, periodo: str, conti: Iterable[Conto], utente: Utente, adesso: datetime
) -> dict[str, Avviso]:
    """By id of the persona as a word, for each of the completion board; who is nobody's is left out. Two queries."""
    vietato = motivo_divieto(permissions.controlla_puo_sollecitare, utente, rendicontazione, periodo, adesso)
    ultimi = ultimi_avvisi(rendicontazione)
    da_fare = {int(conto.chiave): _da_fare(conto, rendicontazione) for conto in conti if conto.chiave != NESSUNO}
    avvisi = {}
    for persona in Persona.objects.filter(pk__in=da_fare).select_related("utente"):
        ultimo, quanti = ultimi.get(persona.pk), da_fare[persona.pk]
        motivo = vietato or motivo_divieto(permissions.controlla_sollecitabile, persona, quanti, ultimo, adesso)
        avvisi[str(persona.pk)] = Avviso(persona.pk, ultimo, motivo, quanti)
    return avvisi


def _da_fare(conto: Conto, rendicontazione: Rendicontazione) -> int:
    """In a year that the Nucleo has, only what it sent back."""
    if rendicontazione.stato == StatoRendicontazione.APERTA:
        return conto.totale - conto.inviati
    return conto.conti[StatoRisultato.RINVIATO]
