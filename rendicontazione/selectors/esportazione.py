"""The results of a plan as the texts that export writes."""

from __future__ import annotations

from indicatori.motore.inserimento import scrivi_valore
from obiettivi.models import Piano
from rendicontazione.enums import Periodo
from rendicontazione.models import Risultato

Chiave = tuple[str, str, int]


def risultati_per_parti(piano: Piano) -> dict[Chiave, list[tuple[str, str]]]:
    """By (scheda, codice, anno): text and note of each part of the target, final results only. One query.

    The note stands with the first part. Results in which nothing was entered are left out.
    """
    risultati = Risultato.objects.filter(rendicontazione__piano=piano, periodo=Periodo.FINALE).select_related(
        "previsione__indicatore__scheda"
    )
    per_chiave = {}
    for risultato in risultati:
        previsione = risultato.previsione
        testi = [
            scrivi_valore(condizione, valore) if valore else ""
            for condizione, valore in zip(previsione.lette, risultato.letti, strict=True)
        ]
        if any(testi) or risultato.nota:
            note = [risultato.nota, *([""] * (len(testi) - 1))] if testi else [risultato.nota]
            indicatore = previsione.indicatore
            chiave = (indicatore.scheda.codice, indicatore.codice, previsione.anno)
            per_chiave[chiave] = list(zip(testi or [""], note, strict=True))
    return per_chiave


def risultati_in_testo(piano: Piano) -> dict[Chiave, str]:
    """By (scheda, codice, anno): the parts of the result in one text, for the JSON of `manage.py esporta`."""
    testi = {
        chiave: "; ".join(testo for testo, _ in parti if testo) for chiave, parti in risultati_per_parti(piano).items()
    }
    return {chiave: testo for chiave, testo in testi.items() if testo}
