"""The removal of a body: its rows, its history, its files, the logins that served nothing else (GDPR, 17 and 28)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pgtrigger
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from pghistory.models import Context

from pianoperf.custodia.enti.righe import (
    Righe,
    ancora_citati,
    contesti_di,
    contesti_liberi,
    eventi_per_tabella,
    file_di,
    righe_dell_ente,
)
from pianoperf.custodia.models import Rimozione
from pianoperf.custodia.persone.riferimenti import riferimenti
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.registro.ambito import modelli_tracciati
from rendicontazione.sigillo.radici import radice_dell_ente
from rendicontazione.sigillo.services import sigilla_i_tolti

AL_LAVORO = "Ci sono lavori in corso per questo ente: aspetta che finiscano, o annullali, e riprova."


@dataclass(frozen=True)
class Anteprima:
    """How much there is: rows and history by table, files, logins that go and logins that stay."""

    righe: dict[str, int]
    storia: dict[str, int]
    file: int
    utenti: int
    restano: int


def anteprima(ente: Ente) -> Anteprima:
    """What `rimuovi` would remove; writes nothing."""
    righe, storia = righe_dell_ente(ente), eventi_per_tabella(ente)
    soli, altrove = _utenti(ente)
    return Anteprima(_conti(righe), _conti(storia), len(file_di(righe) | file_di(storia)), len(soli), len(altrove))


def rimuovi(*, ente: Ente, esportazione: str, adesso: datetime) -> Rimozione:
    """Remove everything of the body in one transaction, then its files. Raises AzioneNegata while a job is at work.

    `esportazione` is the sha256 of the export made first, "" when there is none.
    """
    with transaction.atomic():
        ente = Ente.objects.select_for_update().get(pk=ente.pk)
        if Lavoro.objects.filter(ente=ente, stato=StatoLavoro.IN_CORSO).exists():
            raise AzioneNegata(AL_LAVORO)
        righe, storia = righe_dell_ente(ente), eventi_per_tabella(ente)
        file, contesti = file_di(righe) | file_di(storia), contesti_di(storia)
        soli, _ = _utenti(ente)
        radice = radice_dell_ente(ente)
        with pgtrigger.ignore():
            for insieme in (storia, righe):
                for modello, chiavi in insieme.items():
                    _togli(modello, chiavi)
            tolti = [utente for utente in soli if _togli_utente(utente, adesso)]
            _togli(Context, contesti_liberi(contesti))
        liberi = file - ancora_citati(file)
        rimozione = _segna(ente.codice, _conti(righe) | _conti(storia), liberi, esportazione, radice, adesso)
        transaction.on_commit(_togli_i_file(liberi, [utente.pk for utente in tolti]))
    return rimozione


def _conti(righe: Righe) -> dict[str, int]:
    return {modello._meta.db_table: len(chiavi) for modello, chiavi in sorted(righe.items(), key=_nome)}


def _nome(voce: tuple[type[Model], set[Any]]) -> str:
    return voce[0]._meta.db_table


def _utenti(ente: Ente) -> tuple[list[Utente], list[Utente]]:
    """The logins that have no role but in this body, and those that have."""
    dell_ente = Utente.objects.filter(incarichi__ente=ente).distinct().order_by("pk")
    altrove = set(Incarico.objects.filter(utente__in=dell_ente).exclude(ente=ente).values_list("utente_id", flat=True))
    soli = [utente for utente in dell_ente if utente.pk not in altrove and not utente.is_superuser]
    return soli, [utente for utente in dell_ente if utente not in soli]


def _togli(modello: type[Model], chiavi: Iterable[Any]) -> None:
    """Below the ORM, which would ask leave of every PROTECT; the database checks the keys at the end of it all."""
    righe: Any = modello._default_manager.filter(pk__in=list(chiavi)).order_by()
    righe._raw_delete(righe.db)


def _togli_utente(utente: Utente, adesso: datetime) -> bool:
    """The login with its history; one that a row of another body names stays, and is told by the count."""
    if any(
        modello._default_manager.filter(**{campo.attname: utente.pk}).exists()
        for modello, campo in riferimenti(che_seguono=False)
    ):
        return False
    tabella = modelli_tracciati()[Utente._meta.label_lower]
    eventi = list(tabella.objects.filter(pgh_obj_id=utente.pk).values_list("pk", flat=True))
    utente.delete()
    _togli(tabella, eventi)
    sigilla_i_tolti(tabella=tabella._meta.db_table, eventi=eventi, motivo="rimozione di un ente", adesso=adesso)
    return True


def _segna(
    codice: str, righe: dict[str, int], file: set[str], esportazione: str, radice: Any, adesso: datetime
) -> Rimozione:
    prima = Rimozione.objects.order_by("-pk").first()
    rimozione = Rimozione(
        codice=codice,
        rimosso_il=adesso,
        righe=righe,
        file=len(file),
        esportazione=esportazione,
        catena=f"{radice.numero} {radice.impronta}" if radice else "",
        precedente=prima.impronta if prima else "",
    )
    rimozione.impronta = rimozione.calcolata()
    rimozione.save(force_insert=True)
    return rimozione


def _togli_i_file(nomi: set[str], utenti: list[int]) -> Callable[[], None]:
    """Once nothing names them any more; and what was composed or remembered of them."""

    def togli() -> None:
        for nome in sorted(nomi):
            default_storage.delete(nome)
        caches["sezioni"].clear()
        for sessione in Session.objects.all():
            if sessione.get_decoded().get(SESSION_KEY) in {str(chiave) for chiave in utenti}:
                sessione.delete()

    return togli


def rimozioni_alterate() -> list[Rimozione]:
    """Records that are not as they were written, or do not follow the one before."""
    alterate, precedente = [], ""
    for rimozione in Rimozione.objects.order_by("pk"):
        if rimozione.impronta != rimozione.calcolata() or rimozione.precedente != precedente:
            alterate.append(rimozione)
        precedente = rimozione.impronta
    return alterate
