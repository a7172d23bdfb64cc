"""Plans as the API gives them: as the act of a version approved them, with the readings of their targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from indicatori.enums import StatoLettura
from indicatori.esportazione.json_piano import Risultati, in_json
from indicatori.models import Previsione
from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione.dati import da_json
from indicatori.selectors import piano_in_dati
from obiettivi.models import Versione
from rendicontazione.api.problemi import non_trovato
from rendicontazione.api.visione import Visione, riga_di
from rendicontazione.pubblica.vetrina import PianoPubblico
from rendicontazione.relazioni.esiti import esiti_di
from rendicontazione.selectors import valutazione

Chiave = tuple[str, str, int]
# What a reading is, of each of the plan's targets: equal while none has changed.
_LETTURE = """
    SELECT count(*), bit_xor(hashtextextended(p.testo || p.lettura || p.condizioni::text, p.id))
    FROM indicatori_previsione p
    JOIN indicatori_indicatore i ON i.id = p.indicatore_id
    JOIN obiettivi_scheda s ON s.id = i.scheda_id
    WHERE s.piano_id = %s AND p.lettura = ANY(%s)
"""


def piano_approvato(piano: PianoPubblico, numero: int | None = None) -> PianoDati:
    """As an act approved it: the version in force, or `numero`. Raises ErroreApi (404) when there is none such."""
    numeri = {voce.numero for voce in piano.versioni}
    chiesto = piano.versione.numero if numero is None else numero
    if chiesto not in numeri:
        raise non_trovato(f"Questo piano non ha una versione {chiesto}.")
    versione = Versione.objects.filter(piano=piano.pk, numero=chiesto).first()
    # an older installation kept no version: the plan of today is the one that was approved
    return da_json(versione.dati) if versione else piano_in_dati(riga_di(piano))


def in_oggetto(dati: PianoDati, versione: int, risultati: Risultati) -> dict[str, Any]:
    """The shape of `manage.py esporta`, always with its chapters, and the number of the version."""
    return {"capitoli": [], **in_json(dati, risultati), "versione": versione}


def risultati_visibili(visione: Visione, piano: PianoPubblico) -> Risultati:
    """The results in words of the years that the key sees; those that nobody handed in have none."""
    testi: dict[Chiave, str] = {}
    for anno in visione.anni_di(piano):
        esiti = esiti_di(valutazione(anno))
        testi.update({chiave: esito.testo for chiave, esito in esiti.items() if esito.testo})
    return testi


def letture_di(visione: Visione, piano: PianoPubblico) -> Mapping[Chiave, Previsione]:
    """The readings of the version in force, by scheda, indicator and year: for the public only the confirmed ones."""
    previsioni = Previsione.objects.filter(indicatore__scheda__piano=piano.pk, lettura__in=_stati(visione))
    return {
        (voce.indicatore.scheda.codice, voce.indicatore.codice, voce.anno): voce
        for voce in previsioni.select_related("indicatore__scheda")
    }


def segno_delle_letture(visione: Visione, piano: PianoPubblico) -> tuple[Any, ...]:
    """Equal while the readings that the key sees are. One query."""
    with connection.cursor() as cursore:
        cursore.execute(_LETTURE, [piano.pk, _stati(visione)])
        return tuple(cursore.fetchall())


def _stati(visione: Visione) -> list[str]:
    tutti = [StatoLettura.CONFERMATA.value, StatoLettura.PROPOSTA.value]
    return tutti if visione.interna else tutti[:1]
