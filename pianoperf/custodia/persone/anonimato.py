"""Taking the name off the logins of people who left: the account, its history, what hangs from it.

What a person signed stays theirs to read in approved documents (D.Lgs. 33/2013, art. 10): the texts of the
plans and the PDFs are not touched, nor is who did what, which becomes the doing of "Persona anonima n. 12".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pgtrigger
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from pianoperf.custodia.persone.riferimenti import riferimenti
from pianoperf.organizzazione.models import Incarico, Invito, Persona, Utente
from rendicontazione.models import Messaggio
from rendicontazione.registro.ambito import modelli_tracciati
from rendicontazione.sigillo.services import sigilla_di_nuovo

MOTIVO = "anonimizzazione"
NOME, COGNOME = "Persona", "anonima n. {}"
INDIRIZZO = "anonimo@example.invalid"
# What hangs from a login and says what it did, not who it is.
RESTANO = {"organizzazione.incarico", "lavori.attesa"}
# Of a login: what says who it is, and what it becomes.
CAMPI = ("username", "first_name", "last_name", "email")


@dataclass(frozen=True)
class Uscito:
    """A login whose last role ended on `al`."""

    utente: Utente
    al: date


def usciti(*, prima_del: date) -> list[Uscito]:
    """Logins with roles, all of them over before that day, not anonymous yet. Never a superuser."""
    ancora = Incarico.objects.filter(Q(al__isnull=True) | Q(al__gte=prima_del)).values("utente")
    trovati = (
        Utente.objects.filter(is_superuser=False, incarichi__isnull=False)
        .exclude(pk__in=ancora)
        .exclude(username__startswith=nome_utente_anonimo(""))
        .annotate(ultimo=Max("incarichi__al"))
        .order_by("pk")
    )
    return [Uscito(utente, utente.ultimo) for utente in trovati]


def nome_utente_anonimo(chiave: object) -> str:
    return f"anonimo-{chiave}"


def anonimizza(*, utente: Utente, adesso: datetime) -> None:
    """Take the name off one login, in one transaction; its history is sealed anew, with the reason."""
    with transaction.atomic():
        vecchio = Utente.objects.select_for_update().get(pk=utente.pk)
        nuovi = _nuovi(vecchio)
        _togli_i_registri(vecchio)
        with pgtrigger.ignore():
            _togli_cio_che_pende(vecchio)
            _persone(vecchio, adesso)
            _inviti(vecchio, adesso)
            _storia_dell_utente(vecchio, nuovi, adesso)
        vecchio.set_unusable_password()
        Utente.objects.filter(pk=vecchio.pk).update(
            **nuovi, **_altri(vecchio), password=vecchio.password, is_active=False, last_login=None
        )


def _nuovi(utente: Utente) -> dict[str, str]:
    cognome = COGNOME.format(utente.pk)
    return {"username": nome_utente_anonimo(utente.pk), "first_name": NOME, "last_name": cognome, "email": ""}


def _altri(utente: Utente) -> dict[str, str]:
    return {"codice_fiscale": ""} if hasattr(utente, "codice_fiscale") else {}


def _togli_i_registri(utente: Utente) -> None:
    """The logs of logins, by the name that was typed; in those of the administration pages the name is replaced."""
    for registro in (AccessAttempt, AccessFailureLog, AccessLog):
        registro.objects.filter(username=utente.username).delete()
    tipo = ContentType.objects.get_for_model(Utente)
    LogEntry.objects.filter(content_type=tipo, object_id=str(utente.pk)).update(
        object_repr=f"{NOME} {COGNOME.format(utente.pk)}", change_message=""
    )


def _togli_cio_che_pende(utente: Utente) -> None:
    """Addresses, second factors, sessions, login events: every table that would go with the login."""
    for modello, campo in riferimenti(che_seguono=True):
        if modello._meta.label_lower not in RESTANO:
            modello._default_manager.filter(**{campo.attname: utente.pk}).delete()


def _persone(utente: Utente, adesso: datetime) -> None:
    """The entry in the body's registry: its address goes; its name too, unless a plan names it as responsabile."""
    for persona in Persona.objects.filter(utente=utente):
        nuovi: dict[str, Any] = {"email": ""}
        if not persona.responsabilita.exists():
            nuovi |= {"nome": NOME, "cognome": COGNOME.format(f"{utente.pk}-{persona.pk}"), "alias": []}
        Persona.objects.filter(pk=persona.pk).update(**nuovi)
        Messaggio.objects.filter(persona=persona).delete()
        _riscrivi(_eventi(Persona).filter(pgh_obj_id=persona.pk), nuovi, adesso)


def _inviti(utente: Utente, adesso: datetime) -> None:
    """The invitation that the person accepted carries the name and the address it was sent to."""
    accettati = Invito.objects.filter(accettato_da=utente)
    nuovi = {"nome": NOME, "cognome": COGNOME.format(utente.pk), "email": INDIRIZZO}
    chiavi = list(accettati.values_list("pk", flat=True))
    accettati.update(**nuovi)
    _riscrivi(_eventi(Invito).filter(pgh_obj_id__in=chiavi), nuovi, adesso)


def _storia_dell_utente(utente: Utente, nuovi: dict[str, str], adesso: datetime) -> None:
    _riscrivi(_eventi(Utente).filter(pgh_obj_id=utente.pk), nuovi, adesso)


def _eventi(modello: type[Any]) -> QuerySet[Any]:
    eventi: QuerySet[Any] = modelli_tracciati()[modello._meta.label_lower].objects
    return eventi


def _riscrivi(eventi: QuerySet[Any], nuovi: dict[str, Any], adesso: datetime) -> None:
    chiavi = list(eventi.values_list("pgh_id", flat=True))
    eventi.update(**nuovi)
    if chiavi:
        sigilla_di_nuovo(tabella=eventi.model._meta.db_table, eventi=chiavi, motivo=MOTIVO, adesso=adesso)
