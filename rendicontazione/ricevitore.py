"""Results that come from a workbook: the same rules and the same service as by hand (DESIGN.md 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from indicatori.importazione.rilievi import Rilievo
from indicatori.importazione.risultati import EsameRisultati, RigaRisultato
from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione import policies
from rendicontazione.enums import Periodo
from rendicontazione.models import Risultato
from rendicontazione.righe_risultato import FOGLIO, Proposta, proponi
from rendicontazione.services.risultati import salva_bozza

Chiave = tuple[str, str, int]


class RicevitoreRisultati:
    """Implements indicatori.importazione.risultati.Ricevitore."""

    def controlla(self, *, piano: Piano | None, righe: Sequence[RigaRisultato], adesso: datetime) -> EsameRisultati:
        """Writes nothing. Rows of a plan that cannot be measured yet are left out, with a warning."""
        if piano is None or piano.stato == StatoPiano.BOZZA:
            return EsameRisultati([_piano_in_bozza(righe)])
        esame = EsameRisultati()
        anni = set(piano.rendicontazioni.values_list("anno", flat=True))
        esame.rilievi += _anni_non_aperti(righe, anni)
        for proposta in _proposte(piano, [riga for riga in righe if riga.anno in anni], esame.rilievi):
            proposta.rilievi += _divieto(proposta, adesso)
            esame.rilievi += proposta.rilievi
            if not proposta.errata:
                esame.voci.append(proposta.voce)
        esame.rilievi += _uguali(esame.conteggi["uguale"])
        return esame

    @transaction.atomic
    def applica(self, *, piano: Piano, righe: Sequence[RigaRisultato], utente: Utente, adesso: datetime) -> int:
        """Stores what differs as drafts, all or nothing.

        Raises DatiNonValidi with the first error of the rows, and what `salva_bozza` raises.
        """
        if piano.stato == StatoPiano.BOZZA:
            return 0
        rilievi: list[Rilievo] = []
        anni = set(piano.rendicontazioni.values_list("anno", flat=True))
        rilievi += _anni_non_aperti(righe, anni)
        proposte = _proposte(piano, [riga for riga in righe if riga.anno in anni], rilievi)
        _pretendi_senza_errori(rilievi + [rilievo for proposta in proposte for rilievo in proposta.rilievi])
        diverse = [proposta for proposta in proposte if proposta.cambia]
        for proposta in diverse:
            _salva(proposta, utente, adesso)
        return len(diverse)


def _proposte(piano: Piano, righe: Sequence[RigaRisultato], rilievi: list[Rilievo]) -> list[Proposta]:
    """One for each result that the rows name, in their order; rows of no result become findings."""
    risultati = _risultati(piano, {riga.anno for riga in righe})
    gruppi: dict[Chiave, list[RigaRisultato]] = defaultdict(list)
    for riga in righe:
        gruppi[riga.scheda, riga.codice, riga.anno].append(riga)
    proposte = []
    for chiave, sue in gruppi.items():
        if (risultato := risultati.get(chiave)) is not None:
            proposte.append(proponi(risultato, sue))
        else:
            rilievi.append(_senza_previsione(sue[0]))
    return proposte


def _risultati(piano: Piano, anni: set[int]) -> dict[Chiave, Risultato]:
    trovati = Risultato.objects.filter(
        rendicontazione__piano=piano, rendicontazione__anno__in=anni, periodo=Periodo.FINALE
    ).select_related("rendicontazione", "previsione__indicatore__scheda")
    return {
        (uno.previsione.indicatore.scheda.codice, uno.previsione.indicatore.codice, uno.previsione.anno): uno
        for uno in trovati
    }


def _divieto(proposta: Proposta, adesso: datetime) -> list[Rilievo]:
    """The policy's own sentence when the result would change and may not."""
    if not proposta.cambia:
        return []
    try:
        policies.controlla_compilabile(proposta.risultato, adesso)
    except AzioneNegata as negata:
        rimedio = "Togli la riga, oppure scrivi il valore già presente."
        return [Rilievo("IMP-RISULTATO-NON-MODIFICABILE", "E", FOGLIO, proposta.cella, str(negata), rimedio)]
    return []


def _salva(proposta: Proposta, utente: Utente, adesso: datetime) -> None:
    risultato = proposta.risultato
    salva_bozza(
        risultato=risultato,
        valori=proposta.valori,
        nota=proposta.nota,
        causa=proposta.causa,
        fonte=risultato.fonte,
        versione=risultato.versione,
        utente=utente,
        adesso=adesso,
    )


def _pretendi_senza_errori(rilievi: Iterable[Rilievo]) -> None:
    errori = [f"{rilievo.dove}: {rilievo.messaggio}" for rilievo in rilievi if rilievo.gravita == "E"]
    if errori:
        raise DatiNonValidi({"": errori})


def _piano_in_bozza(righe: Sequence[RigaRisultato]) -> Rilievo:
    quanti = "1 riga" if len(righe) == 1 else f"{len(righe)} righe"
    messaggio = f"Il foglio ha {quanti} di risultati, ma il piano non è ancora approvato: non vengono importati."
    rimedio = "Dopo l'approvazione apri la rilevazione dell'anno e carica di nuovo il foglio."
    return Rilievo("IMP-RISULTATI-NON-IMPORTATI", "W", FOGLIO, "", messaggio, rimedio)


def _uguali(quanti: int) -> list[Rilievo]:
    """One finding for all of them: a workbook given back after export has hundreds."""
    if not quanti:
        return []
    messaggio = (
        "1 risultato è uguale a quello già inserito: non cambia."
        if quanti == 1
        else f"{quanti} risultati sono uguali a quelli già inseriti: non cambiano."
    )
    return [Rilievo("IMP-RISULTATI-UGUALI", "I", FOGLIO, "", messaggio)]


def _anni_non_aperti(righe: Sequence[RigaRisultato], anni: set[int]) -> list[Rilievo]:
    """One finding for each year, at its first row."""
    prime: dict[int, RigaRisultato] = {}
    for riga in righe:
        if riga.anno not in anni:
            prime.setdefault(riga.anno, riga)
    return [
        Rilievo(
            "IMP-ANNO-NON-APERTO", "E", FOGLIO, riga.cella, f"La rilevazione del {anno} non è stata aperta.",
            "Aprila dalle rendicontazioni del piano, oppure togli le righe di quell'anno.",
        )
        for anno, riga in prime.items()
    ]  # fmt: skip


def _senza_previsione(riga: RigaRisultato) -> Rilievo:
    messaggio = f"L'indicatore «{riga.codice}» della scheda {riga.scheda} non ha un target per il {riga.anno}."
    return Rilievo(
        "IMP-RISULTATO-SENZA-TARGET",
        "E",
        FOGLIO,
        riga.cella,
        messaggio,
        "Correggi il codice o l'anno, o togli la riga.",
    )
