"""Take back what was just done: the result becomes again what the history says it was, by a change of its own.

Nothing of the history is rewritten: what is taken back stays in it, and so does the taking back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.annullamenti import permissions
from rendicontazione.models import Risultato
from rendicontazione.services.risultati import bloccato

# by id, the version that the result had when what is taken back was done
Versioni = Mapping[int, int]
DEL_PASSO = (
    "stato",
    "motivo",
    "grado_rettificato",
    "inviato_da_id",
    "inviato_il",
    "deciso_da_id",
    "deciso_il",
)


@transaction.atomic
def annulla_giudizi(*, versioni: Versioni, utente: Utente) -> list[Risultato]:
    """Take back the opinions just given on these results: all or none.

    The opinion leaves the result and stays in the register, with who took it back. Raises AzioneNegata.
    """
    risultati = _intatti(versioni, lambda uno: permissions.controlla_puo_annullare_giudizio(utente, uno))
    for risultato in risultati:
        ultimo = risultato.giudizi.order_by("-pk").first()
        if ultimo is not None and ultimo.espresso_il == risultato.deciso_il:
            ultimo.delete()
        _torna_indietro(risultato)
    return risultati


@transaction.atomic
def annulla_invii(*, versioni: Versioni, utente: Utente, adesso: datetime) -> list[Risultato]:
    """Take back the sending of these results, all or none: what was entered stays. Raises AzioneNegata."""
    risultati = _intatti(versioni, lambda uno: permissions.controlla_puo_annullare_invio(utente, uno, adesso))
    for risultato in risultati:
        _torna_indietro(risultato)
    return risultati


def _intatti(versioni: Versioni, controlla: Callable[[Risultato], None]) -> list[Risultato]:
    """Locked in the order of their ids; refused when one of them has changed since."""
    risultati = [bloccato(pk) for pk in sorted(versioni)]
    for risultato in risultati:
        try:
            controlla(risultato)
        except AzioneNegata as negata:
            raise AzioneNegata(f"{_nome(risultato)}: {negata}") from negata
        if risultato.versione != versioni[risultato.pk]:
            raise AzioneNegata(f"{_nome(risultato)} è cambiato nel frattempo.")
    return risultati


def _nome(risultato: Risultato) -> str:
    return f"L'indicatore {risultato.previsione.indicatore.codice}"


def _torna_indietro(risultato: Risultato) -> None:
    """Every step makes one version: the state before is the last one that the history has of the version before."""
    storia: Any = Risultato
    prima = (
        storia.pgh_event_model.objects.filter(pgh_obj=risultato.pk, versione=risultato.versione - 1)
        .order_by("-pgh_id")
        .first()
    )
    if prima is None:
        raise AzioneNegata(f"{_nome(risultato)}: la storia non dice com'era prima.")
    for campo in DEL_PASSO:
        setattr(risultato, campo, getattr(prima, campo))
    risultato.versione += 1
    risultato.save()
