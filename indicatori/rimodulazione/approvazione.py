"""The act that approves a change: the copy becomes the plan, and the plan gets a new version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pghistory
from django.db import transaction
from django.db.models import ProtectedError

from indicatori.importazione.scrittura import scrivi_piano
from indicatori.importazione.selectors import anagrafe_di
from indicatori.models import Previsione
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from indicatori.rimodulazione import permissions
from indicatori.rimodulazione.dati import fotografia
from indicatori.rimodulazione.esame import EsameRimodulazione
from indicatori.rimodulazione.porte import custode
from indicatori.rimodulazione.services import bloccata
from indicatori.selectors import piano_in_dati
from obiettivi.enums import StatoRimodulazione
from obiettivi.models import Atto, Piano, Rimodulazione, Versione
from obiettivi.porte import pubblica_il_piano
from obiettivi.services import atto_dell_ente
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi

DATA_PRIMA = "L'atto della rimodulazione non può essere precedente a quello che approva il piano ({data})."


@transaction.atomic
def approva_rimodulazione(
    *,
    rimodulazione: Rimodulazione,
    organo: str,
    numero: str,
    data: date,
    utente: Utente,
    adesso: datetime,
    allegato: str = "",
    dimostrativo: bool = False,
) -> Versione:
    """Write the copy into the plan, all or nothing, with the plan and its years locked.

    Targets are matched by their codes, so a changed one keeps its row and its result. Raises AzioneNegata (role,
    state, anything that `esame.mancanze` says) and DatiNonValidi (an act older than the version it changes).
    """
    Piano.objects.select_for_update().get(pk=rimodulazione.piano_id)
    rimodulazione = bloccata(rimodulazione)
    permissions.controlla_puo_approvare(utente, rimodulazione)
    custode().blocca(piano=rimodulazione.piano)
    esame = EsameRimodulazione.di(rimodulazione)
    if esame.mancanze:
        raise AzioneNegata("La rimodulazione non si può ancora approvare. " + " ".join(esame.mancanze))
    if data < rimodulazione.base.atto.data:
        raise DatiNonValidi({"data_atto": [DATA_PRIMA.format(data=f"{rimodulazione.base.atto.data:%d/%m/%Y}")]})
    atto = atto_dell_ente(rimodulazione.piano.ente, organo, numero, data, allegato, dimostrativo=dimostrativo)
    with pghistory.context(rimodulazione=rimodulazione.pk, atto=str(atto), user=utente.pk):
        _applica(esame, utente, adesso)
        versione = _nuova_versione(esame, atto, utente, adesso)
    pubblica_il_piano(rimodulazione.piano, utente, adesso)
    return versione


def _applica(esame: EsameRimodulazione, utente: Utente, adesso: datetime) -> None:
    piano = esame.rimodulazione.piano
    condizioni = dict(_previsioni(piano))
    try:
        custode().prepara(tolte=esame.target_toccati[0])
        scrivi_piano(
            ente=piano.ente,
            piano=piano,
            dati=_da_scrivere(esame, piano_in_dati(piano)),
            anagrafe=anagrafe_di(piano.ente),
            elimina_assenti=True,
        )
    except ProtectedError as protetto:
        frase = "Qualcosa di quello che la rimodulazione toglie ha già dei risultati: niente è stato scritto."
        raise AzioneNegata(frase) from protetto
    dopo = dict(_previsioni(piano))
    cambiate = {pk: prima for pk, prima in condizioni.items() if pk in dopo and dopo[pk] != prima}
    custode().aggiorna(piano=piano, cambiate=cambiate, utente=utente, adesso=adesso)


def _previsioni(piano: Piano) -> list[tuple[int, list[dict[str, object]]]]:
    return list(Previsione.objects.filter(indicatore__scheda__piano=piano).values_list("pk", "condizioni"))


def _nuova_versione(esame: EsameRimodulazione, atto: Atto, utente: Utente, adesso: datetime) -> Versione:
    rimodulazione = esame.rimodulazione
    versione = Versione.objects.create(
        piano=rimodulazione.piano,
        numero=rimodulazione.base.numero + 1,
        dati=fotografia(rimodulazione.piano),
        atto=atto,
        approvata_da=utente,
        approvata_il=adesso,
    )
    rimodulazione.motivi = {voce.cambiamento.percorso: voce.motivo for voce in esame.cambiamenti}
    rimodulazione.stato, rimodulazione.chiusa_il = StatoRimodulazione.APPROVATA, adesso
    rimodulazione.versione, rimodulazione.modifica = versione, rimodulazione.modifica + 1
    rimodulazione.save(update_fields=["motivi", "stato", "chiusa_il", "versione", "modifica"])
    return versione


def _da_scrivere(esame: EsameRimodulazione, attuale: PianoDati) -> PianoDati:
    """The proposed plan without what it does not change: a verso confirmed since, texts that only look different."""
    ora = {scheda.codice: scheda for scheda in attuale.schede}
    versi = {(s.codice, v.codice): v.verso for s in esame.base.schede for v in s.indicatori}
    schede = []
    for scheda in esame.proposto.schede:
        indicatori = [_con_il_verso(voce, versi.get((scheda.codice, voce.codice))) for voce in scheda.indicatori]
        schede.append(replace(scheda, testi=_testi(scheda, ora.get(scheda.codice)), indicatori=indicatori))
    return replace(esame.proposto, schede=schede)


def _con_il_verso(voce: IndicatoreDati, base: str | None) -> IndicatoreDati:
    """A blank verso leaves the one in force."""
    return replace(voce, verso="") if voce.verso == base else voce


def _testi(scheda: SchedaDati, attuale: SchedaDati | None) -> dict[str, str]:
    if attuale is None or {k: t for k, t in attuale.testi.items() if t} != {k: t for k, t in scheda.testi.items() if t}:
        return scheda.testi
    return attuale.testi
