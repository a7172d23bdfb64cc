"""Carrying out one job: take it, keep the lease alive, finish it only if it is still ours (reliability.md 1.3)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pghistory
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import Error as ErroreBancaDati
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from pianoperf.disco import spazio_esaurito
from pianoperf.guasti import punto
from pianoperf.lavori.attese import avvisa
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import esecutore_di
from pianoperf.lavori.services import INTERROTTO, segna_fallito, suona
from pianoperf.organizzazione.recinto.stato import Vista, recinto
from pianoperf.web.rifiuti import Rifiuto

registro = logging.getLogger(__name__)

DURATA_PRESA = timedelta(seconds=settings.PRESA_DEI_LAVORI)
BATTITO = settings.PRESA_DEI_LAVORI / 6
TROPPO_LUNGO = "Il lavoro ha superato il tempo massimo ed è stato fermato: prova con meno dati."
SENZA_MEMORIA = (
    "Il lavoro ha bisogno di più memoria di quella che gli è concessa ed è stato fermato: prova con meno dati."
)
SENZA_SPAZIO = (
    "Spazio esaurito: non c'era posto per scrivere il risultato, e non è stato conservato niente a metà. "
    "Avvisa chi gestisce il servizio, poi riprova."
)
GUASTO = "Non riuscito dopo {volte} tentativi per un errore interno ({errore}). Avvisa chi gestisce il servizio."


class PresaPerdutaError(Exception):
    """The job was cancelled, or another worker has it now: nothing this one made may be kept."""


class Avanzamento:
    """What an executor says about its job: how far it is, and what to write when it is done."""

    def __init__(self, lavoro: Lavoro) -> None:
        self.lavoro = lavoro
        self.concluso = False

    def segna(self, fatti: int, totale: int, fase: str = "") -> None:
        """Publish the progress: `fatti` of `totale`, in units named by `fase` (singular). Raises PresaPerdutaError."""
        self._aggiorna(fatti=fatti, totale=totale, fase=fase, scadenza_presa=timezone.now() + DURATA_PRESA)
        if 2 * fatti >= totale > 0:
            punto("meta")

    def concludi(self, scrivi: Callable[[], object] = lambda: None) -> None:
        """Mark the job done and call `scrivi` in one transaction. Raises PresaPerdutaError, and then writes nothing."""
        with transaction.atomic():
            self._aggiorna(stato=StatoLavoro.PRONTO, finito_il=timezone.now(), errore="")
            scrivi()
            avvisa(self.lavoro.pk)
            punto("prima-della-conferma")
        self.concluso = True

    def batti(self) -> bool:
        """Renew the lease; False when it is lost."""
        try:
            self._aggiorna(scadenza_presa=timezone.now() + DURATA_PRESA)
        except PresaPerdutaError:
            return False
        return True

    def _aggiorna(self, **campi: object) -> None:
        if not _ancora_nostro(self.lavoro).update(**campi):
            raise PresaPerdutaError(f"Il lavoro {self.lavoro.pk} è stato annullato o è passato a un altro esecutore.")


def _ancora_nostro(lavoro: Lavoro) -> QuerySet[Lavoro]:
    return Lavoro.objects.filter(pk=lavoro.pk, gettone=lavoro.gettone, stato=StatoLavoro.IN_CORSO)


def esegui(lavoro_id: UUID) -> None:
    """Take the job if it is free and carry it out. Never raises for what the executor does."""
    lavoro = prendi(lavoro_id, adesso=timezone.now())
    if lavoro is None:
        return
    punto("presa")
    avanzamento = Avanzamento(lavoro)
    try:
        with _battito(avanzamento):
            _esegui(lavoro, avanzamento)
    except PresaPerdutaError as perduta:
        registro.warning("%s", perduta)
    except Rifiuto as rifiuto:
        _fallisci(lavoro, str(rifiuto))
    except SoftTimeLimitExceeded:
        _fallisci(lavoro, TROPPO_LUNGO)
    except MemoryError:
        _fallisci(lavoro, SENZA_MEMORIA)
    except Exception as errore:  # whatever an executor raises is told to the person who asked
        registro.exception("Il lavoro %s non è riuscito (tentativo %s).", lavoro.pk, lavoro.tentativi)
        _rimetti_o_fallisci(lavoro, errore)


def prendi(lavoro_id: UUID, *, adesso: datetime) -> Lavoro | None:
    """Claim a queued job, or one whose lease has expired: a new token and 60 seconds. None when it is not free."""
    libero = Q(stato=StatoLavoro.IN_CODA) | Q(stato=StatoLavoro.IN_CORSO, scadenza_presa__lt=adesso)
    with transaction.atomic():
        lavoro = Lavoro.objects.select_for_update(skip_locked=True).filter(libero, pk=lavoro_id).first()
        if lavoro is None:
            return None
        if lavoro.tentativi >= lavoro.tentativi_massimi:
            segna_fallito(lavoro, INTERROTTO.format(volte=lavoro.tentativi), adesso)
            return None
        lavoro.stato = StatoLavoro.IN_CORSO
        lavoro.tentativi += 1
        lavoro.gettone = uuid4()
        lavoro.scadenza_presa = adesso + DURATA_PRESA
        lavoro.iniziato_il = adesso
        lavoro.fase, lavoro.fatti, lavoro.totale = "", 0, 0
        lavoro.save()
    return lavoro


def _esegui(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    registrato = esecutore_di(lavoro.tipo)
    if registrato is None:
        raise Rifiuto(f"Questa installazione non sa eseguire il lavoro «{lavoro.get_tipo_display()}».")
    punto("inizio")
    suo = Vista(enti=(lavoro.ente_id,), utente=lavoro.creato_da_id)
    with recinto(vista=suo), pghistory.context(lavoro=lavoro.get_tipo_display(), user=lavoro.creato_da_id):
        registrato.esegui(lavoro, avanzamento)
    if not avanzamento.concluso:
        avanzamento.concludi()


@contextmanager
def _battito(avanzamento: Avanzamento) -> Iterator[None]:
    """Renew the lease every 10 seconds from a thread of its own, whatever the executor is doing."""
    fine = threading.Event()
    filo = threading.Thread(target=_batti_finche, args=[avanzamento, fine], daemon=True)
    filo.start()
    try:
        yield
    finally:
        fine.set()
        filo.join()


def _batti_finche(avanzamento: Avanzamento, fine: threading.Event) -> None:
    try:
        while not fine.wait(BATTITO):
            try:
                if not avanzamento.batti():
                    return
            except ErroreBancaDati as errore:
                registro.warning("Battito del lavoro %s non riuscito: %s", avanzamento.lavoro.pk, errore)
                connection.close()
    finally:
        connection.close()


def _rimetti_o_fallisci(lavoro: Lavoro, errore: Exception) -> None:
    """Back in the queue, to be taken again after a few seconds; failed after the last attempt, or with a full disk."""
    if spazio_esaurito(errore):
        _fallisci(lavoro, SENZA_SPAZIO)
        return
    if lavoro.tentativi >= lavoro.tentativi_massimi:
        _fallisci(lavoro, GUASTO.format(volte=lavoro.tentativi, errore=type(errore).__name__))
        return
    try:
        rimesso = _ancora_nostro(lavoro).update(
            stato=StatoLavoro.IN_CODA, gettone=None, scadenza_presa=None, in_coda_dal=timezone.now()
        )
    except ErroreBancaDati:
        registro.exception("Il lavoro %s sarà ripreso alla scadenza della presa.", lavoro.pk)
        return
    if rimesso:
        suona(lavoro.pk, tipo=lavoro.tipo, fra_secondi=2**lavoro.tentativi)


def _fallisci(lavoro: Lavoro, motivo: str) -> None:
    try:
        segna_fallito(lavoro, motivo, timezone.now())
    except ErroreBancaDati:
        registro.exception("Il lavoro %s sarà ripreso alla scadenza della presa.", lavoro.pk)
