"""Writes on a plan: approve it by an act, freeze what the act approved, close it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from obiettivi.enums import StatoPiano
from obiettivi.models import Atto, Piano, Versione
from obiettivi.permissions import controlla_puo_approvare, controlla_puo_chiudere
from obiettivi.porte import fotografia_del_piano, pubblica_il_piano
from pianoperf.organizzazione.models import Ente, Utente


@transaction.atomic
def approva_piano(
    *,
    piano: Piano,
    organo: str,
    numero: str,
    data: date,
    utente: Utente,
    allegato: str = "",
    dimostrativo: bool = False,
    adesso: datetime | None = None,
) -> Piano:
    """Freeze the plan by an act of the body: version 1. `adesso` is now when left out. Raises AzioneNegata.

    From then on everybody may read it: its PDF is asked for.
    """
    adesso = adesso or timezone.now()
    piano = Piano.objects.select_for_update().get(pk=piano.pk)
    controlla_puo_approvare(utente, piano)
    piano.atto = atto_dell_ente(piano.ente, organo, numero, data, allegato, dimostrativo=dimostrativo)
    piano.stato = StatoPiano.APPROVATO
    piano.save(update_fields=["atto", "stato"])
    assicura_versione(piano=piano, utente=utente, adesso=adesso)
    pubblica_il_piano(piano, utente, adesso)
    return piano


def assicura_versione(*, piano: Piano, utente: Utente, adesso: datetime) -> Versione | None:
    """The last version of an approved plan; the first is made when an older installation kept none.

    Until a rimodulazione nothing changes an approved plan, so what it is now is what its act approved.
    None for a draft. The caller holds the transaction and the lock on the plan.
    """
    ultima = piano.versioni.order_by("-numero").first()
    if ultima is not None or piano.atto is None:
        return ultima
    dati = fotografia_del_piano(piano)
    return Versione.objects.create(
        piano=piano, numero=1, dati=dati, atto=piano.atto, approvata_da=utente, approvata_il=adesso
    )


@transaction.atomic
def chiudi_piano(*, piano: Piano, utente: Utente) -> Piano:
    """Close a plan that a later edition superseded. Raises AzioneNegata."""
    piano = Piano.objects.select_for_update().get(pk=piano.pk)
    controlla_puo_chiudere(utente, piano)
    piano.stato = StatoPiano.CHIUSO
    piano.save(update_fields=["stato"])
    return piano


def atto_dell_ente(
    ente: Ente, organo: str, numero: str, data: date, allegato: str = "", *, dimostrativo: bool = False
) -> Atto:
    """The act of the body with these data, recorded once."""
    atto, _ = Atto.objects.get_or_create(
        ente=ente,
        organo=organo,
        numero=numero,
        data=data,
        defaults={"allegato": allegato, "dimostrativo": dimostrativo},
    )
    return atto
