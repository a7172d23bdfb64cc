"""Layout of the sheet of one struttura or of one person: its indicators by scheda, its grade, a place to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indicatori.motore.documento import AzioneDati, IndicatoreDati, SchedaDati
from rendicontazione.relazioni.celle import VoceIndice, anni_di
from rendicontazione.relazioni.di_chi_vista import DiChiVista
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.vista import EsitoVista, Vista

# A section is composed and kept as a whole: the sheet of somebody with many schede is shared out.
INDICATORI_PER_SEZIONE = 60


@dataclass(frozen=True, slots=True)
class RigaAffidata:
    """`target` are those of the years of the scheda, in order; `esito` that of the year of the document."""

    indicatore: IndicatoreDati
    azione: str
    a: str
    target: tuple[str, ...]
    esito: EsitoVista | None
    note: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchedaAffidata:
    scheda: SchedaDati
    ancora: str
    nome: str
    anni: tuple[int, ...]
    righe: tuple[RigaAffidata, ...]


def sezioni(vista: Vista) -> list[Sezione]:
    """The schede, in groups; then grade and signature. Raises ValueError when the vista is of another document."""
    if vista.di_chi is None:
        raise ValueError("Manca di chi è la scheda: la vista è di un altro documento.")
    schede = [_scheda(vista, vista.di_chi, scheda) for scheda in vista.piano.schede]
    gruppi = _a_gruppi(schede)
    comune: dict[str, Any] = {"di_chi": vista.di_chi, "piu_nomi": len(vista.di_chi.nomi) > 1}
    return [
        *(
            Sezione(
                "di_chi",
                comune | {"schede": gruppo, "primo": n == 0, "quanti": len(vista.di_chi.affidati)},
                tuple(VoceIndice(voce.ancora, f"{voce.nome} – {voce.scheda.titolo}") for voce in gruppo),
                scheda=True,
            )
            for n, gruppo in enumerate(gruppi)
        ),
        Sezione("di_chi_grado", comune, (VoceIndice("grado", "Grado e firma" if vista.anno else "Firma"),)),
    ]


def _a_gruppi(schede: list[SchedaAffidata]) -> list[list[SchedaAffidata]]:
    gruppi: list[list[SchedaAffidata]] = [[]]
    for voce in schede:
        if gruppi[-1] and sum(len(altra.righe) for altra in gruppi[-1]) + len(voce.righe) > INDICATORI_PER_SEZIONE:
            gruppi.append([])
        gruppi[-1].append(voce)
    return gruppi


def _scheda(vista: Vista, mia: DiChiVista, scheda: SchedaDati) -> SchedaAffidata:
    anni = anni_di(scheda, vista.piano)
    a = {voce.codice: ", ".join(voce.a) for voce in mia.affidati if voce.scheda == scheda.codice}
    azioni = {azione.numero: azione for azione in scheda.azioni}
    righe = tuple(
        _riga(vista, scheda, voce, azioni.get(voce.azione), a[voce.codice], anni) for voce in scheda.indicatori
    )
    nome = f"{'Scheda' if scheda.tipo == 'scheda' else 'Obiettivo'} {scheda.codice}"
    return SchedaAffidata(scheda, f"affidata-{scheda.codice}", nome, anni, righe)


def _riga(
    vista: Vista, scheda: SchedaDati, voce: IndicatoreDati, azione: AzioneDati | None, a: str, anni: tuple[int, ...]
) -> RigaAffidata:
    esito = vista.esito(scheda.codice, voce.codice) if vista.anno else None
    note = (voce.note, esito.nota if esito else "")
    return RigaAffidata(
        indicatore=voce,
        azione=_azione(azione, voce),
        a=a,
        target=tuple(voce.previsioni.get(anno, "") for anno in anni),
        esito=esito,
        note=tuple(nota for nota in note if nota),
    )


def _azione(azione: AzioneDati | None, voce: IndicatoreDati) -> str:
    """Number and description; the number alone where the description is the indicator's (document 004)."""
    if azione is None or azione.descrizione == voce.descrizione:
        return voce.azione
    return f"{azione.numero}. {azione.descrizione}"
