"""How the engine reads the targets of an import: shown before anything is written."""

from __future__ import annotations

from typing import Any

from indicatori.importazione.differenze import Voce
from indicatori.motore.descrizione import descrivi
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.grammatica import interpreta


def letture_nuove(dati: PianoDati, radice: Voce) -> list[dict[str, Any]]:
    """The readings of the targets that are new or changed, in the order of the plan."""
    righe = []
    for scheda in dati.schede:
        for indicatore in scheda.indicatori:
            cambiati = _anni_cambiati(radice, scheda, indicatore)
            for anno, testo in sorted(indicatore.previsioni.items()):
                if str(anno) in cambiati:
                    righe.append(_riga(scheda, indicatore, anno, testo))
    return righe


def _anni_cambiati(radice: Voce, scheda: SchedaDati, indicatore: IndicatoreDati) -> set[str]:
    voce_scheda = radice.figlio("scheda", scheda.codice)
    voce = voce_scheda.figlio("indicatore", indicatore.codice) if voce_scheda else None
    figli = voce.figli if voce else []
    return {figlio.chiave for figlio in figli if figlio.esito in ("nuovo", "modificato")}


def _riga(scheda: SchedaDati, indicatore: IndicatoreDati, anno: int, testo: str) -> dict[str, Any]:
    letta = interpreta(testo, anno, indicatore.termine)
    return {
        "scheda": scheda.codice,
        "indicatore": indicatore.codice,
        "anno": anno,
        "testo": testo,
        "condizioni": [descrivi(condizione) for condizione in letta.condizioni],
        "avvisi": [avviso.messaggio for avviso in letta.avvisi],
    }
