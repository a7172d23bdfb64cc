"""The five plans as plain data, out of the CSV fixtures: no Django, no importer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from indicatori.motore.documento import AzioneDati, IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from indicatori.motore.numeri import leggi_numero
from tests.fixtures.lettura import Riga, previsioni, righe


def piano(codice: str) -> PianoDati:
    """One of the five plans."""
    testa = righe(codice, "piano")[0]
    primo = int(testa["Primo anno"])
    strategici = [
        ObiettivoStrategicoDati(riga["Codice"], riga["Titolo"], riga["Area"])
        for riga in righe(codice, "obiettivi_strategici")
    ]
    return PianoDati(
        codice,
        testa["Ente"],
        testa["Famiglia"],
        testa["Titolo"],
        (primo, primo + 1, primo + 2),
        strategici,
        [_scheda(codice, riga) for riga in righe(codice, "schede")],
    )


def _scheda(codice: str, riga: Riga) -> SchedaDati:
    sua = riga["Codice"]
    return SchedaDati(
        codice=sua,
        titolo=riga["Titolo"],
        tipo=riga["Tipo"],
        triennio_dichiarato=riga["Triennio dichiarato"],
        responsabile=riga["Responsabile"],
        incidenza=_numero(riga["Incidenza %"]),
        obiettivi_strategici=tuple(filter(None, riga["Obiettivi strategici"].split("; "))),
        testi={
            "costi": riga.get("Costi", ""),
            "situazione_attesa": riga.get("Situazione attesa", ""),
            "anno_primo_inserimento": riga.get("Anno primo inserimento", ""),
        },
        azioni=[_azione(azione) for azione in righe(codice, "azioni") if azione["Scheda"] == sua],
        indicatori=[_indicatore(passo) for passo in righe(codice, "indicatori") if passo["Scheda"] == sua],
    )


def _azione(riga: Riga) -> AzioneDati:
    anni = tuple(int(nome) for nome, segno in riga.items() if nome.isdigit() and segno)
    return AzioneDati(riga["Numero"], riga["Descrizione"], bool(riga["Innovazione"]), riga["Risultato atteso"], anni)


def _indicatore(riga: Riga) -> IndicatoreDati:
    termine = riga.get("Termine", "")
    return IndicatoreDati(
        codice=riga["Codice"],
        descrizione=riga["Indicatore"],
        azione=riga["Azione"],
        responsabili=riga.get("Responsabili", ""),
        algoritmo=riga.get("Algoritmo", ""),
        baseline=riga.get("Baseline", ""),
        termine=_giorno(termine) if termine else None,
        peso=_numero(riga.get("Peso", "")),
        previsioni=previsioni(riga),
        note=riga.get("Note", ""),
    )


def _giorno(testo: str) -> date:
    giorno, mese, anno = (int(parte) for parte in testo.split("/"))
    return date(anno, mese, giorno)


def _numero(testo: str) -> Decimal | None:
    return leggi_numero(testo) if testo else None
