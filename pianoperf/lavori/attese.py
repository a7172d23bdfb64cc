"""Who waits for a job: joining it, being told that it is over, and having seen it."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pianoperf.lavori.enums import CONCLUSI, StatoLavoro
from pianoperf.lavori.models import Attesa, Lavoro
from pianoperf.lavori.registro import esecutore_di, tipi_elencati
from pianoperf.organizzazione.models import Ente, Utente

registro = logging.getLogger(__name__)


@transaction.atomic
def attendi(*, lavoro: Lavoro, utente: Utente, con_email: bool, adesso: datetime) -> Attesa:
    """Write down that the user waits for this job, of his own or asked for by another before him.

    What is ready at once is seen at once: there is nothing left to tell.
    """
    attesa, _ = Attesa.objects.select_for_update().get_or_create(
        lavoro=lavoro, utente=utente, defaults={"chiesta_il": adesso}
    )
    attesa.con_email = con_email or (attesa.con_email and attesa.visto_il is None)
    attesa.chiesta_il = adesso
    attesa.visto_il = adesso if lavoro.stato == StatoLavoro.PRONTO else None
    attesa.save()
    if attesa.visto_il is None:
        Utente.objects.filter(pk=utente.pk, ha_attese=False).update(ha_attese=True)
        utente.ha_attese = True
    return attesa


def segna_viste(*, utente: Utente, ente: Ente, elenco: str, adesso: datetime) -> int:
    """The user has opened the page that lists these jobs: those that are over are no news any more. How many were."""
    finite = Attesa.objects.filter(
        utente=utente,
        visto_il__isnull=True,
        lavoro__ente=ente,
        lavoro__tipo__in=tipi_elencati(elenco),
        lavoro__stato__in=CONCLUSI,
    )
    viste = finite.update(visto_il=adesso)
    if utente.ha_attese and not Attesa.objects.filter(utente=utente, visto_il__isnull=True).exists():
        Utente.objects.filter(pk=utente.pk).update(ha_attese=False)
    return viste


def segna_vista(*, utente: Utente, lavoro: Lavoro, adesso: datetime) -> None:
    """The user looks at this one job, which is over."""
    if lavoro.concluso:
        Attesa.objects.filter(utente=utente, lavoro=lavoro, visto_il__isnull=True).update(visto_il=adesso)


def avvisa(lavoro_id: UUID) -> None:
    """Tell who waits that the job is over, as its kind does it.

    Runs in the transaction that ends the job, and undoes nothing of it when it fails.
    """
    lavoro = Lavoro.objects.select_related("ente").get(pk=lavoro_id)
    registrato = esecutore_di(lavoro.tipo)
    if registrato is None or registrato.avvisa is None:
        return
    try:
        with transaction.atomic():
            registrato.avvisa(lavoro)
    except Exception:  # the result is worth more than the notice of it
        registro.exception("Chi aspetta il lavoro %s non è stato avvisato.", lavoro.pk)
