"""The five plans as Vista, straight from the CSV fixtures: no database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from indicatori.motore.documento import (
    AzioneDati,
    CapitoloDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.vista import AttoVista, EsitoVista, FaseVista, GradoVista, Tipo, Vista
from tests.fixtures.lettura import Riga, previsioni, righe, una

TESTI = {
    "Situazione attuale": "situazione_attuale",
    "Criticità": "criticita",
    "Situazione attesa": "situazione_attesa",
    "Vantaggi": "vantaggi",
    "Descrizione azioni": "descrizione_azioni",
    "Operatori": "operatori",
    "Costi": "costi",
    "Indicatore generale": "indicatore_generale",
    "Stakeholders": "stakeholders",
    "Dimensioni valore pubblico": "dimensioni_valore_pubblico",
    "Aree strategiche": "aree_strategiche",
    "Anno primo inserimento": "anno_primo_inserimento",
}


def piano(codice: str) -> PianoDati:
    riga = righe(codice, "piano")[0]
    primo = int(riga["Primo anno"])
    return PianoDati(
        codice=codice,
        ente=riga["Ente"],
        famiglia=riga["Famiglia"],
        titolo=riga["Titolo"],
        triennio=(primo, primo + 1, primo + 2),
        obiettivi_strategici=[
            ObiettivoStrategicoDati(r["Codice"], r["Titolo"], r["Area"]) for r in righe(codice, "obiettivi_strategici")
        ],
        schede=[_scheda(codice, r) for r in righe(codice, "schede")],
        capitoli=[CapitoloDati(r["Numero"], r["Titolo"], r["Testo"], r["Tavola"]) for r in righe(codice, "capitoli")],
    )


@cache
def pdf_di(codice: str, anno: int | None = None, tipo: Tipo | None = None) -> bytes:
    """The document of a plan: the plan itself, or with the invented results of `anno`; made once a session."""
    if anno is None:
        return produci(vista(codice), "piano")
    return produci(vista_con_risultati(codice, anno), tipo or "rendicontazione")


def vista(codice: str) -> Vista:
    """The plan, approved by the act of its body."""
    dati = piano(codice)
    ente = una("dimostrazione", "enti", Codice=dati.ente)
    return Vista(
        dati,
        ente["Nome"],
        ente["Nome breve"],
        AttoVista("Consiglio di Amministrazione", "26", date(2020, 11, 30), "A1"),
    )


def vista_con_risultati(codice: str, anno: int) -> Vista:
    """The demo results of the year, with invented grades: 100 %, 83,33 %, 50 % in turn."""
    con = vista(codice)
    con.anno, con.stato_anno, con.dimostrativo = anno, "Validata", True
    gradi = [Fraction(1), Fraction(5, 6), Fraction(1, 2)]
    testi: dict[tuple[str, str], list[Riga]] = {}
    for riga in righe(codice, "risultati"):
        if riga["Anno"] == str(anno):
            testi.setdefault((riga["Scheda"], riga["Codice"]), []).append(riga)
    for scheda in con.piano.schede:
        valutati = 0
        con_target = [v for v in scheda.indicatori if v.previsioni.get(anno)]
        for n, voce in enumerate(con_target):
            trovate = testi.get((scheda.codice, voce.codice), [])
            valutati += bool(trovate)
            con.esiti[scheda.codice, voce.codice, anno] = _esito(scheda, voce, anno, trovate, gradi[n % 3])
        con.schede[scheda.codice] = GradoVista(Fraction(7, 9), "parzialmente raggiunto", "", valutati, len(con_target))
    con.totale = GradoVista(Fraction(123, 150), "parzialmente raggiunto", "", 20, 33, "Media pesata di 5 voci.")
    con.fasi = (FaseVista("Apertura della rilevazione", date(anno + 1, 1, 10)),)
    con.regole = ("Un grado non supera il 100 %.",)
    return con


def _esito(scheda: SchedaDati, voce: IndicatoreDati, anno: int, trovate: list[Riga], grado: Fraction) -> EsitoVista:
    if not trovate:
        return EsitoVista(scheda.codice, voce.codice, anno, motivo="non rendicontato", rendicontato=False)
    fascia = "raggiunto" if grado == 1 else "parzialmente raggiunto" if grado > Fraction(6, 10) else "non raggiunto"
    testo = "; ".join(riga["Risultato"] for riga in trovate)
    nota = " ".join(riga["Nota"] for riga in trovate if riga["Nota"])
    return EsitoVista(scheda.codice, voce.codice, anno, testo, grado, fascia, nota=nota, stato="Confermato")


def _scheda(codice: str, riga: Riga) -> SchedaDati:
    incidenza = riga.get("Incidenza %")
    return SchedaDati(
        codice=riga["Codice"],
        titolo=riga["Titolo"],
        tipo=riga["Tipo"],
        triennio_dichiarato=riga["Triennio dichiarato"],
        responsabile=riga["Responsabile"],
        altri_servizi=riga["Altri servizi coinvolti"],
        incidenza=Decimal(incidenza.replace(",", ".")) if incidenza else None,
        obiettivi_strategici=tuple(c for c in riga["Obiettivi strategici"].split("; ") if c),
        testi={chiave: riga[colonna] for colonna, chiave in TESTI.items() if riga.get(colonna)},
        azioni=[_azione(r) for r in righe(codice, "azioni") if r["Scheda"] == riga["Codice"]],
        indicatori=[_indicatore(r) for r in righe(codice, "indicatori") if r["Scheda"] == riga["Codice"]],
    )


def _azione(riga: Riga) -> AzioneDati:
    anni = tuple(int(colonna) for colonna, cella in riga.items() if colonna.isdigit() and cella)
    return AzioneDati(riga["Numero"], riga["Descrizione"], bool(riga["Innovazione"]), riga["Risultato atteso"], anni)


def _indicatore(riga: Riga) -> IndicatoreDati:
    termine, peso = riga.get("Termine"), riga.get("Peso")
    annotazioni = {int(c.split()[1]): t for c, t in riga.items() if c.startswith("Annotazione ") and t}
    return IndicatoreDati(
        codice=riga["Codice"],
        descrizione=riga["Indicatore"],
        azione=riga["Azione"],
        responsabili=riga.get("Responsabili", ""),
        strutture=tuple(s for s in riga.get("Strutture", "").split("; ") if s),
        algoritmo=riga.get("Algoritmo", ""),
        baseline=riga.get("Baseline", ""),
        termine=date(*(int(n) for n in reversed(termine.split("/")))) if termine else None,
        peso=Decimal(peso.replace(",", ".")) if peso else None,
        previsioni=previsioni(riga),
        annotazioni=annotazioni,
        note=riga["Note"],
    )
