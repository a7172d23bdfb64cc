"""The results of a plan as the texts that export writes."""

from __future__ import annotations

from django.db.models import QuerySet

from indicatori.importazione.testi_cella import pulisci
from indicatori.motore.inserimento import scrivi_valore
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from rendicontazione.enums import Periodo
from rendicontazione.models import Risultato
from rendicontazione.selectors.elenchi import risultati_visibili_a

Chiave = tuple[str, str, int]


class FonteRisultati:
    """Implements indicatori.esportazione.risultati.Fonte: what the person may see of the results of a plan."""

    def per_parti(self, *, piano: Piano, utente: Utente) -> dict[Chiave, list[tuple[str, str]]]:
        return risultati_per_parti(piano, risultati_visibili_a(utente, piano.ente))

    def in_testo(self, *, piano: Piano, utente: Utente) -> dict[Chiave, str]:
        return risultati_in_testo(piano, risultati_visibili_a(utente, piano.ente))


def risultati_per_parti(
    piano: Piano, risultati: QuerySet[Risultato] | None = None
) -> dict[Chiave, list[tuple[str, str]]]:
    """By (scheda, codice, anno): text and note of each part of the target, final results only. One query.

    The note stands with the first part. Results in which nothing was entered are left out. `risultati` are those
    to choose from, all of them when left out.
    """
    tutti = Risultato.objects.all() if risultati is None else risultati
    risultati = tutti.filter(rendicontazione__piano=piano, periodo=Periodo.FINALE).select_related(
        "previsione__indicatore__scheda"
    )
    per_chiave = {}
    for risultato in risultati:
        previsione = risultato.previsione
        testi = [
            scrivi_valore(condizione, valore) if valore else ""
            for condizione, valore in zip(previsione.lette, risultato.letti, strict=True)
        ]
        nota = pulisci(risultato.nota)
        if any(testi) or nota:
            note = [nota, *([""] * (len(testi) - 1))] if testi else [nota]
            indicatore = previsione.indicatore
            chiave = (indicatore.scheda.codice, indicatore.codice, previsione.anno)
            per_chiave[chiave] = list(zip(testi or [""], note, strict=True))
    return per_chiave


def risultati_in_testo(piano: Piano, risultati: QuerySet[Risultato] | None = None) -> dict[Chiave, str]:
    """By (scheda, codice, anno): the parts of the result in one text, for the JSON of `manage.py esporta`."""
    per_parti = risultati_per_parti(piano, risultati)
    testi = {chiave: "; ".join(testo for testo, _ in parti if testo) for chiave, parti in per_parti.items()}
    return {chiave: testo for chiave, testo in testi.items() if testo}
