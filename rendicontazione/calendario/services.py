"""Writes of the calendar: the interim window, more time for a person, the body's own dates."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from indicatori.models import Responsabilita
from pianoperf.organizzazione.models import Ente, Persona, Utente
from pianoperf.web.rifiuti import DatiNonValidi
from pianoperf.web.templatetags.formati import data as in_data
from rendicontazione.calendario import permissions, policies
from rendicontazione.calendario.finestre import finestra_di
from rendicontazione.calendario.legge import Adempimento
from rendicontazione.enums import Periodo
from rendicontazione.models import Proroga, Rendicontazione, Risultato, Scadenza
from rendicontazione.services.anno import bloccata, previsioni_dell_anno


@transaction.atomic
def fissa_intermedio(
    *, rendicontazione: Rendicontazione, dal: datetime, al: datetime, utente: Utente
) -> Rendicontazione:
    """Set or move the window of the interim monitoring; one empty interim result per target that has none.

    Raises AzioneNegata, or DatiNonValidi (al).
    """
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_fissare(utente, rendicontazione)
    if al <= dal:
        raise DatiNonValidi({"al": ["La finestra deve finire dopo il suo inizio."]})
    if rendicontazione.finestra_al is not None and al >= rendicontazione.finestra_al:
        raise DatiNonValidi(
            {"al": [f"Deve finire prima del consuntivo, che si chiude il {in_data(rendicontazione.finestra_al)}."]}
        )
    rendicontazione.intermedio_dal, rendicontazione.intermedio_al = dal, al
    rendicontazione.save(update_fields=["intermedio_dal", "intermedio_al"])
    prepara_intermedi(rendicontazione)
    return rendicontazione


def prepara_intermedi(rendicontazione: Rendicontazione) -> None:
    """An empty interim result for every target of the year; those that exist stay as they are."""
    Risultato.objects.bulk_create(
        (
            Risultato(rendicontazione=rendicontazione, previsione=previsione, periodo=Periodo.INTERMEDIO)
            for previsione in previsioni_dell_anno(rendicontazione.piano, rendicontazione.anno)
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def concedi_proroga(
    *,
    rendicontazione: Rendicontazione,
    persona: Persona,
    periodo: str,
    fino_al: datetime,
    motivo: str,
    utente: Utente,
    adesso: datetime,
) -> Proroga:
    """More time for all the indicators of one persona in that year and period, until a moment.

    Raises AzioneNegata, or DatiNonValidi (persona, fino_al, motivo).
    """
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_concedere(utente, rendicontazione)
    policies.controlla_finestra_fissata(rendicontazione, periodo)
    errori = _errori_proroga(rendicontazione, persona, periodo, fino_al, motivo, adesso)
    if errori:
        raise DatiNonValidi(errori)
    return Proroga.objects.create(
        rendicontazione=rendicontazione,
        persona=persona,
        periodo=periodo,
        fino_al=fino_al,
        motivo=motivo.strip(),
        concessa_da=utente,
        concessa_il=adesso,
    )


def _errori_proroga(
    rendicontazione: Rendicontazione, persona: Persona, periodo: str, fino_al: datetime, motivo: str, adesso: datetime
) -> dict[str, list[str]]:
    errori: dict[str, list[str]] = {}
    suoi = Responsabilita.objects.filter(
        persona=persona,
        persona__ente=rendicontazione.piano.ente_id,
        indicatore__previsioni__in=previsioni_dell_anno(rendicontazione.piano, rendicontazione.anno),
    )
    if not suoi.exists():
        errori["persona"] = [f"{persona} non ha indicatori da rendicontare nel {rendicontazione.anno}."]
    elif persona.utente_id is None:
        errori["persona"] = [f"{persona} non ha un accesso: collegagli prima un utente, o la proroga non serve."]
    fine = finestra_di(rendicontazione, periodo).al
    if fine is not None and fino_al <= fine:
        errori["fino_al"] = [f"La finestra è aperta per tutti fino al {in_data(fine)}: la proroga deve finire dopo."]
    elif fino_al <= adesso:
        errori["fino_al"] = ["La proroga sarebbe già finita: scegli un giorno da oggi in poi."]
    if not motivo.strip():
        errori["motivo"] = ["Scrivi il motivo: resta scritto accanto alla proroga."]
    return errori


@transaction.atomic
def termina_proroga(*, proroga: Proroga, utente: Utente, adesso: datetime) -> Proroga:
    """End it now. Raises AzioneNegata."""
    proroga = (
        Proroga.objects.select_for_update(of=("self",))
        .select_related("rendicontazione__piano__ente")
        .get(pk=proroga.pk)
    )
    permissions.controlla_puo_terminare(utente, proroga, adesso)
    proroga.fino_al = adesso
    proroga.save(update_fields=["fino_al"])
    return proroga


@transaction.atomic
def scrivi_scadenza(
    *,
    ente: Ente,
    anno: int,
    data: date,
    titolo: str,
    utente: Utente,
    bilancio: bool = False,
    nota: str = "",
    scadenza: Scadenza | None = None,
) -> Scadenza:
    """Add a date of the body's own calendar, or change `scadenza`.

    Raises AzioneNegata, or DatiNonValidi (titolo, data, bilancio).
    """
    permissions.controlla_puo_gestire(utente, ente)
    # the body is locked: two forms must not write the same date, or two budgets, at once
    Ente.objects.select_for_update().get(pk=ente.pk)
    errori = _errori_scadenza(ente, anno, data, titolo.strip(), bilancio, scadenza)
    if errori:
        raise DatiNonValidi(errori)
    scadenza = scadenza or Scadenza(ente=ente, anno=anno)
    scadenza.data, scadenza.titolo, scadenza.bilancio, scadenza.nota = data, titolo.strip(), bilancio, nota.strip()
    scadenza.save()
    return scadenza


def _errori_scadenza(
    ente: Ente, anno: int, data: date, titolo: str, bilancio: bool, scadenza: Scadenza | None
) -> dict[str, list[str]]:
    altre = Scadenza.objects.filter(ente=ente, anno=anno)
    if scadenza is not None:
        altre = altre.exclude(pk=scadenza.pk)
    errori: dict[str, list[str]] = {}
    if not titolo:
        errori["titolo"] = ["Scrivi che cosa scade."]
    elif titolo in Adempimento.titoli_dei_motivi():
        errori["titolo"] = ["Questo nome è riservato ai motivi di un ritardo: scegline un altro."]
    elif altre.filter(data=data, titolo=titolo).exists():
        errori["titolo"] = [f"«{titolo}» del {in_data(data)} è già nel calendario."]
    gia_bilancio = altre.filter(bilancio=True).first() if bilancio else None
    if gia_bilancio is not None:
        errori["bilancio"] = [f"Il bilancio è già «{gia_bilancio.titolo}» del {in_data(gia_bilancio.data)}."]
    return errori


@transaction.atomic
def togli_scadenza(*, scadenza: Scadenza, utente: Utente) -> None:
    """Raises AzioneNegata."""
    permissions.controlla_puo_gestire(utente, scadenza.ente)
    scadenza.delete()


@transaction.atomic
def scrivi_motivo_ritardo(
    *, ente: Ente, anno: int, adempimento: Adempimento, entro: date, motivo: str, utente: Utente
) -> None:
    """Why a plan or a relazione came late (art. 10, c. 5: a delay is justified); an empty reason takes it off."""
    permissions.controlla_puo_gestire(utente, ente)
    titolo = adempimento.titolo_del_motivo
    Ente.objects.select_for_update().get(pk=ente.pk)
    Scadenza.objects.filter(ente=ente, anno=anno, titolo=titolo).delete()
    if motivo.strip():
        Scadenza.objects.create(ente=ente, anno=anno, titolo=titolo, data=entro, nota=motivo.strip())
