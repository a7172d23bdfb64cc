"""The results of a year as JSON data: grades exact and in percent, days and moments in ISO form."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.gradi import Grado
from indicatori.motore.numeri import arrotonda
from pianoperf.organizzazione.models import Utente
from rendicontazione.esportazione.risultati import RisultatiEsportati, RisultatoEsportato
from rendicontazione.models import Evidenza, Giudizio

FORMATO = 1


def percento(valore: Fraction | None) -> Decimal | None:
    """A share of one in percent, rounded half up to two decimals as the pages print it."""
    return None if valore is None else arrotonda(valore * 100, 2)


def risultati_in_json(esportati: RisultatiEsportati) -> dict[str, Any]:
    """The year and its results; `ente` and `schede` only for who sees the quadro."""
    anno = esportati.rendicontazione
    dati: dict[str, Any] = {
        "formato": FORMATO,
        "piano": anno.piano.codice,
        "ente": anno.piano.ente.codice,
        "anno": anno.anno,
        "stato": anno.stato,
        "dimostrativa": anno.dimostrativa,
        "validata_il": _momento(anno.validata_il),
        "risultati": [_risultato(riga) for riga in esportati.righe],
    }
    if esportati.intera is not None:
        intera = esportati.intera
        dati["grado"] = _aggregato(intera.ente, intera.fascia.nome if intera.fascia else "")
        dati["schede"] = [
            {"codice": voce.scheda.codice, "titolo": voce.scheda.titolo}
            | _aggregato(voce.aggregato, voce.fascia.nome if voce.fascia else "")
            for voce in intera.schede
        ]
    return dati


def json_dei_risultati(esportati: RisultatiEsportati) -> bytes:
    return f"{json.dumps(risultati_in_json(esportati), ensure_ascii=False, indent=2)}\n".encode()


def _risultato(riga: RisultatoEsportato) -> dict[str, Any]:
    risultato, indicatore, scritto = riga.risultato, riga.indicatore, riga.scritto
    return {
        "scheda": riga.scheda.codice,
        "azione": indicatore.azione.numero if indicatore.azione else "",
        "codice": indicatore.codice,
        "indicatore": indicatore.descrizione,
        "responsabili": indicatore.responsabili_testo,
        "incaricati": riga.incaricati,
        "strutture": riga.strutture,
        "peso": None if riga.voce.peso is None else str(arrotonda(riga.voce.peso, 2)),
        "target": risultato.previsione.testo,
        "risultato": riga.testo,
        "parti": [{"misura": misura, "risultato": testo} for misura, testo in riga.parti],
        "stato": risultato.stato,
        "grado": _grado(riga.voce.grado),
        "grado_calcolato": _grado(riga.grado_calcolato),
        "fascia": riga.voce.fascia.nome if riga.voce.fascia else "",
        "modificato_dopo_la_validazione": riga.voce.modifica is not None,
        "causa": risultato.causa,
        "nota": risultato.nota,
        "fonte": risultato.fonte,
        "motivo": risultato.motivo,
        "evidenze": [_evidenza(evidenza) for evidenza in scritto.evidenze.all()],
        "giudizi": [_giudizio(giudizio) for giudizio in scritto.giudizi.all()],
        "inserito": _chi_e_quando(scritto.aggiornato_da, scritto.aggiornato_il),
        "inviato": _chi_e_quando(scritto.inviato_da, scritto.inviato_il),
        "deciso": _chi_e_quando(scritto.deciso_da, scritto.deciso_il),
    }


def _grado(grado: Grado) -> dict[str, str | None]:
    """`esatto` is the share of one as "n/d"."""
    valore = percento(grado.valore)
    return {
        "stato": grado.stato.value,
        "esatto": None if grado.valore is None else str(grado.valore),
        "percento": None if valore is None else str(valore),
    }


def _aggregato(aggregato: Aggregato, fascia: str) -> dict[str, Any]:
    return {"grado": _grado(aggregato.grado), "fascia": fascia, "copertura": aggregato.copertura.in_json()}


def _evidenza(evidenza: Evidenza) -> dict[str, str]:
    return {"nome": evidenza.nome, "sha256": evidenza.sha256, "indirizzo": evidenza.indirizzo}


def _giudizio(giudizio: Giudizio) -> dict[str, Any]:
    return {"esito": giudizio.esito, "motivo": giudizio.motivo} | _chi_e_quando(
        giudizio.espresso_da, giudizio.espresso_il
    )


def _chi_e_quando(utente: Utente | None, momento: datetime | None) -> dict[str, str | None]:
    return {"da": str(utente) if utente else None, "il": _momento(momento)}


def _momento(momento: datetime | None) -> str | None:
    return momento.isoformat() if momento else None
