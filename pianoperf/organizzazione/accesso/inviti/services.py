"""Writes of invitations: invite, send again, revoke, accept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pianoperf.organizzazione.accesso.inviti import permissions
from pianoperf.organizzazione.accesso.inviti.selectors import accesso_di, impronta_di
from pianoperf.organizzazione.accesso.lettere import spedisci_invito
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi

DI_UN_ALTRO = "Questo invito è per {email}: esci, e aprilo di nuovo con quell'accesso."
HA_GIA = "Hai già un accesso con questo indirizzo: entra con quello, poi accetta l'invito."


def invita(
    *,
    ente: Ente,
    nome: str,
    cognome: str,
    email: str,
    ruolo: str,
    utente: Utente,
    adesso: datetime,
    persona: Persona | None = None,
) -> Invito:
    """Write the invitation and send its link. Raises AzioneNegata or DatiNonValidi; a post that fails is told in it."""
    permissions.controlla_puo_gestire_gli_accessi(utente, ente)
    gettone = secrets.token_urlsafe(32)
    with transaction.atomic():
        Ente.objects.select_for_update(no_key=True).get(pk=ente.pk)
        errori = _errori(ente, email, ruolo, persona)
        if errori:
            raise DatiNonValidi(errori)
        invito = Invito.objects.create(
            ente=ente,
            persona=persona,
            nome=nome.strip(),
            cognome=cognome.strip(),
            email=email.strip().lower(),
            ruolo=ruolo,
            impronta=impronta_di(gettone),
            creato_da=utente,
            creato_il=adesso,
            scade_il=adesso + timedelta(days=settings.GIORNI_INVITO),
        )
    spedisci_invito(invito=invito, gettone=gettone, adesso=adesso)
    return invito


def _errori(ente: Ente, email: str, ruolo: str, persona: Persona | None) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    aperti = Invito.objects.filter(ente=ente, email__iexact=email.strip(), ruolo=ruolo)
    if aperti.filter(accettato_il__isnull=True, revocato_il__isnull=True).exists():
        errori["email"] = ["C'è già un invito per questo indirizzo e questo ruolo: rispediscilo dall'elenco."]
    gia = accesso_di(email.strip())
    if gia is not None and _in_corso(gia, ente, ruolo).exists():
        errori["email"] = [f"{gia} ha già questo ruolo nell'ente."]
    if persona is not None and (persona.ente_id != ente.pk or persona.utente_id is not None):
        errori["persona"] = ["Questa persona ha già un accesso."]
    return errori


def _in_corso(utente: Utente, ente: Ente, ruolo: str) -> QuerySet[Incarico]:
    return Incarico.objects.in_corso(timezone.localdate()).filter(utente=utente, ente=ente, ruolo=ruolo)


def rispedisci(*, invito: Invito, utente: Utente, adesso: datetime) -> Invito:
    """A new link for the days of a new invitation: the one sent before works no more. Raises AzioneNegata."""
    permissions.controlla_puo_gestire_gli_accessi(utente, invito.ente)
    gettone = secrets.token_urlsafe(32)
    with transaction.atomic():
        invito = _bloccato(invito)
        permissions.controlla_aperto(invito, adesso)
        invito.impronta = impronta_di(gettone)
        invito.scade_il = adesso + timedelta(days=settings.GIORNI_INVITO)
        invito.save(update_fields=["impronta", "scade_il"])
    spedisci_invito(invito=invito, gettone=gettone, adesso=adesso)
    return invito


@transaction.atomic
def revoca(*, invito: Invito, utente: Utente, adesso: datetime) -> Invito:
    """From now its link works no more. Raises AzioneNegata."""
    permissions.controlla_puo_gestire_gli_accessi(utente, invito.ente)
    invito = _bloccato(invito)
    permissions.controlla_aperto(invito, adesso)
    invito.revocato_il = adesso
    invito.save(update_fields=["revocato_il"])
    return invito


@transaction.atomic
def accetta_con_password(*, invito: Invito, password: str, adesso: datetime) -> Utente:
    """A new login whose user name is the invited address. Raises AzioneNegata when the address already has one."""
    invito = _bloccato(invito)
    permissions.controlla_valido(invito, adesso)
    utente = _nuovo(invito)
    utente.set_password(password)
    utente.save()
    return _accetta(invito, utente, adesso)


@transaction.atomic
def accetta_da_fuori(*, invito: Invito, adesso: datetime) -> Utente:
    """A new login without a password, for who comes from an identity provider. Raises AzioneNegata."""
    invito = _bloccato(invito)
    permissions.controlla_valido(invito, adesso)
    utente = _nuovo(invito)
    utente.set_unusable_password()
    utente.save()
    return _accetta(invito, utente, adesso)


@transaction.atomic
def accetta(*, invito: Invito, chi: Utente, adesso: datetime) -> Utente:
    """Who already has a login: only the one with the invited address. Raises AzioneNegata."""
    invito = _bloccato(invito)
    permissions.controlla_valido(invito, adesso)
    if invito.email.lower() not in (chi.email.lower(), chi.username.lower()):
        raise AzioneNegata(DI_UN_ALTRO.format(email=invito.email))
    return _accetta(invito, chi, adesso)


def _bloccato(invito: Invito) -> Invito:
    return Invito.objects.select_for_update(of=("self",)).select_related("ente", "persona").get(pk=invito.pk)


def _nuovo(invito: Invito) -> Utente:
    if accesso_di(invito.email) is not None:
        raise AzioneNegata(HA_GIA)
    return Utente(username=invito.email, email=invito.email, first_name=invito.nome, last_name=invito.cognome)


def _accetta(invito: Invito, utente: Utente, adesso: datetime) -> Utente:
    """The role begins today, and is not begun twice."""
    if not _in_corso(utente, invito.ente, invito.ruolo).exists():
        oggi = timezone.localdate(adesso)
        Incarico.objects.create(utente=utente, ente=invito.ente, ruolo=Ruolo(invito.ruolo), dal=oggi)
    if invito.persona is not None and not Persona.objects.filter(ente=invito.ente, utente=utente).exists():
        Persona.objects.filter(pk=invito.persona.pk, utente__isnull=True).update(utente=utente)
    invito.accettato_da, invito.accettato_il = utente, adesso
    invito.save(update_fields=["accettato_da", "accettato_il"])
    return utente
