"""Enter a result, send it, and the Nucleo's decision on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from indicatori.motore.gradi import Grado
from indicatori.motore.inserimento import controlla_valore
from indicatori.motore.valori import Valore, segnaposto
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from rendicontazione import permissions
from rendicontazione.calcolo import da_conservare, grado_calcolato
from rendicontazione.enums import EsitoGiudizio, Periodo, StatoRisultato
from rendicontazione.models import Giudizio, Risultato


def bloccato(risultato_id: int) -> Risultato:
    """The result with everything its rules need, locked until the end of the transaction.

    Its year is locked too: nobody validates it while a result is being written.
    """
    return (
        Risultato.objects.select_for_update(of=("self", "rendicontazione"), no_key=True)
        .select_related("rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore__scheda")
        .get(pk=risultato_id)
    )


@transaction.atomic
def salva_bozza(
    *,
    risultato: Risultato,
    valori: Sequence[Valore | None],
    nota: str,
    causa: str,
    fonte: str,
    versione: int,
    utente: Utente,
    adesso: datetime,
) -> Risultato:
    """Store what was entered so far, complete or not.

    `valori` is parallel to the conditions of the previsione; `versione` is the one the form was made from.
    What is stored already is not stored again: a form sent twice is one version and one row of history.
    Raises AzioneNegata, DatiNonValidi (keys "parte_<n>", from 0) or ModificaConcorrente.
    """
    risultato = bloccato(risultato.pk)
    permissions.controlla_puo_compilare(utente, risultato, adesso)
    if gia_salvato(risultato, valori=valori, nota=nota, causa=causa, fonte=fonte):
        return risultato
    if risultato.versione != versione:
        raise ModificaConcorrente(
            f"{risultato.aggiornato_da} ha salvato questo risultato mentre lo compilavi: confronta i due valori."
        )
    _controlla_valori(risultato, valori)
    risultato.valori = _da_scrivere(valori)
    risultato.nota, risultato.causa, risultato.fonte = nota.strip(), causa, fonte.strip()
    if risultato.stato == StatoRisultato.DA_INSERIRE:
        risultato.stato = StatoRisultato.BOZZA
    risultato.grado = da_conservare(grado_calcolato(risultato, risultato.rendicontazione.profilo.letto))
    risultato.versione += 1
    risultato.aggiornato_da, risultato.aggiornato_il = utente, adesso
    risultato.save()
    return risultato


def gia_salvato(risultato: Risultato, *, valori: Sequence[Valore | None], nota: str, causa: str, fonte: str) -> bool:
    """True when somebody entered exactly this, and the stored grade is still the one it gives."""
    stessi = (risultato.valori, risultato.nota, risultato.causa, risultato.fonte)
    if risultato.stato == StatoRisultato.DA_INSERIRE or stessi != (
        _da_scrivere(valori),
        nota.strip(),
        causa,
        fonte.strip(),
    ):
        return False
    return risultato.grado == da_conservare(grado_in_prova(risultato))


def _da_scrivere(valori: Sequence[Valore | None]) -> list[dict[str, Any] | None]:
    return [valore.in_json() if valore and not valore.vuoto else None for valore in valori]


def _controlla_valori(risultato: Risultato, valori: Sequence[Valore | None]) -> None:
    condizioni = risultato.previsione.lette
    if len(valori) != len(condizioni):
        raise DatiNonValidi({"": ["Il target è cambiato mentre compilavi: riapri la pagina e inserisci di nuovo."]})
    errori = {
        f"parte_{n}": frasi
        for n, (condizione, valore) in enumerate(zip(condizioni, valori, strict=True))
        if valore is not None and (frasi := controlla_valore(condizione, valore, risultato.previsione.anno))
    }
    if errori:
        raise DatiNonValidi(errori)


def grado_in_prova(risultato: Risultato) -> Grado:
    """The grade of the stored values, for the person who enters them."""
    return grado_calcolato(risultato, risultato.rendicontazione.profilo.letto)


def mancanze_per_inviare(risultato: Risultato) -> list[str]:
    """What is still missing, in sentences: the page lists them and the service refuses with them."""
    if risultato.periodo == Periodo.INTERMEDIO:
        return _mancanze_intermedie(risultato)
    mancanze = _valori_mancanti(risultato) or _spiegazioni_mancanti(risultato)
    if risultato.previsione.indicatore.scheda.evidenza_obbligatoria and not risultato.evidenze.all():
        mancanze.append("Allega almeno un'evidenza: la scheda la richiede.")
    return mancanze


def _mancanze_intermedie(risultato: Risultato) -> list[str]:
    """Half way a measure may not exist yet: then the words say how far the work is."""
    if any(risultato.letti) or risultato.nota:
        return []
    return ["Scrivi il valore a oggi, oppure spiega nella nota a che punto sei."]


def _valori_mancanti(risultato: Risultato) -> list[str]:
    condizioni = risultato.previsione.lette
    aperte = [
        n
        for n, (condizione, valore) in enumerate(zip(condizioni, risultato.letti, strict=True), start=1)
        if valore is None and not segnaposto(condizione)
    ]
    if not aperte:
        return []
    if len(condizioni) == 1:
        return ["Manca il risultato."]
    return [f"Manca il risultato della parte {', '.join(map(str, aperte))}."]


def _spiegazioni_mancanti(risultato: Risultato) -> list[str]:
    """Below 100 % the cause and the reason in words; where no grade can be told, the words alone."""
    valore = grado_in_prova(risultato).valore
    sotto = valore is not None and valore < 1
    mancanze = []
    if sotto and not risultato.causa:
        mancanze.append("Il target non è raggiunto del tutto: scegli la causa dello scostamento.")
    if not risultato.nota and (sotto or valore is None):
        mancanze.append("Il target non è raggiunto del tutto: spiega nella nota perché.")
    return mancanze


@transaction.atomic
def invia_risultato(*, risultato: Risultato, utente: Utente, adesso: datetime) -> Risultato:
    """Hand a result to the Nucleo. Raises AzioneNegata with everything that is missing."""
    risultato = bloccato(risultato.pk)
    permissions.controlla_puo_compilare(utente, risultato, adesso)
    mancanze = mancanze_per_inviare(risultato)
    if mancanze:
        raise AzioneNegata("Non si può ancora inviare. " + " ".join(mancanze))
    risultato.stato = StatoRisultato.TRASMESSO
    risultato.inviato_da, risultato.inviato_il = utente, adesso
    risultato.deciso_da, risultato.deciso_il, risultato.motivo = None, None, ""
    risultato.versione += 1
    risultato.save()
    return risultato


@transaction.atomic
def giudica_risultato(
    *,
    risultato: Risultato,
    esito: str,
    utente: Utente,
    adesso: datetime,
    motivo: str = "",
    grado_rettificato: Decimal | None = None,
) -> Giudizio:
    """The Nucleo's opinion (EsitoGiudizio); the computed grade stays beside it for ever.

    `grado_rettificato` is a share of one. Raises AzioneNegata, or DatiNonValidi (motivo, grado_rettificato).
    """
    risultato = bloccato(risultato.pk)
    permissions.controlla_puo_giudicare(utente, risultato)
    motivo = motivo.strip()
    _controlla_giudizio(risultato, esito, motivo, grado_rettificato)
    if esito != EsitoGiudizio.RETTIFICATO:
        grado_rettificato = None
    risultato.stato = StatoRisultato(esito)
    risultato.motivo, risultato.grado_rettificato = motivo, grado_rettificato
    risultato.deciso_da, risultato.deciso_il = utente, adesso
    risultato.versione += 1
    risultato.save()
    return Giudizio.objects.create(
        risultato=risultato,
        esito=esito,
        motivo=motivo,
        grado_calcolato=risultato.grado,
        grado_rettificato=grado_rettificato,
        espresso_da=utente,
        espresso_il=adesso,
    )


def _controlla_giudizio(risultato: Risultato, esito: str, motivo: str, grado: Decimal | None) -> None:
    errori: dict[str, list[str]] = {}
    if esito not in EsitoGiudizio.values:
        errori["esito"] = ["Scegli uno dei giudizi proposti."]
    if esito != EsitoGiudizio.CONFERMATO and not motivo:
        errori["motivo"] = ["Scrivi il motivo: lo leggerà chi ha inviato il risultato."]
    if esito == EsitoGiudizio.RETTIFICATO:
        tetto = risultato.rendicontazione.profilo.letto.tetto
        if grado is None or not 0 <= grado <= tetto:
            errori["grado_rettificato"] = [f"Scrivi il grado in percentuale, da 0 a {int(tetto * 100)}."]
    if errori:
        raise DatiNonValidi(errori)
