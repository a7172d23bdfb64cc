"""A plan as the JSON of `manage.py esporta`, and back: what versions and proposals keep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from indicatori.esportazione.json_piano import in_json
from indicatori.motore.documento import (
    AzioneDati,
    CapitoloDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano


def fotografia(piano: Piano) -> dict[str, Any]:
    """The plan as it is now, whole, without results."""
    return in_json(piano_in_dati(piano))


def da_json(dati: dict[str, Any]) -> PianoDati:
    """The inverse of `in_json`; results and weights of the year, which are computed, are left out."""
    primo, secondo, terzo = dati["triennio"]
    return PianoDati(
        codice=dati["codice"],
        ente=dati["ente"],
        famiglia=dati["famiglia"],
        titolo=dati["titolo"],
        triennio=(primo, secondo, terzo),
        obiettivi_strategici=[
            ObiettivoStrategicoDati(voce["codice"], voce["titolo"], voce["area"])
            for voce in dati["obiettivi_strategici"]
        ],
        schede=[_scheda(voce) for voce in dati["schede"]],
        capitoli=[
            CapitoloDati(voce["numero"], voce["titolo"], voce["testo"], voce["tavola"])
            for voce in dati.get("capitoli", [])
        ],
    )


def _scheda(dati: dict[str, Any]) -> SchedaDati:
    return SchedaDati(
        codice=dati["codice"],
        titolo=dati["titolo"],
        tipo=dati["tipo"],
        triennio_dichiarato=dati["triennio_dichiarato"],
        responsabile=dati["responsabile"],
        altri_servizi=dati["altri_servizi"],
        incidenza=_decimale(dati["incidenza"]),
        obiettivi_strategici=tuple(dati["obiettivi_strategici"]),
        testi={chiave: testo for chiave, testo in dati["testi"].items() if testo},
        azioni=[_azione(voce) for voce in dati["azioni"]],
        indicatori=[_indicatore(voce) for voce in dati["indicatori"]],
    )


def _azione(dati: dict[str, Any]) -> AzioneDati:
    return AzioneDati(
        numero=dati["numero"],
        descrizione=dati["descrizione"],
        innovazione=dati["innovazione"],
        risultato_atteso=dati["risultato_atteso"],
        anni=tuple(dati["anni"]),
    )


def _indicatore(dati: dict[str, Any]) -> IndicatoreDati:
    annotazioni = _per_anno(dati["annotazioni"])
    return IndicatoreDati(
        codice=dati["codice"],
        descrizione=dati["descrizione"],
        azione=dati["azione"],
        responsabili=dati["responsabili"],
        strutture=tuple(dati["strutture"]),
        algoritmo=dati["algoritmo"],
        baseline=dati["baseline"],
        termine=date.fromisoformat(dati["termine"]) if dati["termine"] else None,
        peso=_decimale(dati["peso"]),
        verso=dati["verso"],
        previsioni=_per_anno(dati["previsioni"]),
        annotazioni=annotazioni,
        note=_nota(dati["note"], annotazioni),
        ciclico=dati.get("ciclico", False),
        condizionato_da=dati.get("condizionato_da", ""),
    )


def _nota(scritta: str, annotazioni: dict[int, str]) -> str:
    """The note alone: the JSON joins to it the annotations, which it also gives by themselves."""
    coda = " ".join(testo for _, testo in sorted(annotazioni.items()) if testo)
    return scritta if not coda else scritta.removesuffix(coda).removesuffix(" ")


def _per_anno(dati: dict[str, str]) -> dict[int, str]:
    return {int(anno): testo for anno, testo in dati.items()}


def _decimale(valore: int | float | None) -> Decimal | None:
    return None if valore is None else Decimal(str(valore))
