"""The job of the reminders, and what beat rings: at seven the digest, every ten minutes what was not heard."""

from __future__ import annotations

from datetime import datetime, time

from celery import shared_task
from django.db.models import QuerySet
from django.utils import timezone

from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.esecuzione import Avanzamento
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente
from rendicontazione.models import Messaggio
from rendicontazione.promemoria.impegni import IN_CORSO
from rendicontazione.promemoria.selectors import da_spedire
from rendicontazione.promemoria.services import accoda_promemoria, accoda_spedizione, scrivi_promemoria
from rendicontazione.promemoria.spedizione import spedisci

ORA_DEL_GIORNO = time(7)
# A job ends well within its time limit even when each message takes a second.
LOTTO = 200


def esegui_promemoria(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Write the digest when that is what was asked, then send; what fails is tried again by the sweep."""
    adesso = timezone.now()
    if lavoro.parametri["che_cosa"] == "promemoria":
        chiavi = [messaggio.pk for messaggio in scrivi_promemoria(ente=lavoro.ente, adesso=adesso)]
    else:
        chiavi = lavoro.parametri["messaggi"]
    messaggi = list(_da_spedire(lavoro.ente).filter(pk__in=chiavi)[:LOTTO])
    avanzamento.segna(0, len(messaggi), "messaggio")
    spedisci(messaggi, adesso=adesso, segna=lambda fatti: avanzamento.segna(fatti, len(messaggi), "messaggio"))
    avanzamento.concludi()


def _da_spedire(ente: Ente) -> QuerySet[Messaggio]:
    return da_spedire().filter(ente=ente).select_related("ente", "creato_da").order_by("creato_il", "pk")


@shared_task(name="rendicontazione.promemoria.tasks.promemoria_del_giorno", ignore_result=True)
def promemoria_del_giorno() -> None:
    chiedi_promemoria(timezone.now())


@shared_task(name="rendicontazione.promemoria.tasks.riprendi_promemoria", ignore_result=True)
def riprendi_promemoria() -> None:
    riprendi(timezone.now())


def chiedi_promemoria(adesso: datetime) -> None:
    """The digest of the day for every body with a year in course; asked for twice it is one job."""
    for ente in Ente.objects.filter(piani__rendicontazioni__stato__in=IN_CORSO).distinct():
        accoda_promemoria(ente=ente, adesso=adesso)


def riprendi(adesso: datetime) -> None:
    """From seven on, the digest that nobody asked for; at any hour, the messages that did not leave."""
    if timezone.localtime(adesso).time() >= ORA_DEL_GIORNO:
        chiedi_promemoria(adesso)
    al_lavoro = Lavoro.objects.filter(
        tipo=TipoLavoro.PROMEMORIA, stato__in=[StatoLavoro.IN_CODA, StatoLavoro.IN_CORSO]
    ).values("ente")
    for ente in Ente.objects.filter(messaggi__in=da_spedire()).exclude(pk__in=al_lavoro).distinct():
        messaggi: list[Messaggio] = list(_da_spedire(ente)[:LOTTO])
        accoda_spedizione(ente=ente, messaggi=messaggi, utente=None, adesso=adesso)
