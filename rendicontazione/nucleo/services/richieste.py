"""Forzatura and neutralizzazione: the direttore asks, the Nucleo decides, through the same opinion as always."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.enums import EsitoGiudizio, StatoRichiesta, StatoRisultato, TipoRichiesta
from rendicontazione.models import Richiesta, Risultato
from rendicontazione.nucleo import permissions
from rendicontazione.services.risultati import bloccato, giudica_risultato

MAI_INVIATO = {StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA}


@transaction.atomic
def chiedi_al_nucleo(
    *,
    risultato: Risultato,
    tipo: str,
    motivo: str,
    utente: Utente,
    adesso: datetime,
    grado_chiesto: Decimal | None = None,
) -> Richiesta:
    """Ask for another grade (`grado_chiesto`, share of one) or to leave the indicator out of the means.

    Raises AzioneNegata, or DatiNonValidi (tipo, motivo, grado_chiesto).
    """
    risultato = bloccato(risultato.pk)
    if tipo not in TipoRichiesta.values:
        raise DatiNonValidi({"tipo": ["Scegli che cosa chiedere."]})
    permissions.controlla_puo_chiedere(utente, risultato, tipo)
    grado = grado_chiesto if tipo == TipoRichiesta.FORZATURA else None
    if errori := _errori(risultato, tipo, motivo, grado):
        raise DatiNonValidi(errori)
    return Richiesta.objects.create(
        risultato=risultato,
        tipo=tipo,
        grado_chiesto=grado,
        motivo=motivo.strip(),
        chiesta_da=utente,
        chiesta_il=adesso,
    )


def _errori(risultato: Risultato, tipo: str, motivo: str, grado: Decimal | None) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    if not motivo.strip():
        errori["motivo"] = ["Scrivi il motivo: il Nucleo decide su quello."]
    if tipo == TipoRichiesta.FORZATURA:
        tetto = risultato.rendicontazione.profilo.letto.tetto
        if grado is None or not 0 <= grado <= tetto:
            errori["grado_chiesto"] = [f"Scrivi il grado che chiedi, da 0 a {int(tetto * 100)}."]
    return errori


@transaction.atomic
def ritira_richiesta(*, richiesta: Richiesta, utente: Utente, adesso: datetime) -> Richiesta:
    richiesta = _bloccata(richiesta)
    permissions.controlla_puo_ritirare(utente, richiesta)
    return _chiudi(richiesta, StatoRichiesta.RITIRATA, "", utente, adesso)


@transaction.atomic
def respingi_richiesta(*, richiesta: Richiesta, risposta: str, utente: Utente, adesso: datetime) -> Richiesta:
    """The computed grade stays and the result is judged as any other. Raises AzioneNegata, or DatiNonValidi."""
    richiesta = _bloccata(richiesta)
    permissions.controlla_puo_decidere(utente, richiesta)
    if not risposta.strip():
        raise DatiNonValidi({"risposta": ["Scrivi perché la richiesta è respinta: lo legge chi l'ha fatta."]})
    return _chiudi(richiesta, StatoRichiesta.RESPINTA, risposta, utente, adesso)


@transaction.atomic
def accogli_richiesta(*, richiesta: Richiesta, utente: Utente, adesso: datetime, risposta: str = "") -> Richiesta:
    """The opinion of the Nucleo follows at once: the grade that was asked, or not assessable.

    What was never sent, or was sent back, counts as sent by who asked. Raises AzioneNegata.
    """
    richiesta = _bloccata(richiesta)
    permissions.controlla_puo_decidere(utente, richiesta)
    risultato = bloccato(richiesta.risultato_id)
    if richiesta.tipo == TipoRichiesta.FORZATURA and risultato.stato != StatoRisultato.TRASMESSO:
        raise AzioneNegata("Il risultato non è più in attesa del giudizio: la richiesta si può solo respingere.")
    richiesta = _chiudi(richiesta, StatoRichiesta.ACCOLTA, risposta, utente, adesso)
    _come_inviato(risultato, richiesta)
    neutralizza = richiesta.tipo == TipoRichiesta.NEUTRALIZZAZIONE
    giudica_risultato(
        risultato=risultato,
        esito=EsitoGiudizio.NON_VALUTABILE if neutralizza else EsitoGiudizio.RETTIFICATO,
        motivo=motivo_del_giudizio(richiesta),
        grado_rettificato=richiesta.grado_chiesto,
        utente=utente,
        adesso=adesso,
    )
    return richiesta


def motivo_del_giudizio(richiesta: Richiesta) -> str:
    """What everybody reads beside the grade: whose request it was, why, what the Nucleo added."""
    chiesto = f"{richiesta.get_tipo_display()} su richiesta di {richiesta.chiesta_da}: {richiesta.motivo}"
    return f"{chiesto}\nIl Nucleo: {richiesta.risposta}" if richiesta.risposta else chiesto


def _come_inviato(risultato: Risultato, richiesta: Richiesta) -> None:
    if risultato.stato == StatoRisultato.TRASMESSO:
        return
    if risultato.stato in MAI_INVIATO:
        risultato.inviato_da, risultato.inviato_il = richiesta.chiesta_da, richiesta.chiesta_il
    risultato.stato = StatoRisultato.TRASMESSO
    risultato.deciso_da, risultato.deciso_il, risultato.motivo = None, None, ""
    risultato.versione += 1
    risultato.save()


def _chiudi(richiesta: Richiesta, stato: StatoRichiesta, risposta: str, utente: Utente, adesso: datetime) -> Richiesta:
    richiesta.stato, richiesta.risposta = stato, risposta.strip()
    richiesta.decisa_da, richiesta.decisa_il = utente, adesso
    richiesta.save(update_fields=["stato", "risposta", "decisa_da", "decisa_il"])
    return richiesta


def _bloccata(richiesta: Richiesta) -> Richiesta:
    """The request with its year, both locked: nobody validates the year while it is decided."""
    bloccato(richiesta.risultato_id)
    return (
        Richiesta.objects.select_for_update(of=("self",))
        .select_related(
            "risultato__rendicontazione__piano__ente",
            "risultato__rendicontazione__profilo",
            "risultato__previsione__indicatore",
            "chiesta_da",
        )
        .get(pk=richiesta.pk)
    )
