"""What follows the validation of a year: approve it by an act, publish it, open it again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from obiettivi.models import Atto
from obiettivi.services import atto_dell_ente
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione import permissions
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Rendicontazione, Riapertura
from rendicontazione.pubblica.services import chiedi_per_il_pubblico, rifai_gli_anni_dopo
from rendicontazione.services.anno import bloccata


@transaction.atomic
def approva_rendicontazione(
    *,
    rendicontazione: Rendicontazione,
    organo: str,
    numero: str,
    data: date,
    utente: Utente,
    adesso: datetime,
    allegato: str = "",
) -> Rendicontazione:
    """Record the act by which the organ approved the validated year. Raises AzioneNegata, or DatiNonValidi."""
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_approvare(utente, rendicontazione)
    rendicontazione.atto = _atto(rendicontazione, organo, numero, data, allegato, adesso)
    rendicontazione.stato = StatoRendicontazione.APPROVATA
    rendicontazione.save(update_fields=["stato", "atto"])
    return rendicontazione


@transaction.atomic
def pubblica_rendicontazione(*, rendicontazione: Rendicontazione, utente: Utente, adesso: datetime) -> Rendicontazione:
    """Show the approved year to everybody, and ask for the documents of the public page. Raises AzioneNegata."""
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_pubblicare(utente, rendicontazione)
    rendicontazione.stato = StatoRendicontazione.PUBBLICATA
    rendicontazione.pubblicata_il = adesso
    rendicontazione.save(update_fields=["stato", "pubblicata_il"])
    chiedi_per_il_pubblico(rendicontazione=rendicontazione, utente=utente, adesso=adesso)
    return rendicontazione


@transaction.atomic
def riapri_rendicontazione(
    *,
    rendicontazione: Rendicontazione,
    motivo: str,
    organo: str,
    numero: str,
    data: date,
    utente: Utente,
    adesso: datetime,
    allegato: str = "",
) -> Riapertura:
    """Give a closed year back to the Nucleo; its snapshots stay, validating again adds one.

    Approval and publication fall with the validation: the year needs a new act. Raises AzioneNegata, or
    DatiNonValidi (motivo, data, numero, allegato).
    """
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_riaprire(utente, rendicontazione)
    if not motivo.strip():
        raise DatiNonValidi({"motivo": ["Scrivi perché l'anno si riapre: lo leggerà chiunque guardi l'anno."]})
    atto = _atto(rendicontazione, organo, numero, data, allegato, adesso)
    if rendicontazione.riaperture.filter(atto=atto).exists():
        raise DatiNonValidi({"numero": [f"L'anno è già stato riaperto con {atto}: ne serve un altro."]})
    riapertura = Riapertura.objects.create(
        rendicontazione=rendicontazione,
        dallo_stato=rendicontazione.stato,
        motivo=motivo.strip(),
        atto=atto,
        riaperta_da=utente,
        riaperta_il=adesso,
    )
    _torna_in_validazione(rendicontazione)
    rifai_gli_anni_dopo(rendicontazione=rendicontazione, utente=utente, adesso=adesso)
    return riapertura


def _torna_in_validazione(rendicontazione: Rendicontazione) -> None:
    rendicontazione.stato = StatoRendicontazione.IN_VALIDAZIONE
    rendicontazione.validata_da, rendicontazione.validata_il = None, None
    rendicontazione.atto, rendicontazione.pubblicata_il = None, None
    rendicontazione.esito, rendicontazione.osservazioni = "", ""
    rendicontazione.save(
        update_fields=["stato", "validata_da", "validata_il", "atto", "pubblicata_il", "esito", "osservazioni"]
    )


def _atto(
    rendicontazione: Rendicontazione, organo: str, numero: str, data: date, allegato: str, adesso: datetime
) -> Atto:
    """The act, written once even when it decides several things; demo years get demo acts."""
    if data > timezone.localdate(adesso):
        raise DatiNonValidi({"data": ["La data dell'atto è nel futuro: si registra un atto già adottato."]})
    ente, allegato = rendicontazione.piano.ente, allegato.strip()
    dimostrativo = rendicontazione.dimostrativa
    atto = atto_dell_ente(ente, organo.strip(), numero.strip(), data, allegato, dimostrativo=dimostrativo)
    if allegato and allegato != atto.allegato:
        scritto = f"l'allegato «{atto.allegato}»" if atto.allegato else "nessun allegato"
        raise DatiNonValidi({"allegato": [f"Questo atto è già registrato con {scritto}."]})
    return atto
