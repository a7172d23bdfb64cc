"""The Relazione sulla performance, with the headings of the Linee guida DFP 3/2018, filled from the data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from indicatori.motore.documento import IndicatoreDati, SchedaDati
from rendicontazione.relazioni.celle import SENZA_TARGET, VoceIndice, quadro
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.vista import EsitoVista, GradoVista, Vista

PARTI = (
    ("sintesi", "1. Sintesi dei principali risultati", 1),
    ("contesto", "2. Contesto e risorse", 1),
    ("organizzativa", "3. Performance organizzativa", 1),
    ("annuali", "3.1 Obiettivi annuali", 2),
    ("scostamenti", "3.2 Scostamenti e cause", 2),
    ("mancanti", "3.3 Indicatori non rendicontati", 2),
    ("triennali", "3.4 Obiettivi specifici del triennio", 2),
    ("complessiva", "3.5 Performance organizzativa complessiva", 2),
    ("individuale", "4. Performance individuale", 1),
    ("processo", "5. Processo di misurazione e valutazione", 1),
    ("validazione", "6. Validazione", 1),
)
APERTURA = ("sintesi", "contesto", "rimodulazioni")
ANNUALI = ("organizzativa", "annuali")
ESITI = ("scostamenti", "mancanti", "triennali", "complessiva")
PROCESSO = ("individuale", "processo", "validazione")
# A section is composed and kept as a whole: a large plan's objectives are shared out.
OBIETTIVI_PER_SEZIONE = 12
RIMODULAZIONI = "2.1 Rimodulazioni del piano"


@dataclass(frozen=True, slots=True)
class RigaObiettivo:
    """An indicator with a target in the year; `esito` is None when nothing was ever entered."""

    scheda: SchedaDati
    indicatore: IndicatoreDati
    target: str
    esito: EsitoVista | None

    @property
    def mancante(self) -> bool:
        return self.esito is None or not self.esito.rendicontato

    @property
    def scostata(self) -> bool:
        """Reported, with a grade below 100 %."""
        return not self.mancante and self.esito is not None and self.esito.grado is not None and self.esito.grado < 1


@dataclass(frozen=True, slots=True)
class ObiettivoAnnuale:
    scheda: SchedaDati
    ancora: str
    nome: str
    grado: GradoVista
    righe: tuple[RigaObiettivo, ...]

    @property
    def strutture(self) -> list[str]:
        """The structures named by its indicators, each once, in the order met."""
        return list(dict.fromkeys(nome for voce in self.scheda.indicatori for nome in voce.strutture))


def sezioni(vista: Vista) -> list[Sezione]:
    """The parts of the Relazione, its objectives in groups. Raises ValueError when the vista has no year."""
    if vista.anno is None:
        raise ValueError("La relazione riguarda un anno: indica quale.")
    obiettivi = [_obiettivo(vista, scheda) for scheda in vista.piano.schede]
    comune = {"parti": {ancora: testo for ancora, testo, _ in _parti(vista)}}
    gruppi = [obiettivi[n : n + OBIETTIVI_PER_SEZIONE] for n in range(0, len(obiettivi), OBIETTIVI_PER_SEZIONE)]
    voci = {ancora: VoceIndice(ancora, testo, livello) for ancora, testo, livello in _parti(vista)}
    annuali = [
        Sezione(
            "relazione_annuali",
            {**comune, "obiettivi": gruppo, "primo": n == 0},
            _voci(voci, ANNUALI) if n == 0 else (),
        )
        for n, gruppo in enumerate(gruppi or [[]])
    ]
    return [
        Sezione("relazione_apertura", {**comune, **_apertura(vista, obiettivi)}, _voci(voci, APERTURA)),
        *annuali,
        Sezione("relazione_esiti", {**comune, **_esiti(vista, obiettivi)}, _voci(voci, ESITI)),
        Sezione("relazione_processo", comune, _voci(voci, PROCESSO)),
    ]


def _voci(voci: dict[str, VoceIndice], ancore: tuple[str, ...]) -> tuple[VoceIndice, ...]:
    return tuple(voci[ancora] for ancora in ancore if ancora in voci)


def _apertura(vista: Vista, obiettivi: list[ObiettivoAnnuale]) -> dict[str, Any]:
    righe = [riga for obiettivo in obiettivi for riga in obiettivo.righe]
    return {
        "obiettivi": obiettivi,
        "fasce": _per_fascia(righe),
        "target_totali": len(righe),
        "con_responsabile": any(scheda.responsabile for scheda in vista.piano.schede),
        "con_servizi": any(scheda.altri_servizi for scheda in vista.piano.schede),
        "con_strutture": any(obiettivo.strutture for obiettivo in obiettivi),
        "con_costi": any(scheda.testi.get("costi") for scheda in vista.piano.schede),
    }


def _esiti(vista: Vista, obiettivi: list[ObiettivoAnnuale]) -> dict[str, Any]:
    righe = [riga for obiettivo in obiettivi for riga in obiettivo.righe]
    return {
        "scostati": [riga for riga in righe if riga.scostata],
        "mancanti": [riga for riga in righe if riga.mancante],
        "triennali": [_triennale(vista, scheda) for scheda in vista.piano.schede],
        "quadro": quadro(vista),
    }


def _parti(vista: Vista) -> list[tuple[str, str, int]]:
    """The headings, with that of the changes of the plan when the year had any."""
    dopo = [ancora for ancora, _, _ in PARTI].index("contesto") + 1
    rimodulazioni = [("rimodulazioni", RIMODULAZIONI, 2)] if vista.rimodulazioni else []
    return [*PARTI[:dopo], *rimodulazioni, *PARTI[dopo:]]


def _obiettivo(vista: Vista, scheda: SchedaDati) -> ObiettivoAnnuale:
    anno = vista.anno or 0
    righe = [
        RigaObiettivo(scheda, voce, testo, vista.esito(scheda.codice, voce.codice))
        for voce in scheda.indicatori
        if (testo := voce.previsioni.get(anno))
    ]
    nome = f"{'Scheda' if scheda.tipo == 'scheda' else 'Obiettivo'} {scheda.codice}"
    grado = vista.schede.get(scheda.codice, SENZA_TARGET)
    return ObiettivoAnnuale(scheda, f"annuale-{scheda.codice}", nome, grado, tuple(righe))


def _per_fascia(righe: list[RigaObiettivo]) -> list[tuple[str, int]]:
    """How many indicators fell in each band, the bands in the order met, then those without a grade."""
    conti: Counter[str] = Counter()
    for riga in righe:
        esito = riga.esito
        if riga.mancante or esito is None:
            conti["non rendicontati"] += 1
        else:
            conti[esito.fascia or esito.motivo or "senza grado"] += 1
    return sorted(conti.items(), key=lambda voce: (voce[0] == "non rendicontati", -voce[1], voce[0]))


def _triennale(vista: Vista, scheda: SchedaDati) -> tuple[SchedaDati, list[int]]:
    conti = [sum(1 for voce in scheda.indicatori if voce.previsioni.get(anno)) for anno in vista.piano.triennio]
    return scheda, conti
