"""The year of a plan: open it, hand it to the Nucleo, validate it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from indicatori.models import Previsione
from indicatori.motore.profilo import PROFILO_PREDEFINITO
from indicatori.scorrimento.ricorrenza import fai_ricorrere
from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione import permissions
from rendicontazione.enums import EsitoValidazione, StatoRendicontazione
from rendicontazione.models import Istantanea, Profilo, Rendicontazione, Risultato
from rendicontazione.selectors.istantanea import fotografia
from rendicontazione.selectors.ricalcolo import valutazione_ricalcolata


@transaction.atomic
def apri_rendicontazione(
    *,
    piano: Piano,
    anno: int,
    finestra_dal: datetime,
    finestra_al: datetime,
    utente: Utente,
    adesso: datetime,
    dimostrativa: bool = False,
    con_i_ciclici: bool = True,
) -> Rendicontazione:
    """Open the measuring of `anno` with one empty result per target; the body's profile is frozen.

    The window may begin later: a year is opened early to set its interim monitoring (calendario.services).
    `con_i_ciclici`: the steps that recur every year are measured in this one too, with their weight.
    Raises AzioneNegata, or DatiNonValidi when the window or the year make no sense.
    """
    permissions.controlla_puo_aprire(utente, piano)
    piano = Piano.objects.select_for_update().get(pk=piano.pk)
    if con_i_ciclici:
        fai_ricorrere(piano, anno)
    _controlla_apertura(piano, anno, finestra_dal, finestra_al)
    rendicontazione = Rendicontazione.objects.create(
        piano=piano,
        anno=anno,
        profilo=_profilo_congelato(piano, anno, adesso),
        stato=StatoRendicontazione.APERTA,
        finestra_dal=finestra_dal,
        finestra_al=finestra_al,
        dimostrativa=dimostrativa,
    )
    Risultato.objects.bulk_create(
        Risultato(rendicontazione=rendicontazione, previsione=previsione)
        for previsione in previsioni_dell_anno(piano, anno)
    )
    if piano.stato == StatoPiano.APPROVATO:
        piano.stato = StatoPiano.VIGENTE
        piano.save(update_fields=["stato"])
    return rendicontazione


def previsioni_dell_anno(piano: Piano, anno: int) -> QuerySet[Previsione]:
    """The targets to be measured in that year."""
    return Previsione.objects.filter(indicatore__scheda__piano=piano, anno=anno).exclude(testo="")


def _controlla_apertura(piano: Piano, anno: int, dal: datetime, al: datetime) -> None:
    if al <= dal:
        raise DatiNonValidi({"finestra_al": ["La finestra deve finire dopo il suo inizio."]})
    if not previsioni_dell_anno(piano, anno).exists():
        raise DatiNonValidi({"anno": [f"Il piano non ha target per il {anno}."]})
    if piano.rendicontazioni.filter(anno=anno).exists():
        raise DatiNonValidi({"anno": [f"La rendicontazione del {anno} esiste già."]})


def _profilo_congelato(piano: Piano, anno: int, adesso: datetime) -> Profilo:
    profilo, _ = Profilo.objects.get_or_create(
        ente=piano.ente, anno=anno, defaults={"regole": PROFILO_PREDEFINITO.in_json()}
    )
    if profilo.congelato_il is None:
        profilo.congelato_il = adesso
        profilo.save(update_fields=["congelato_il"])
    return profilo


def bloccata(rendicontazione: Rendicontazione) -> Rendicontazione:
    """The year with everything its rules need, locked until the end of the transaction."""
    return (
        Rendicontazione.objects.select_for_update(of=("self",))
        .select_related("piano__ente", "profilo")
        .get(pk=rendicontazione.pk)
    )


@transaction.atomic
def proroga_finestra(*, rendicontazione: Rendicontazione, finestra_al: datetime, utente: Utente) -> Rendicontazione:
    """Move the end of the window. Raises AzioneNegata, or DatiNonValidi (finestra_al) when it ends before it begins."""
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_prorogare(utente, rendicontazione)
    if rendicontazione.finestra_dal is None or finestra_al <= rendicontazione.finestra_dal:
        raise DatiNonValidi({"finestra_al": ["La finestra deve finire dopo il suo inizio."]})
    rendicontazione.finestra_al = finestra_al
    rendicontazione.save(update_fields=["finestra_al"])
    return rendicontazione


@transaction.atomic
def trasmetti_rendicontazione(*, rendicontazione: Rendicontazione, utente: Utente, adesso: datetime) -> Rendicontazione:
    """Hand the year to the Nucleo: from now on only what it sends back may be changed."""
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_trasmettere(utente, rendicontazione)
    rendicontazione.stato = StatoRendicontazione.TRASMESSA
    rendicontazione.trasmessa_da, rendicontazione.trasmessa_il = utente, adesso
    rendicontazione.save(update_fields=["stato", "trasmessa_da", "trasmessa_il"])
    return rendicontazione


@transaction.atomic
def avvia_validazione(*, rendicontazione: Rendicontazione, utente: Utente) -> Rendicontazione:
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_prendere_in_esame(utente, rendicontazione)
    rendicontazione.stato = StatoRendicontazione.IN_VALIDAZIONE
    rendicontazione.save(update_fields=["stato"])
    return rendicontazione


@transaction.atomic
def valida_rendicontazione(
    *,
    rendicontazione: Rendicontazione,
    utente: Utente,
    adesso: datetime,
    esito: str = EsitoValidazione.VALIDATA,
    osservazioni: str = "",
) -> Rendicontazione:
    """Close the year with the Nucleo's outcome: state and frozen snapshot in one transaction (DESIGN.md 4).

    Raises AzioneNegata, or DatiNonValidi (esito, osservazioni).
    """
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_validare(utente, rendicontazione)
    if rendicontazione.profilo.congelato_il is None:
        raise AzioneNegata("Il profilo di valutazione non è congelato: riapri la rilevazione.")
    _controlla_esito(esito, osservazioni)
    rendicontazione.stato = StatoRendicontazione.VALIDATA
    rendicontazione.esito, rendicontazione.osservazioni = esito, osservazioni.strip()
    rendicontazione.validata_da, rendicontazione.validata_il = utente, adesso
    rendicontazione.save(update_fields=["stato", "esito", "osservazioni", "validata_da", "validata_il"])
    Istantanea.objects.create(
        rendicontazione=rendicontazione,
        numero=rendicontazione.istantanee.count() + 1,
        dati=fotografia(valutazione_ricalcolata(rendicontazione)),
        creata_il=adesso,
    )
    return rendicontazione


def _controlla_esito(esito: str, osservazioni: str) -> None:
    if esito not in EsitoValidazione.values:
        raise DatiNonValidi({"esito": ["Scegli l'esito della validazione."]})
    if esito != EsitoValidazione.VALIDATA and not osservazioni.strip():
        raise DatiNonValidi({"osservazioni": ["Scrivi le osservazioni: con questo esito sono obbligatorie."]})
