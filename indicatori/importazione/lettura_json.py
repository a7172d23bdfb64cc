"""The JSON of `manage.py esporta` back to the sheets of the template, so that it is read as every other file.

Runs in the child process of `processo.py`, after the guard.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from indicatori.esportazione.righe import Pagina, ParteScritta, Parti, in_pagine
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.guardia import FileRifiutato
from indicatori.importazione.testi_cella import in_testo
from indicatori.importazione.tetto import Tetto
from indicatori.motore.documento import (
    AzioneDati,
    CapitoloDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)

_NON_E_UN_PIANO = "Il file .json non è un piano esportato da pianoperf: {perche}. Esportalo di nuovo e ricaricalo."
MASSIMO = 10**6
Oggetto = dict[str, Any]


def leggi_json(contenuto: bytes) -> list[Foglio]:
    """The sheets that the plan would be written on. Raises FileRifiutato and TroppeCelle."""
    try:
        letto = json.loads(contenuto.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_costante)
    except (ValueError, RecursionError):
        raise _rifiuto("non è un JSON leggibile") from None
    if not isinstance(letto, dict):
        raise _rifiuto("non comincia con un oggetto")
    piano, parti = da_json(letto)
    return _in_fogli(in_pagine(piano, parti))


def da_json(dati: Oggetto) -> tuple[PianoDati, Parti]:
    """The inverse of `in_json`: the plan, and each part of its results by (scheda, codice, anno).

    Raises FileRifiutato for another shape.
    """
    anni = dati.get("triennio")
    if not isinstance(anni, list) or len(anni) != 3 or not all(isinstance(anno, int) for anno in anni):
        raise _rifiuto("«triennio» non è un elenco di tre anni")
    piano = PianoDati(
        _testo(dati, "codice"),
        _testo(dati, "ente"),
        _testo(dati, "famiglia"),
        _testo(dati, "titolo"),
        (anni[0], anni[1], anni[2]),
        [
            ObiettivoStrategicoDati(*(_testo(voce, chiave) for chiave in ("codice", "titolo", "area")))
            for voce in _oggetti(dati, "obiettivi_strategici")
        ],
        [_scheda(voce) for voce in _oggetti(dati, "schede")],
        [
            CapitoloDati(*(_testo(voce, chiave) for chiave in ("numero", "titolo", "testo", "tavola")))
            for voce in _oggetti(dati, "capitoli")
        ],
    )
    return piano, dict(_risultati(dati))


def _scheda(dati: Oggetto) -> SchedaDati:
    return SchedaDati(
        codice=_testo(dati, "codice"),
        titolo=_testo(dati, "titolo"),
        tipo=_testo(dati, "tipo"),
        triennio_dichiarato=_testo(dati, "triennio_dichiarato"),
        responsabile=_testo(dati, "responsabile"),
        altri_servizi=_testo(dati, "altri_servizi"),
        incidenza=_numero(dati, "incidenza"),
        obiettivi_strategici=_testi(dati, "obiettivi_strategici"),
        testi={chiave: testo for chiave in _oggetto(dati, "testi") if (testo := _testo(dati["testi"], chiave))},
        azioni=[_azione(voce) for voce in _oggetti(dati, "azioni")],
        indicatori=[_indicatore(voce) for voce in _oggetti(dati, "indicatori")],
    )


def _azione(dati: Oggetto) -> AzioneDati:
    anni = dati.get("anni") or []
    if not isinstance(anni, list) or not all(isinstance(anno, int) for anno in anni):
        raise _rifiuto("«anni» di un'azione non è un elenco di anni")
    return AzioneDati(
        _testo(dati, "numero"),
        _testo(dati, "descrizione"),
        bool(dati.get("innovazione")),
        _testo(dati, "risultato_atteso"),
        tuple(anni),
    )


def _indicatore(dati: Oggetto) -> IndicatoreDati:
    annotazioni = _per_anno(dati, "annotazioni")
    return IndicatoreDati(
        codice=_testo(dati, "codice"),
        descrizione=_testo(dati, "descrizione"),
        azione=_testo(dati, "azione"),
        responsabili=_testo(dati, "responsabili"),
        strutture=_testi(dati, "strutture"),
        algoritmo=_testo(dati, "algoritmo"),
        baseline=_testo(dati, "baseline"),
        termine=_giorno(dati, "termine"),
        peso=_numero(dati, "peso"),
        verso=_testo(dati, "verso"),
        previsioni=_per_anno(dati, "previsioni"),
        annotazioni=annotazioni,
        note=_nota(_testo(dati, "note"), annotazioni),
        ciclico=bool(dati.get("ciclico")),
        condizionato_da=_testo(dati, "condizionato_da"),
    )


def _nota(scritta: str, annotazioni: dict[int, str]) -> str:
    """Export joins the annotations to the note (`note_con_annotazioni`): they are taken off again."""
    unite = " ".join(testo for _, testo in sorted(annotazioni.items()))
    if not unite or not scritta.endswith(unite):
        return scritta
    return scritta[: -len(unite)].removesuffix(" ")


def _risultati(dati: Oggetto) -> Iterator[tuple[tuple[str, str, int], list[ParteScritta]]]:
    for scheda in _oggetti(dati, "schede"):
        for voce in _oggetti(scheda, "indicatori"):
            scritti = _oggetto(voce, "risultati_parti")
            for anno in scritti:
                parti = [
                    ParteScritta(*(_testo(parte, chiave) for chiave in ParteScritta._fields))
                    for parte in _oggetti(scritti, anno)
                ]
                yield (_testo(scheda, "codice"), _testo(voce, "codice"), _anno(anno)), parti


def _in_fogli(pagine: list[Pagina]) -> list[Foglio]:
    fogli, tetto = [], Tetto()
    for pagina in pagine:
        foglio = Foglio(pagina.modello.nome)
        for numero, riga in enumerate((pagina.intestazioni, *pagina.righe), start=1):
            for colonna, valore in enumerate(riga, start=1):
                testo = in_testo(valore)
                if testo:
                    tetto.conta(testo)
                foglio.scrivi(numero, colonna, testo)
        fogli.append(foglio)
    return fogli


def _testo(dati: Oggetto, chiave: str) -> str:
    valore = dati.get(chiave)
    if valore is None:
        return ""
    if not isinstance(valore, str):
        raise _rifiuto(f"«{chiave}» non è un testo")
    return valore.replace("\x00", "")


def _testi(dati: Oggetto, chiave: str) -> tuple[str, ...]:
    valori = dati.get(chiave) or []
    if not isinstance(valori, list) or not all(isinstance(valore, str) for valore in valori):
        raise _rifiuto(f"«{chiave}» non è un elenco di testi")
    return tuple(valori)


def _oggetto(dati: Oggetto, chiave: str) -> Oggetto:
    valore = dati.get(chiave) or {}
    if not isinstance(valore, dict):
        raise _rifiuto(f"«{chiave}» non è un oggetto")
    return valore


def _oggetti(dati: Oggetto, chiave: str) -> list[Oggetto]:
    valori = dati.get(chiave) or []
    if not isinstance(valori, list) or not all(isinstance(valore, dict) for valore in valori):
        raise _rifiuto(f"«{chiave}» non è un elenco di oggetti")
    return valori


def _per_anno(dati: Oggetto, chiave: str) -> dict[int, str]:
    valori = _oggetto(dati, chiave)
    return {_anno(anno): testo for anno in valori if (testo := _testo(valori, anno))}


def _anno(scritto: str) -> int:
    if not (scritto.isascii() and scritto.isdecimal() and len(scritto) == 4):
        raise _rifiuto(f"«{scritto[:20]}» non è un anno")
    return int(scritto)


def _numero(dati: Oggetto, chiave: str) -> Decimal | None:
    valore = dati.get(chiave)
    if valore is None:
        return None
    if isinstance(valore, int | Decimal) and not isinstance(valore, bool) and -MASSIMO < valore < MASSIMO:
        return Decimal(valore)
    raise _rifiuto(f"«{chiave}» non è un numero")


def _giorno(dati: Oggetto, chiave: str) -> date | None:
    testo = _testo(dati, chiave)
    try:
        return date.fromisoformat(testo) if testo else None
    except ValueError:
        raise _rifiuto(f"«{chiave}» non è un giorno come 2026-06-30") from None


def _costante(scritta: str) -> Any:
    raise ValueError(scritta)


def _rifiuto(perche: str) -> FileRifiutato:
    return FileRifiutato(_NON_E_UN_PIANO.format(perche=perche))
