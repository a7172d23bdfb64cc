"""Why a person is written to today. Each reason is told once: what was told is in `Messaggio.motivi`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from pianoperf.organizzazione.models import Ente
from rendicontazione.enums import MotivoMessaggio, StatoRendicontazione
from rendicontazione.models import Messaggio
from rendicontazione.promemoria.impegni import Impegno

# The day after the end may fall on a day when nobody swept: it is made up for within a week.
RECUPERO = 7
MEMORIA = timedelta(days=400)


@dataclass(frozen=True)
class Ragione:
    """`dati` is what is kept with the message, and tells this reason from any other."""

    motivo: MotivoMessaggio
    dati: dict[str, Any]

    @property
    def chiave(self) -> str:
        return in_chiave(self.dati)


def in_chiave(dati: dict[str, Any]) -> str:
    return json.dumps(dati, sort_keys=True)


def gia_dette(ente: Ente, adesso: datetime) -> dict[int, set[str]]:
    """By persona, the keys of the reasons already written about. One query."""
    dette: dict[int, set[str]] = defaultdict(set)
    messaggi = Messaggio.objects.filter(ente=ente, persona__isnull=False, creato_il__gte=adesso - MEMORIA)
    for persona_id, motivi in messaggi.values_list("persona_id", "motivi"):
        if persona_id is not None:
            dette[persona_id].update(in_chiave(dati) for dati in motivi)
    return dette


def ragioni(
    impegno: Impegno, adesso: datetime, dette: Collection[str] = (), preavvisi: Sequence[int] | None = None
) -> list[Ragione]:
    """What is to be told today of this year and period, and was not; days are those of Europe/Rome.

    `preavvisi` are days before the end, settings.PREAVVISI when left out.
    """
    trovate = _rinviati(impegno)
    if impegno.rendicontazione.stato == StatoRendicontazione.APERTA and impegno.non_inviati:
        trovate += _della_finestra(impegno, adesso, settings.PREAVVISI if preavvisi is None else preavvisi)
    return [ragione for ragione in trovate if ragione.chiave not in dette]


def _della_finestra(impegno: Impegno, adesso: datetime, preavvisi: Sequence[int]) -> list[Ragione]:
    fine = impegno.fine
    if fine is None or not impegno.finestra.iniziata(adesso):
        return []
    mancano = (fine - timezone.localdate(adesso)).days
    if impegno.finestra.finita(adesso):
        # a window that ended in the middle of a day is told the day after
        passata = -RECUPERO <= mancano < 0
        return [_ragione(impegno, MotivoMessaggio.SCADUTO, fine=fine.isoformat())] if passata else []
    trovate = [_ragione(impegno, MotivoMessaggio.ASSEGNAZIONE)]
    if scattati := [giorni for giorni in preavvisi if mancano <= giorni]:
        trovate.append(_ragione(impegno, MotivoMessaggio.IN_SCADENZA, fine=fine.isoformat(), giorni=min(scattati)))
    return trovate


def _rinviati(impegno: Impegno) -> list[Ragione]:
    return [
        _ragione(
            impegno,
            MotivoMessaggio.RINVIATO,
            risultato=risultato.pk,
            deciso=risultato.deciso_il.isoformat() if risultato.deciso_il else "",
        )
        for risultato in impegno.rinviati
    ]


def _ragione(impegno: Impegno, motivo: MotivoMessaggio, **altro: Any) -> Ragione:
    return Ragione(motivo, {**dati_dell_anno(impegno, motivo), **altro})


def dati_dell_anno(impegno: Impegno, motivo: MotivoMessaggio) -> dict[str, Any]:
    return {
        "motivo": motivo.value,
        "rendicontazione": impegno.rendicontazione.pk,
        "periodo": impegno.periodo.value,
    }
