"""The next edition as plain data: years shift by one, what is still to do is carried, results are not.

Targets of the second and third year become those of the first and second; an azione goes on in the years it was
marked for; a cyclic step comes again; what ends with the first year stays behind and is told (domain.md 1, 3.4).
The chapters are carried as they are: their words are for a person to change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati, nell_anno


@dataclass(frozen=True, slots=True)
class Lasciato:
    """Something of this edition that the next one does not have, and why."""

    dove: str
    nome: str
    perche: str


@dataclass(frozen=True, slots=True)
class Edizione:
    """The next plan, and what was left behind."""

    dati: PianoDati
    lasciati: tuple[Lasciato, ...]

    @property
    def indicatori(self) -> int:
        return sum(len(scheda.indicatori) for scheda in self.dati.schede)


def prossima_edizione(piano: PianoDati) -> Edizione:
    """The draft of the edition that begins a year later. Codes stay, so each indicator finds its predecessor."""
    lasciati: list[Lasciato] = []
    triennio = (piano.triennio[1], piano.triennio[2], piano.triennio[2] + 1)
    schede = [_scheda(scheda, piano, triennio, lasciati) for scheda in piano.schede]
    dati = replace(
        piano,
        codice=_codice(piano),
        titolo=_con_gli_anni_nuovi(piano.titolo, piano.triennio),
        triennio=triennio,
        schede=[scheda for scheda in schede if _resta(scheda, lasciati)],
    )
    return Edizione(dati, tuple(lasciati))


def _codice(piano: PianoDati) -> str:
    nuovo = _con_gli_anni_nuovi(piano.codice, piano.triennio)
    return nuovo if nuovo != piano.codice else f"{piano.ente}-{piano.triennio[0] + 1}-{piano.triennio[2] + 1}"


def _con_gli_anni_nuovi(testo: str, triennio: tuple[int, int, int]) -> str:
    """The three-year period written in a text, moved by a year: "2023-2025", "2023/2025", "2023 - 2025"."""
    for segno in ("-", "/", " - ", " / ", "–", " – "):
        testo = testo.replace(f"{triennio[0]}{segno}{triennio[2]}", f"{triennio[0] + 1}{segno}{triennio[2] + 1}")
    return testo


def _resta(scheda: SchedaDati, lasciati: list[Lasciato]) -> bool:
    if scheda.azioni or scheda.indicatori:
        return True
    lasciati.append(Lasciato(f"Scheda {scheda.codice}", scheda.titolo, "Non le resta alcuna azione né indicatore."))
    return False


def _scheda(
    scheda: SchedaDati, piano: PianoDati, triennio: tuple[int, int, int], lasciati: list[Lasciato]
) -> SchedaDati:
    indicatori = [(voce, _indicatore(voce, piano, triennio)) for voce in scheda.indicatori]
    con_target = {nuovo.azione for _, nuovo in indicatori if nuovo is not None and nuovo.previsioni}
    azioni = [_azione(azione, triennio, con_target) for azione in scheda.azioni]
    numeri = {azione.numero for azione in azioni if azione is not None}
    tenuti = []
    for vecchio, nuovo in indicatori:
        if nuovo is not None and _continua(nuovo, piano, numeri):
            tenuti.append(nuovo)
        else:
            dove = f"Scheda {scheda.codice}, indicatore {vecchio.codice}"
            lasciati.append(Lasciato(dove, vecchio.descrizione, f"Non ha un target dopo il {piano.triennio[0]}."))
    for vecchia, nuova in zip(scheda.azioni, azioni, strict=True):
        if nuova is None:
            dove = f"Scheda {scheda.codice}, azione {vecchia.numero}"
            lasciati.append(Lasciato(dove, vecchia.descrizione, f"Non è segnata dopo il {piano.triennio[0]}."))
    return replace(
        scheda,
        triennio_dichiarato=_con_gli_anni_nuovi(scheda.triennio_dichiarato, piano.triennio),
        azioni=[azione for azione in azioni if azione is not None],
        indicatori=[_senza_premessa_persa(voce, tenuti) for voce in tenuti],
    )


def _azione(azione: AzioneDati, triennio: tuple[int, int, int], con_target: set[str]) -> AzioneDati | None:
    """The azione in the years it was marked for; one without marks goes on when a target of it does."""
    anni = tuple(anno for anno in azione.anni if anno in triennio)
    if anni or (not azione.anni and azione.numero in con_target):
        return replace(azione, anni=anni)
    if azione.numero in con_target:
        return replace(azione, anni=())
    return None


def _continua(indicatore: IndicatoreDati, piano: PianoDati, azioni: set[str]) -> bool:
    """With a target in the new years; in the albero family, whose targets are of one year, with its azione."""
    return bool(indicatore.previsioni) or (piano.famiglia == "albero" and indicatore.azione in azioni)


def _indicatore(indicatore: IndicatoreDati, piano: PianoDati, triennio: tuple[int, int, int]) -> IndicatoreDati | None:
    """The indicator of the new years, None for a step that is over."""
    if indicatore.termine is not None:
        return _passo(indicatore, indicatore.termine, triennio)
    previsioni = {anno: testo for anno, testo in indicatore.previsioni.items() if anno in triennio}
    if indicatore.ciclico and indicatore.previsioni:
        ultimo = indicatore.previsioni[max(indicatore.previsioni)]
        previsioni = {anno: previsioni.get(anno, ultimo) for anno in triennio}
    return replace(indicatore, previsioni=previsioni, annotazioni={}, risultati={})


def _passo(passo: IndicatoreDati, scritto: date, triennio: tuple[int, int, int]) -> IndicatoreDati | None:
    """A dated step: still due, or cyclic and therefore due again in the first of the new years."""
    termine = scritto
    if termine.year < triennio[0]:
        if not passo.ciclico:
            return None
        termine = nell_anno(termine, triennio[0])
    testo = passo.previsioni.get(scritto.year) or next(iter(passo.previsioni.values()), "")
    return replace(
        passo,
        termine=termine,
        previsioni={termine.year: testo} if testo else {},
        annotazioni={},
        risultati={},
    )


def _senza_premessa_persa(voce: IndicatoreDati, tenuti: list[IndicatoreDati]) -> IndicatoreDati:
    """A step no longer hangs on one that stayed behind."""
    if voce.condizionato_da and voce.condizionato_da not in {altro.codice for altro in tenuti}:
        return replace(voce, condizionato_da="")
    return voce
