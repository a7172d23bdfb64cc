"""Layout of the numbered schede (documents 000, 001, 002): head, AZIONI, INDICATORI, grade."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.documento import IndicatoreDati, SchedaDati
from rendicontazione.relazioni.capitoli import dopo_il_capitolo, tra_i_capitoli
from rendicontazione.relazioni.celle import VoceIndice, anni_di, cella
from rendicontazione.relazioni.celle_stampate import in_colonna, risultato
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.tavola_stampata import Riga, TavolaStampata, stampa_tavola
from rendicontazione.relazioni.vista import GradoVista, Vista

# What the schede print in a yes/no column.
SI = "X"


@dataclass(frozen=True, slots=True)
class SchedaStampata:
    """`azioni` is None when the scheda has none."""

    scheda: SchedaDati
    ancora: str
    triennio: str
    azioni: TavolaStampata | None
    indicatori: TavolaStampata
    grado: GradoVista | None


def sezioni(vista: Vista) -> list[Sezione]:
    """The chapters, with a section for each scheda.

    The result columns are printed with results, and also in the plan when the approved document itself
    carries texts in them (document 002).
    """
    con_risultati = bool(vista.anno) or any(
        voce.annotazioni for scheda in vista.piano.schede for voce in scheda.indicatori
    )
    schede = [_sezione(_scheda(vista, scheda, con_risultati)) for scheda in vista.piano.schede]
    return tra_i_capitoli(vista.piano.capitoli, {"obiettivi": lambda capitolo: dopo_il_capitolo(capitolo, schede)})


def _sezione(stampata: SchedaStampata) -> Sezione:
    voce = VoceIndice(stampata.ancora, f"Scheda {stampata.scheda.codice} – {stampata.scheda.titolo}")
    return Sezione("schede", {"voce": stampata}, (voce,), scheda=True)


def _scheda(vista: Vista, scheda: SchedaDati, con_risultati: bool) -> SchedaStampata:
    anni = anni_di(scheda, vista.piano)
    piano = vista.piano
    return SchedaStampata(
        scheda=scheda,
        ancora=f"scheda-{scheda.codice}",
        triennio=scheda.triennio_dichiarato or f"{piano.triennio[0]}-{piano.triennio[2]}",
        azioni=stampa_tavola("schede.azioni", vista, _azioni(scheda, anni), anni=anni) if scheda.azioni else None,
        indicatori=_indicatori(vista, scheda, anni, con_risultati),
        grado=vista.schede.get(scheda.codice) if vista.anno else None,
    )


def _azioni(scheda: SchedaDati, anni: tuple[int, ...]) -> list[Riga]:
    return [
        Riga(
            {
                "n": azione.numero,
                "innovazione": SI if azione.innovazione else "",
                "descrizione": azione.descrizione,
                "risultato_atteso": azione.risultato_atteso,
                "anno": [SI if anno in azione.anni else "" for anno in anni],
            }
        )
        for azione in scheda.azioni
    ]


def _indicatori(vista: Vista, scheda: SchedaDati, anni: tuple[int, ...], con_risultati: bool) -> TavolaStampata:
    righe = [_indicatore(vista, scheda, voce, anni) for voce in scheda.indicatori]
    presenti = {"note"} if any(riga.celle["note"] for riga in righe) else set()
    if any(voce.responsabili for altra in vista.piano.schede for voce in altra.indicatori):
        presenti.add("responsabili")
    tavola = "schede.indicatori_rendicontati" if con_risultati else "schede.indicatori"
    return stampa_tavola(tavola, vista, righe, anni=anni, presenti=presenti)


def _indicatore(vista: Vista, scheda: SchedaDati, voce: IndicatoreDati, anni: tuple[int, ...]) -> Riga:
    celle = [cella(vista, scheda, voce, anno) for anno in anni]
    note = [voce.note] + [c.esito.nota for c in celle if c.esito]
    return Riga(
        {
            "n": voce.azione,
            "indicatore": voce.descrizione,
            "responsabili": voce.responsabili,
            "previsione": [voce.previsioni.get(anno, "") for anno in anni],
            "risultato": [risultato(c) for c in celle],
            "note": in_colonna(nota for nota in note if nota),
        }
    )
