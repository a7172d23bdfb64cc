"""The members of the Nucleo, as the amministratore registers them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.models import Componente
from rendicontazione.nucleo import permissions


@transaction.atomic
def registra_componente(
    *,
    ente: Ente,
    nome: str,
    dal: date,
    utente: Utente,
    al: date | None = None,
    presidente: bool = False,
    accesso: Utente | None = None,
    componente: Componente | None = None,
) -> Componente:
    """Add a member, or write the given one anew; `accesso` is the member's own login.

    Raises AzioneNegata, or DatiNonValidi (nome, al, presidente, accesso).
    """
    permissions.controlla_puo_nominare(utente, ente)
    Ente.objects.select_for_update(no_key=True).get(pk=ente.pk)
    voce = Componente.objects.get(pk=componente.pk, ente=ente) if componente else Componente(ente=ente)
    voce.nome, voce.dal, voce.al = " ".join(nome.split()), dal, al
    voce.presidente, voce.utente = presidente, accesso
    if errori := _errori(voce):
        raise DatiNonValidi(errori)
    voce.save()
    return voce


def _errori(voce: Componente) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    if voce.al and voce.al < voce.dal:
        errori["al"] = ["L'incarico finisce prima di cominciare."]
        return errori
    altri = _negli_stessi_giorni(voce)
    if any(altro.nome.casefold() == voce.nome.casefold() for altro in altri):
        errori["nome"] = [f"{voce.nome} è già componente in quei giorni."]
    if voce.presidente and (altro := next((uno for uno in altri if uno.presidente), None)):
        errori["presidente"] = [f"In quei giorni presiede già {altro.nome}."]
    if voce.utente and not _e_del_nucleo(voce.utente, voce.ente):
        errori["accesso"] = ["Questo accesso non ha il ruolo di Nucleo in questo ente."]
    return errori


def _negli_stessi_giorni(voce: Componente) -> list[Componente]:
    altri = voce.ente.componenti_nucleo.exclude(pk=voce.pk).filter(Q(al__isnull=True) | Q(al__gte=voce.dal))
    return list(altri.filter(dal__lte=voce.al) if voce.al else altri)


def _e_del_nucleo(utente: Utente, ente: Ente) -> bool:
    return utente.incarichi.filter(ente=ente, ruolo=Ruolo.NUCLEO).exists()


@transaction.atomic
def togli_componente(*, componente: Componente, utente: Utente) -> None:
    """Only for who was written by mistake: a member who sat in a seduta gets an end instead."""
    permissions.controlla_puo_nominare(utente, componente.ente)
    if componente.sedute.exists():
        raise AzioneNegata(f"{componente.nome} era in una seduta: non si toglie, si scrive la data di fine.")
    componente.delete()
