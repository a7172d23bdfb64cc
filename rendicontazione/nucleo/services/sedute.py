"""The meetings of the Nucleo on a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.models import Componente, Rendicontazione, Seduta
from rendicontazione.nucleo import permissions
from rendicontazione.nucleo.selectors import componenti_in_carica
from rendicontazione.nucleo.valide import maggioranza
from rendicontazione.services.anno import bloccata


@transaction.atomic
def registra_seduta(
    *,
    rendicontazione: Rendicontazione,
    data: date,
    presenti: Sequence[Componente],
    utente: Utente,
    adesso: datetime,
    quorum: int | None = None,
    luogo: str = "",
    resoconto: str = "",
    seduta: Seduta | None = None,
) -> Seduta:
    """Write a meeting, or the given one anew; `quorum` None is the majority of who is in office that day.

    One without the quorum is written too: it is not valid and does not count. Raises AzioneNegata, or
    DatiNonValidi (data, presenti, quorum).
    """
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_registrare_sedute(utente, rendicontazione)
    in_carica = componenti_in_carica(rendicontazione.piano.ente, data)
    if errori := _errori(rendicontazione, data, in_carica, presenti, quorum, timezone.localdate(adesso)):
        raise DatiNonValidi(errori)
    voce = rendicontazione.sedute.get(pk=seduta.pk) if seduta else Seduta(rendicontazione=rendicontazione)
    voce.data, voce.luogo, voce.resoconto = data, luogo.strip(), resoconto.strip()
    voce.quorum = maggioranza(len(in_carica)) if quorum is None else quorum
    voce.registrata_da, voce.registrata_il = utente, adesso
    voce.save()
    voce.presenti.set(presenti)
    return voce


def _errori(
    rendicontazione: Rendicontazione,
    data: date,
    in_carica: Sequence[Componente],
    presenti: Sequence[Componente],
    quorum: int | None,
    oggi: date,
) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    if data > oggi:
        errori["data"] = ["La seduta è nel futuro: si registra dopo che si è tenuta."]
    elif data.year < rendicontazione.anno:
        errori["data"] = [f"La seduta è di prima del {rendicontazione.anno}."]
    elif not in_carica:
        errori["data"] = [f"Il {data:%d/%m/%Y} nessun componente era in carica: registra prima i componenti."]
    estranei = [voce.nome for voce in presenti if voce not in in_carica]
    if estranei and "data" not in errori:
        errori["presenti"] = [f"Il {data:%d/%m/%Y} non era in carica: {', '.join(estranei)}."]
    if quorum is not None and not 1 <= quorum <= max(len(in_carica), 1):
        errori["quorum"] = [f"Il quorum va da 1 ai {len(in_carica)} componenti in carica quel giorno."]
    return errori


@transaction.atomic
def togli_seduta(*, seduta: Seduta, utente: Utente) -> None:
    """While the year is not closed a meeting written by mistake may be taken off; the history keeps it."""
    rendicontazione = bloccata(seduta.rendicontazione)
    permissions.controlla_puo_registrare_sedute(utente, rendicontazione)
    seduta.delete()
