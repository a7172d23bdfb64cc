"""Writes of the job table: ask for a job, ask again, and pick up what was not heard."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from datetime import datetime, timedelta
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata

registro = logging.getLogger(__name__)

ATTESA_MASSIMA_CAMPANELLO = 2.0
SILENZIO = timedelta(seconds=30)
INTERROTTO = (
    "Il lavoro è stato interrotto {volte} volte prima di finire: il programma che lo eseguiva si è fermato. "
    "Riprova; se succede ancora, avvisa chi gestisce il servizio."
)


def chiave_di(dati: object) -> str:
    """The idempotency key of anything JSON can write: what is asked for and the version of the data it depends on."""
    testo = json.dumps(dati, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(testo.encode()).hexdigest()


def accoda(
    *, ente: Ente, tipo: TipoLavoro, parametri: dict[str, object], chiave: str, utente: Utente | None, adesso: datetime
) -> Lavoro:
    """Ask for a job. An equal one (same ente, tipo and chiave) that has not failed is returned instead.

    The row belongs to the caller's transaction; workers are called once it commits.
    """
    lavoro, nuovo = Lavoro.objects.exclude(stato=StatoLavoro.FALLITO).get_or_create(
        ente=ente,
        tipo=tipo,
        chiave=chiave,
        defaults={"parametri": parametri, "creato_da": utente, "creato_il": adesso, "suonato_il": adesso},
    )
    if nuovo:
        _suona_alla_conferma(lavoro.pk)
    return lavoro


def riprova(*, lavoro: Lavoro, adesso: datetime) -> Lavoro:
    """Put a failed job back in the queue with all its attempts. Raises AzioneNegata when it has not failed."""
    try:
        with transaction.atomic():
            cambiati = Lavoro.objects.filter(pk=lavoro.pk, stato=StatoLavoro.FALLITO).update(
                stato=StatoLavoro.IN_CODA, tentativi=0, errore="", fase="", fatti=0, totale=0,
                gettone=None, scadenza_presa=None, finito_il=None, suonato_il=adesso,
            )  # fmt: skip
    except IntegrityError as errore:
        raise AzioneNegata("La stessa cosa è già stata chiesta di nuovo: guarda il lavoro più recente.") from errore
    if not cambiati:
        raise AzioneNegata("Si può riprovare solo un lavoro non riuscito.")
    _suona_alla_conferma(lavoro.pk)
    lavoro.refresh_from_db()
    return lavoro


def riprendi(*, adesso: datetime) -> int:
    """The sweep of beat: fail what was interrupted too often, call workers again for what nobody took.

    Returns how many jobs were announced again.
    """
    scaduti = Q(stato=StatoLavoro.IN_CORSO, scadenza_presa__lt=adesso)
    esauriti = Lavoro.objects.filter(scaduti, tentativi__gte=F("tentativi_massimi"))
    for volte in set(esauriti.values_list("tentativi", flat=True)):
        motivo = INTERROTTO.format(volte=volte)
        esauriti.filter(tentativi=volte).update(stato=StatoLavoro.FALLITO, errore=motivo, finito_il=adesso)
    silenti = Q(suonato_il__isnull=True) | Q(suonato_il__lt=adesso - SILENZIO)
    da_suonare = Lavoro.objects.filter(silenti, Q(stato=StatoLavoro.IN_CODA) | scaduti)
    ids = list(da_suonare.order_by("creato_il").values_list("pk", flat=True))
    Lavoro.objects.filter(pk__in=ids).update(suonato_il=adesso)
    for lavoro_id in ids:
        suona(lavoro_id)
    return len(ids)


def _suona_alla_conferma(lavoro_id: UUID) -> None:
    # A lambda, not a partial: Django 5.2's error logger asks a failed callback for its __qualname__.
    transaction.on_commit(lambda: suona_entro(lavoro_id, ATTESA_MASSIMA_CAMPANELLO), robust=True)


def suona_entro(lavoro_id: UUID, secondi: float) -> None:
    """Ring, waiting at most `secondi`: a queue that does not answer must not hold up the person."""
    campanello = threading.Thread(target=suona, args=[lavoro_id], daemon=True)
    campanello.start()
    campanello.join(secondi)


def suona(lavoro_id: UUID, *, fra_secondi: float = 0) -> None:
    """Tell the workers to look at a job; a failure is only logged, since beat announces it again."""
    from pianoperf.lavori.tasks import esegui_lavoro

    try:
        esegui_lavoro.apply_async(args=[str(lavoro_id)], countdown=fra_secondi or None)
    except Exception as errore:  # the doorbell may fail in any way; the row is what counts
        registro.warning("La coda non risponde (%s): il lavoro %s sarà annunciato di nuovo.", errore, lavoro_id)
