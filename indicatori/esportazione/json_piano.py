"""The JSON of `manage.py esporta` (DESIGN.md 8): fixed keys, years as strings, weights exact or with two decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from indicatori.esportazione.righe import Parti
from indicatori.motore.aggregazione import pesi_anno
from indicatori.motore.documento import TESTI_PIAO, AzioneDati, CapitoloDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.numeri import arrotonda

Risultati = Mapping[tuple[str, str, int], str]


def in_json(dati: PianoDati, risultati: Risultati | None = None, parti: Parti | None = None) -> dict[str, Any]:
    """The plan as JSON data. `risultati` maps (scheda, codice, anno) to the result's text, over those of `dati`.

    `parti` maps the same to each part of the result: what an import of this file takes. A plan without chapters has no
    key for them: its JSON, and every fingerprint of it, is that of before chapters were.
    """
    capitoli = [_capitolo(capitolo) for capitolo in dati.capitoli]
    return {
        "codice": dati.codice,
        "ente": dati.ente,
        "famiglia": dati.famiglia,
        "titolo": dati.titolo,
        "triennio": list(dati.triennio),
        "obiettivi_strategici": [
            {"codice": obiettivo.codice, "titolo": obiettivo.titolo, "area": obiettivo.area}
            for obiettivo in dati.obiettivi_strategici
        ],
        "schede": [_scheda(scheda, dati.famiglia, risultati or {}, parti or {}) for scheda in dati.schede],
    } | ({"capitoli": capitoli} if capitoli else {})


def json_del_piano(dati: PianoDati, risultati: Risultati | None = None, parti: Parti | None = None) -> bytes:
    """The file that `manage.py esporta` writes: UTF-8, indented, one line end at its end."""
    return f"{json.dumps(in_json(dati, risultati, parti), ensure_ascii=False, indent=2)}\n".encode()


def _scheda(scheda: SchedaDati, famiglia: str, risultati: Risultati, parti: Parti) -> dict[str, Any]:
    pesi = _pesi_per_anno(scheda)
    return {
        "codice": scheda.codice,
        "tipo": scheda.tipo,
        "titolo": scheda.titolo,
        "triennio_dichiarato": scheda.triennio_dichiarato,
        "responsabile": scheda.responsabile,
        "altri_servizi": scheda.altri_servizi,
        "incidenza": _numero(scheda.incidenza),
        "obiettivi_strategici": list(scheda.obiettivi_strategici),
        "testi": {
            chiave: scheda.testi.get(chiave, "") for chiave in (TESTI_PIAO if famiglia == "piao" else scheda.testi)
        },
        "azioni": [_azione(azione) for azione in scheda.azioni],
        "indicatori": [
            _indicatore(indicatore, pesi.get(indicatore.codice, {}), _risultati(scheda, indicatore, risultati))
            | _parti(scheda, indicatore, parti)
            for indicatore in scheda.indicatori
        ],
    }


def _capitolo(capitolo: CapitoloDati) -> dict[str, str]:
    return {
        "numero": capitolo.numero,
        "titolo": capitolo.titolo,
        "testo": capitolo.testo,
        "tavola": capitolo.tavola,
    }


def _azione(azione: AzioneDati) -> dict[str, Any]:
    return {
        "numero": azione.numero,
        "innovazione": azione.innovazione,
        "descrizione": azione.descrizione,
        "risultato_atteso": azione.risultato_atteso,
        "anni": list(azione.anni),
    }


def _indicatore(indicatore: IndicatoreDati, pesi: dict[str, str], risultati: dict[str, str]) -> dict[str, Any]:
    return {
        "codice": indicatore.codice,
        "azione": indicatore.azione,
        "descrizione": indicatore.descrizione,
        "responsabili": indicatore.responsabili,
        "strutture": list(indicatore.strutture),
        "algoritmo": indicatore.algoritmo,
        "baseline": indicatore.baseline,
        "termine": indicatore.termine.isoformat() if indicatore.termine else None,
        "peso": _numero(indicatore.peso),
        "pesi_anno": pesi,
        "verso": indicatore.verso,
        "ciclico": indicatore.ciclico,
        "condizionato_da": indicatore.condizionato_da,
        "previsioni": {str(anno): testo for anno, testo in sorted(indicatore.previsioni.items())},
        "annotazioni": {str(anno): testo for anno, testo in sorted(indicatore.annotazioni.items())},
        "risultati": risultati,
        "note": note_con_annotazioni(indicatore),
    }


def note_con_annotazioni(indicatore: IndicatoreDati) -> str:
    """The note and the texts printed in the years' result columns, joined: the document has them side by side."""
    annotazioni = [testo for _, testo in sorted(indicatore.annotazioni.items())]
    return " ".join(testo for testo in (indicatore.note, *annotazioni) if testo)


def _risultati(scheda: SchedaDati, indicatore: IndicatoreDati, risultati: Risultati) -> dict[str, str]:
    anni = {**indicatore.risultati}
    for anno in {*indicatore.previsioni, *indicatore.annotazioni}:
        testo = risultati.get((scheda.codice, indicatore.codice, anno))
        if testo:
            anni[anno] = testo
    return {str(anno): testo for anno, testo in sorted(anni.items())}


def _parti(scheda: SchedaDati, indicatore: IndicatoreDati, parti: Parti) -> dict[str, Any]:
    """The key "risultati_parti", only where something was entered."""
    anni = {
        str(anno): [parte._asdict() for parte in scritte]
        for anno in sorted({*indicatore.previsioni, *indicatore.annotazioni})
        if (scritte := parti.get((scheda.codice, indicatore.codice, anno)))
    }
    return {"risultati_parti": anni} if anni else {}


def _pesi_per_anno(scheda: SchedaDati) -> dict[str, dict[str, str]]:
    """Weight of the year of each step that has a weight and a termine, in percent with two decimals (domain.md 3.4)."""
    passi = [(voce.codice, voce.peso, voce.termine) for voce in scheda.indicatori if voce.termine and voce.peso]
    per_codice: dict[str, dict[str, str]] = {}
    for anno in sorted({termine.year for _, _, termine in passi}):
        for codice, quota in pesi_anno(passi, anno).items():
            per_codice.setdefault(codice, {})[str(anno)] = str(arrotonda(quota, 2))
    return per_codice


def _numero(valore: Decimal | None) -> int | float | None:
    """A percent as a JSON number: it has at most three decimals."""
    if valore is None:
        return None
    return int(valore) if valore == valore.to_integral_value() else float(valore)
