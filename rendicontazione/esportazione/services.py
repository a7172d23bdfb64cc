"""Asking for everything of a body, writing down the finished archive, and letting go of the old ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda, chiave_di
from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.documenti.archivio import Conservato
from rendicontazione.esportazione.permissions import controlla_puo_esportare, vede_gli_indirizzi
from rendicontazione.models import Esportazione

CONSERVATE = 3


def chiedi_esportazione(*, ente: Ente, utente: Utente, adesso: datetime) -> Esportazione:
    """Ask for the archive; one that is being made already is joined. Raises AzioneNegata.

    An amministratore gets the addresses of the people in it, a direttore does not.
    """
    controlla_puo_esportare(utente, ente)
    con_email = vede_gli_indirizzi(utente, ente)
    with transaction.atomic():
        Ente.objects.select_for_update(no_key=True).get(pk=ente.pk)
        in_corso = Esportazione.objects.filter(
            ente=ente, con_email=con_email, lavoro__stato__in=[StatoLavoro.IN_CODA, StatoLavoro.IN_CORSO]
        ).first()
        if in_corso:
            return in_corso
        lavoro = accoda(
            ente=ente,
            tipo=TipoLavoro.ESPORTAZIONE,
            parametri={"con_email": con_email, "data": timezone.localdate(adesso).isoformat()},
            chiave=chiave_di(["tutto l'ente", con_email, adesso]),
            utente=utente,
            adesso=adesso,
        )
        chiesta = {"ente": ente, "con_email": con_email, "chiesta_da": utente, "chiesta_il": adesso}
        return Esportazione.objects.get_or_create(lavoro=lavoro, defaults=chiesta)[0]


def richiedi_esportazione(lavoro: Lavoro, utente: Utente, adesso: datetime) -> Lavoro:
    """A cancelled archive, asked for anew. Raises AzioneNegata."""
    return chiedi_esportazione(ente=lavoro.ente, utente=utente, adesso=adesso).lavoro


def segna_pronta(*, esportazione: Esportazione, conservato: Conservato, nome: str, adesso: datetime) -> Esportazione:
    """Write down the file of a finished archive; runs in the transaction that ends the job.

    Of each body only the latest archives are kept: the files of the others go once this is committed.
    """
    esportazione.file.name = conservato.nome
    esportazione.nome = nome
    esportazione.sha256 = conservato.sha256
    esportazione.dimensione = conservato.dimensione
    esportazione.pronta_il = adesso
    esportazione.save(update_fields=["file", "nome", "sha256", "dimensione", "pronta_il"])
    _lascia_le_vecchie(esportazione.ente)
    return esportazione


def _lascia_le_vecchie(ente: Ente) -> None:
    conservate = Esportazione.objects.exclude(file="")
    vecchie = list(conservate.filter(ente=ente).order_by("-pronta_il", "-pk")[CONSERVATE:])
    nomi = {str(voce.file) for voce in vecchie}
    Esportazione.objects.filter(pk__in=[voce.pk for voce in vecchie]).update(file="")
    # Equal archives are one file: it goes with the last that names it.
    ancora = set(conservate.filter(file__in=nomi).values_list("file", flat=True))
    for nome in nomi - ancora:
        transaction.on_commit(_toglie(nome), robust=True)


def _toglie(nome: str) -> Callable[[], None]:
    return lambda: default_storage.delete(nome)
