"""Writes of the job table: ask for a job, ask again, cancel, and pick up what was not heard."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from contextvars import copy_context
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from pianoperf.lavori import permissions
from pianoperf.lavori.attese import attendi, avvisa
from pianoperf.lavori.enums import CONCLUSI, SENZA_ESITO, StatoLavoro, TipoLavoro
from pianoperf.lavori.instradamento import coda_di, limiti_di
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import esecutore_di
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata

registro = logging.getLogger(__name__)

ATTESA_MASSIMA_CAMPANELLO = 2.0
# Half a lease: with the usual one of 60 seconds, 30.
SILENZIO = timedelta(seconds=settings.PRESA_DEI_LAVORI / 2)
INTERROTTO = (
    "Il lavoro è stato interrotto {volte} volte prima di finire: il programma che lo eseguiva si è fermato. "
    "Riprova; se succede ancora, avvisa chi gestisce il servizio."
)


def chiave_di(dati: object) -> str:
    """The idempotency key of anything JSON can write: what is asked for and the version of the data it depends on."""
    testo = json.dumps(dati, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(testo.encode()).hexdigest()


@transaction.atomic
def accoda(
    *, ente: Ente, tipo: TipoLavoro, parametri: dict[str, object], chiave: str, utente: Utente | None, adesso: datetime
) -> Lavoro:
    """Ask for a job. An equal one (same ente, tipo and chiave) that has not failed nor been cancelled is returned.

    The row belongs to the caller's transaction, which holds it against a cancelling; workers are called at its commit.
    """
    while True:
        lavoro, nuovo = Lavoro.objects.exclude(stato__in=SENZA_ESITO).get_or_create(
            ente=ente,
            tipo=tipo,
            chiave=chiave,
            defaults={
                "parametri": parametri,
                "creato_da": utente,
                "creato_il": adesso,
                "in_coda_dal": adesso,
                "suonato_il": adesso,
            },
        )
        if nuovo:
            _suona_alla_conferma(lavoro)
            return lavoro
        tenuto = Lavoro.objects.select_for_update(no_key=True).get(pk=lavoro.pk)
        # Cancelled or failed while we waited for the row: the same thing is asked for anew.
        if tenuto.stato not in SENZA_ESITO:
            return tenuto


def riprova(*, lavoro: Lavoro, adesso: datetime, utente: Utente | None = None) -> Lavoro:
    """Put a failed job back in the queue with all its attempts, and let `utente` wait for it where there are waits.

    Raises AzioneNegata when it has not failed.
    """
    try:
        with transaction.atomic():
            rimesso = _rimetti_in_coda(lavoro, StatoLavoro.FALLITO, adesso)
            if rimesso and utente is not None and (registrato := esecutore_di(lavoro.tipo)) and registrato.elenco:
                attendi(lavoro=lavoro, utente=utente, con_email=False, adesso=adesso)
    except IntegrityError as errore:
        raise AzioneNegata("La stessa cosa è già stata chiesta di nuovo: guarda il lavoro più recente.") from errore
    if not rimesso:
        raise AzioneNegata("Si può riprovare solo un lavoro non riuscito.")
    return lavoro


def rifai(*, lavoro: Lavoro, adesso: datetime) -> Lavoro:
    """Do a finished job again, because what it made is not kept any more. One that is not finished is left as it is."""
    _rimetti_in_coda(lavoro, StatoLavoro.PRONTO, adesso)
    return lavoro


def _rimetti_in_coda(lavoro: Lavoro, stato: StatoLavoro, adesso: datetime) -> bool:
    """From `stato` to the queue, as if it had just been asked for; who waited for it waits again."""
    cambiati = Lavoro.objects.filter(pk=lavoro.pk, stato=stato).update(
        stato=StatoLavoro.IN_CODA, tentativi=0, errore="", fase="", fatti=0, totale=0,
        gettone=None, scadenza_presa=None, finito_il=None, suonato_il=adesso, in_coda_dal=adesso,
    )  # fmt: skip
    if cambiati:
        lavoro.refresh_from_db()
        if stato == StatoLavoro.FALLITO:
            lavoro.attese.update(visto_il=None)
            Utente.objects.filter(attese__lavoro=lavoro).update(ha_attese=True)
        _suona_alla_conferma(lavoro)
    return bool(cambiati)


@transaction.atomic
def annulla(*, lavoro: Lavoro, utente: Utente, adesso: datetime) -> Lavoro:
    """Stop waiting for a job; it is cancelled unless somebody else still waits. Raises AzioneNegata.

    An amministratore who does not wait cancels it for everybody. A job in progress loses its token: whatever it makes
    from now on is not kept, and it stops at its next progress mark.
    """
    lavoro = Lavoro.objects.select_for_update(no_key=True, of=("self",)).select_related("ente").get(pk=lavoro.pk)
    permissions.controlla_puo_annullare(utente, lavoro)
    aspettava, _ = lavoro.attese.filter(utente=utente).delete()
    if aspettava and lavoro.attese.exists():
        return lavoro
    lavoro.stato, lavoro.finito_il = StatoLavoro.ANNULLATO, adesso
    lavoro.gettone = lavoro.scadenza_presa = None
    lavoro.save(update_fields=["stato", "finito_il", "gettone", "scadenza_presa"])
    avvisa(lavoro.pk)
    return lavoro


def richiedi(*, lavoro: Lavoro, utente: Utente, adesso: datetime) -> Lavoro:
    """Ask anew, as a new job, for what a cancelled one would have made. Raises AzioneNegata, or the kind's refusal."""
    registrato = esecutore_di(lavoro.tipo)
    if lavoro.stato != StatoLavoro.ANNULLATO or registrato is None or registrato.richiedi is None:
        raise AzioneNegata("Si può chiedere di nuovo solo un lavoro annullato.")
    return registrato.richiedi(lavoro, utente, adesso)


