"""The results of a plan as the texts that export writes."""

from __future__ import annotations

from django.db.models import QuerySet

from indicatori.esportazione.righe import ParteScritta
from indicatori.importazione.testi_cella import pulisci
from indicatori.motore.inserimento import scrivi_valore
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from rendicontazione.enums import Causa, Periodo
from rendicontazione.models import Risultato
from rendicontazione.selectors.elenchi import risultati_visibili_a

Chiave = tuple[str, str, int]


class FonteRisultati:
    """Implements indicatori.esportazione.risultati.Fonte: what the person may see of the results of a plan."""

    cause = tuple(Causa.values)

    def per_parti(self, *, piano: Piano, utente: Utente) -> dict[Chiave, list[ParteScritta]]:
        return risultati_per_parti(piano, risultati_visibili_a(utente, piano.ente))

    def in_testo(self, *, piano: Piano, utente: Utente) -> dict[Chiave, str]:
        return risultati_in_testo(piano, risultati_visibili_a(utente, piano.ente))


def risultati_per_parti(piano: Piano, risultati: QuerySet[Risultato] | None = None) -> dict[Chiave, list[ParteScritta]]:
    """By (scheda, codice, anno): each part of the target as written, final results only. One query.

    Note and cause stand with the first part. Results in which nothing was entered are left out. `risultati` are those
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
            indicatore = previsione.indicatore
            chiave = (indicatore.scheda.codice, indicatore.codice, previsione.anno)
            prima, *altre = testi or [""]
            per_chiave[chiave] = [ParteScritta(prima, nota, risultato.causa), *map(ParteScritta, altre)]
    return per_chiave


def risultati_in_testo(piano: Piano, risultati: QuerySet[Risultato] | None = None) -> dict[Chiave, str]:
    """By (scheda, codice, anno): the parts of the result in one text, for the JSON of `manage.py esporta`."""
    per_parti = risultati_per_parti(piano, risultati)
    testi = {chiave: "; ".join(parte.testo for parte in parti if parte.testo) for chiave, parti in per_parti.items()}
    return {chiave: testo for chiave, testo in testi.items() if testo}
