"""The Relazione sulla performance, with the headings of the Linee guida DFP 3/2018, filled from the data."""

from __future__ import annotations

from typing import Any

from rendicontazione.relazioni.celle import VoceIndice, quadro
from rendicontazione.relazioni.relazione_grafici import BARRE_MASSIME, grafico_anni, grafico_fasce, grafico_schede
from rendicontazione.relazioni.relazione_righe import (
    ObiettivoAnnuale,
    RigaObiettivo,
    confronto,
    intermedi,
    obiettivo_annuale,
    per_fascia,
    ribassi_per_atto,
    schede_per_fascia,
    triennali,
)
from rendicontazione.relazioni.relazione_vista import RelazioneVista
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.vista import Vista

PARTI = (
    ("sintesi", "1. Sintesi dei principali risultati", 1),
    ("contesto", "2. Contesto e risorse", 1),
    ("rimodulazioni", "2.1 Rimodulazioni del piano", 2),
    ("organizzativa", "3. Performance organizzativa", 1),
    ("annuali", "3.1 Obiettivi annuali", 2),
    ("scostamenti", "3.2 Scostamenti e cause", 2),
    ("mancanti", "3.3 Indicatori non rendicontati", 2),
    ("nucleo", "3.4 Forzature, neutralizzazioni e gradi decisi dal Nucleo", 2),
    ("ribassati", "3.5 Target ribassati", 2),
    ("precedente", "3.6 Confronto con gli anni precedenti", 2),
    ("intermedio", "3.7 Monitoraggio intermedio e consuntivo", 2),
    ("triennali", "3.8 Obiettivi specifici del triennio", 2),
    ("complessiva", "3.9 Performance organizzativa complessiva", 2),
    ("individuale", "4. Performance individuale", 1),
    ("processo", "5. Processo di misurazione e valutazione", 1),
    ("validazione", "6. Validazione", 1),
    ("appendice", "Appendice. Tutti gli indicatori dell’anno", 1),
)
# What each section prints; a section starts on a page of its own.
APERTURA = ("sintesi", "contesto", "rimodulazioni")
ANNUALI = ("organizzativa", "annuali")
ESITI = ("scostamenti", "mancanti", "nucleo", "ribassati")
CONFRONTI = ("precedente", "intermedio", "triennali", "complessiva")
PROCESSO = ("individuale", "processo", "validazione")
APPENDICE = ("appendice",)
# A section is composed and kept as a whole: a large plan's objectives and indicators are shared out.
OBIETTIVI_PER_SEZIONE = 12
INDICATORI_PER_SEZIONE = 150


def sezioni(vista: Vista) -> list[Sezione]:
    """The parts of the Relazione, objectives and indicators in groups. Raises ValueError when the vista has no year."""
    if vista.anno is None or vista.totale is None:
        raise ValueError("La relazione riguarda un anno: indica quale.")
    relazione = vista.relazione or RelazioneVista()
    obiettivi = [obiettivo_annuale(vista, scheda) for scheda in vista.piano.schede]
    righe = [riga for obiettivo in obiettivi for riga in obiettivo.righe]
    comune = {
        "parti": {ancora: testo for ancora, testo, _ in PARTI},
        "relazione": relazione,
        "cosa": _nomi(vista.piano.famiglia),
        "con_baseline": any(riga.indicatore.baseline for riga in righe),
    }
    return [
        Sezione("relazione_apertura", comune | _apertura(vista, obiettivi, righe), _voci(APERTURA)),
        *_a_gruppi("relazione_annuali", "obiettivi", obiettivi, OBIETTIVI_PER_SEZIONE, comune, ANNUALI),
        Sezione("relazione_esiti", comune | _esiti(vista, relazione, righe), _voci(ESITI)),
        Sezione("relazione_confronti", comune | _confronti(vista, relazione, obiettivi), _voci(CONFRONTI)),
        Sezione("relazione_processo", comune, _voci(PROCESSO)),
        *_a_gruppi("relazione_appendice", "righe", righe, INDICATORI_PER_SEZIONE, comune, APPENDICE),
    ]


def _nomi(famiglia: str) -> dict[str, str]:
    """What the plan calls its schede, for titles and sentences."""
    if famiglia == "schede":
        return {"uno": "Scheda", "molti": "schede"}
    return {"uno": "Obiettivo", "molti": "obiettivi"}


def _voci(ancore: tuple[str, ...]) -> tuple[VoceIndice, ...]:
    return tuple(VoceIndice(ancora, testo, livello) for ancora, testo, livello in PARTI if ancora in ancore)


def _a_gruppi(
    modello: str, nome: str, tutti: list[Any], quanti: int, comune: dict[str, Any], ancore: tuple[str, ...]
) -> list[Sezione]:
    """Sections of at most `quanti`, the first with the headings; one even when there is nothing to list."""
    gruppi = [tutti[n : n + quanti] for n in range(0, len(tutti), quanti)] or [[]]
    return [
        Sezione(modello, comune | {nome: gruppo, "primo": n == 0}, _voci(ancore) if n == 0 else ())
        for n, gruppo in enumerate(gruppi)
    ]


def _apertura(vista: Vista, obiettivi: list[ObiettivoAnnuale], righe: list[RigaObiettivo]) -> dict[str, Any]:
    fasce = per_fascia(righe)
    return {
        "obiettivi": obiettivi,
        "fasce": fasce,
        "grafico": grafico_fasce(vista.anno or 0, fasce) if fasce else None,
        "target_totali": len(righe),
        "senza_target": sum(1 for obiettivo in obiettivi if not obiettivo.righe),
        "con_responsabile": any(scheda.responsabile for scheda in vista.piano.schede),
        "con_servizi": any(scheda.altri_servizi for scheda in vista.piano.schede),
        "con_strutture": any(obiettivo.strutture for obiettivo in obiettivi),
        "con_costi": any(scheda.testi.get("costi") for scheda in vista.piano.schede),
    }


def _esiti(vista: Vista, relazione: RelazioneVista, righe: list[RigaObiettivo]) -> dict[str, Any]:
    return {
        "scostati": [riga for riga in righe if riga.scostata],
        "mancanti": [riga for riga in righe if riga.mancante],
        "richieste": relazione.richieste,
        "decisioni": relazione.decisioni,
        "ribassati": relazione.ribassati,
        "ribassi": ribassi_per_atto(vista),
    }


def _confronti(vista: Vista, relazione: RelazioneVista, obiettivi: list[ObiettivoAnnuale]) -> dict[str, Any]:
    prima = relazione.anni[-1] if relazione.anni else None
    return {
        "prima": prima,
        "confronto": confronto(vista, prima),
        "grafico_anni": grafico_anni(vista, relazione.anni),
        "intermedi": intermedi(vista, relazione),
        "triennali": triennali(vista),
        "avanzamenti": [
            (s, vista.schede.get(s.codice), vista.avanzamenti[s.codice])
            for s in vista.piano.schede
            if s.codice in vista.avanzamenti
        ],
        "quadro": quadro(vista),
        "grafico_schede": grafico_schede(vista, obiettivi) if obiettivi else None,
        "schede_per_fascia": schede_per_fascia(obiettivi),
        "tavola_prima": len(obiettivi) > BARRE_MASSIME,
    }