def segna_fallito(lavoro: Lavoro, motivo: str, adesso: datetime) -> None:
    """The job ends with its reason, if it is still the holder of `lavoro`'s token who says so."""
    with transaction.atomic():
        nostro = Lavoro.objects.filter(pk=lavoro.pk, gettone=lavoro.gettone).exclude(stato__in=CONCLUSI)
        if nostro.update(stato=StatoLavoro.FALLITO, errore=motivo, finito_il=adesso):
            avvisa(lavoro.pk)


def riprendi(*, adesso: datetime) -> int:
    """The sweep of beat: fail what was interrupted too often, call workers again for what nobody took.

    Returns how many jobs were announced again.
    """
    scaduti = Q(stato=StatoLavoro.IN_CORSO, scadenza_presa__lt=adesso)
    for esaurito in Lavoro.objects.filter(scaduti, tentativi__gte=F("tentativi_massimi")):
        segna_fallito(esaurito, INTERROTTO.format(volte=esaurito.tentativi), adesso)
    silenti = Q(suonato_il__isnull=True) | Q(suonato_il__lt=adesso - SILENZIO)
    da_suonare = Lavoro.objects.filter(silenti, Q(stato=StatoLavoro.IN_CODA) | scaduti)
    lavori = list(da_suonare.order_by("creato_il"))
    Lavoro.objects.filter(pk__in=[lavoro.pk for lavoro in lavori]).update(suonato_il=adesso)
    for lavoro in lavori:
        suona(lavoro.pk, tipo=lavoro.tipo)
    return len(lavori)


def _suona_alla_conferma(lavoro: Lavoro) -> None:
    # A lambda, not a partial: Django 5.2's error logger asks a failed callback for its __qualname__.
    transaction.on_commit(lambda: suona_entro(lavoro.pk, ATTESA_MASSIMA_CAMPANELLO, tipo=lavoro.tipo), robust=True)


def suona_entro(lavoro_id: UUID, secondi: float, *, tipo: str) -> None:
    """Ring, waiting at most `secondi`: a queue that does not answer must not hold up the person."""
    campanello = threading.Thread(
        target=copy_context().run, args=[suona, lavoro_id], kwargs={"tipo": tipo}, daemon=True
    )
    campanello.start()
    campanello.join(secondi)


def suona(lavoro_id: UUID, *, tipo: str, fra_secondi: float = 0) -> None:
    """Tell the workers of that kind to look at a job; a failure is only logged, since beat announces it again."""
    from pianoperf.lavori.tasks import esegui_lavoro

    try:
        esegui_lavoro.apply_async(
            args=[str(lavoro_id)], countdown=fra_secondi or None, queue=coda_di(tipo), **limiti_di(tipo)
        )
    except Exception as errore:  # the doorbell may fail in any way; the row is what counts
        registro.warning("La coda non risponde (%s): il lavoro %s sarà annunciato di nuovo.", errore, lavoro_id)
