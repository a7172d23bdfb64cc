"""What changes from one plan to another, one line each: where, what it was, what it becomes, which years it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from indicatori.importazione.differenze import CampoDiverso, Voce, confronta
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati

Tipo = Literal["nuovo", "modificato", "tolto"]
PLURALI = {
    "obiettivo strategico": "obiettivi_strategici",
    "scheda": "schede",
    "capitolo": "capitoli",
    "azione": "azioni",
    "indicatore": "indicatori",
    "previsione": "previsioni",
}
# What a grade is made from: it holds for every year of the indicator.
MISURA = frozenset({"verso", "baseline", "termine", "peso", "azione"})


@dataclass(frozen=True, slots=True)
class Cambiamento:
    """`percorso` names it for ever ("schede/B/indicatori/B.2/previsioni/2024"): the reasons are kept by it.

    `scheda` is "" for the plan, its strategic objectives and its chapters. `campo` is "" when a whole thing comes or
    goes, "previsioni/<anno>" or "annotazioni/<anno>" for a year's text. `anni` are the years whose measure it touches.
    """

    percorso: str
    scheda: str
    genere: str
    chiave: str
    campo: str
    etichetta: str
    prima: str
    dopo: str
    tipo: Tipo = "modificato"
    anni: frozenset[int] = frozenset()

    @property
    def luogo(self) -> str:
        """ "Scheda B, indicatore B.2"."""
        if self.genere in ("piano", "obiettivo strategico", "capitolo"):
            return self.genere.capitalize() + (f" {self.chiave}" if self.genere != "piano" else "")
        resto = "" if self.genere == "scheda" else f", {self.genere} {self.chiave}"
        return f"Scheda {self.scheda}{resto}"

    @property
    def anno(self) -> int | None:
        """The year of a changed target or annotation."""
        _, _, anno = self.campo.partition("/")
        return int(anno) if anno else None


def cambiamenti_tra(prima: PianoDati, dopo: PianoDati) -> list[Cambiamento]:
    """The differences in the order of the new plan; removed things last among their like. None when equal."""
    return list(_Percorso(prima, dopo).voci(confronta(prima, dopo)))


def percorso_di(*parti: str) -> str:
    return "/".join(quote(parte, safe=" .-_()") for parte in parti)


class _Percorso:
    """A walk over the tree of differences that knows both plans."""

    def __init__(self, prima: PianoDati, dopo: PianoDati) -> None:
        self.prima, self.dopo = ({s.codice: s for s in piano.schede} for piano in (prima, dopo))
        self.capitoli = {capitolo.chiave: capitolo.testo for piano in (prima, dopo) for capitolo in piano.capitoli}

    def voci(self, radice: Voce) -> Iterator[Cambiamento]:
        yield from (_campo(campo, "", radice, "piano") for campo in radice.campi)
        for figlio in radice.figli:
            scheda = figlio.chiave if figlio.genere == "scheda" else ""
            yield from self._voce(figlio, scheda, percorso_di(PLURALI[figlio.genere], figlio.chiave))

    def _voce(self, voce: Voce, scheda: str, percorso: str) -> Iterator[Cambiamento]:
        if voce.esito in ("nuovo", "scompare"):
            yield self._intera(voce, scheda, percorso)
            return
        for campo in voce.campi:
            anni = self._anni_del_campo(scheda, voce, campo)
            yield _campo(campo, scheda, voce, percorso, anni)
        for figlio in voce.figli:
            sotto = f"{percorso}/{percorso_di(PLURALI[figlio.genere], figlio.chiave)}"
            if figlio.genere == "previsione":
                yield from self._previsione(figlio, voce, scheda, sotto)
            else:
                yield from self._voce(figlio, scheda, sotto)

    def _intera(self, voce: Voce, scheda: str, percorso: str) -> Cambiamento:
        dettagli = [self.capitoli[voce.chiave]] if voce.genere == "capitolo" else _dettagli(voce)
        testo = "\n".join(parte for parte in (voce.titolo, *dettagli) if parte)
        nuova = voce.esito == "nuovo"
        prima, dopo = ("", testo) if nuova else (testo, "")
        etichetta = voce.genere.capitalize() + (" in più" if nuova else " da togliere")
        anni = self._anni_dell_intera(voce, scheda)
        tipo: Tipo = "nuovo" if nuova else "tolto"
        return Cambiamento(percorso, scheda, voce.genere, voce.chiave, "", etichetta, prima, dopo, tipo, anni)

    def _previsione(self, voce: Voce, madre: Voce, scheda: str, percorso: str) -> Iterator[Cambiamento]:
        anno = int(voce.chiave)
        coppie = {campo.campo: (campo.prima, campo.dopo) for campo in voce.campi}
        if voce.esito in ("nuovo", "scompare"):
            dove = self.dopo if voce.esito == "nuovo" else self.prima
            indicatore = _indicatore(dove.get(scheda), madre.chiave)
            testi = {"testo": indicatore.previsioni.get(anno, ""), "annotazione": indicatore.annotazioni.get(anno, "")}
            coppie = {n: ("", t) if voce.esito == "nuovo" else (t, "") for n, t in testi.items() if t}
        nomi = {"testo": ("previsioni", "Target"), "annotazione": ("annotazioni", "Annotazione")}
        for nome, (prima, dopo) in coppie.items():
            cartella, etichetta = nomi[nome]
            suo = percorso if nome == "testo" else f"{percorso}/annotazione"
            dati = (suo, scheda, madre.genere, madre.chiave, f"{cartella}/{anno}", f"{etichetta} {anno}", prima, dopo)
            yield Cambiamento(*dati, anni=frozenset({anno}))

    def _anni_del_campo(self, scheda: str, voce: Voce, campo: CampoDiverso) -> frozenset[int]:
        if voce.genere != "indicatore" or campo.campo not in MISURA:
            return frozenset()
        prima, dopo = (_indicatore(piano.get(scheda), voce.chiave) for piano in (self.prima, self.dopo))
        termini = {voce.termine.year for voce in (prima, dopo) if voce.termine}
        if campo.campo in ("termine", "peso") and termini:
            return frozenset(termini | ({*prima.previsioni} if campo.campo == "termine" else set()))
        return frozenset(prima.previsioni)

    def _anni_dell_intera(self, voce: Voce, codice: str) -> frozenset[int]:
        scheda = (self.dopo if voce.esito == "nuovo" else self.prima).get(codice)
        if scheda is None or (voce.genere == "azione" and voce.esito == "nuovo"):
            return frozenset()
        indicatori = {
            "scheda": scheda.indicatori,
            "azione": [riga for riga in scheda.indicatori if riga.azione == voce.chiave],
            "indicatore": [riga for riga in scheda.indicatori if riga.codice == voce.chiave],
        }.get(voce.genere, [])
        return frozenset(anno for indicatore in indicatori for anno in indicatore.previsioni)


def _campo(
    campo: CampoDiverso, scheda: str, voce: Voce, percorso: str, anni: frozenset[int] = frozenset()
) -> Cambiamento:
    suo = f"{percorso}/{campo.campo}"
    return Cambiamento(
        suo, scheda, voce.genere, voce.chiave, campo.campo, campo.etichetta, campo.prima, campo.dopo, anni=anni
    )


def _dettagli(voce: Voce) -> list[str]:
    """What hangs from a thing that comes or goes, a line each: the targets of an indicator by year."""
    if voce.genere == "indicatore":
        return [f"{figlio.chiave}: {figlio.titolo}" for figlio in voce.figli]
    return [f"{figlio.genere.capitalize()} {figlio.chiave}: {figlio.titolo}" for figlio in voce.figli]


def _indicatore(scheda: SchedaDati | None, codice: str) -> IndicatoreDati:
    indicatori = scheda.indicatori if scheda else []
    return next((voce for voce in indicatori if voce.codice == codice), IndicatoreDati(codice, ""))
