"""What the recogniser has to say: findings, doubts with a proposed reading, rows it did not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from indicatori.importazione.riconoscimento.righe import Riga, intervalli
from indicatori.importazione.rilievi import Gravita, Rilievo

ALTERNATIVE_ELENCATE = 4


@dataclass(frozen=True, slots=True)
class Scelta:
    """A doubt on one row. `alternative` are (value, label); `scelta` is the value in force."""

    chiave: str
    foglio: str
    cella: str
    domanda: str
    proposta: str
    scelta: str
    alternative: tuple[tuple[str, str], ...]

    def in_json(self) -> dict[str, Any]:
        return asdict(self) | {"alternative": [list(alternativa) for alternativa in self.alternative]}

    @property
    def rilievo(self) -> Rilievo:
        """As a finding, for who reads without a page where to choose."""
        etichette = dict(self.alternative)
        altre = [f"«{valore}» ({etichetta})" for valore, etichetta in self.alternative if valore != self.scelta]
        elencate = ", ".join(altre[:ALTERNATIVE_ELENCATE]) + ("…" if len(altre) > ALTERNATIVE_ELENCATE else "")
        letto = "proposta" if self.scelta == self.proposta else "scelta"
        messaggio = f"{self.domanda} Lettura {letto}: {etichette[self.scelta]}."
        rimedio = f"Per un'altra lettura, scelta «{self.chiave}»: {elencate}."
        return Rilievo("IMP-LETTURA-PROPOSTA", "W", self.foglio, self.cella, messaggio, rimedio)


def risposte_di(anteprima: Mapping[str, Any]) -> dict[str, str]:
    """The answers in force in a preview (Importazione.anteprima): those of its doubts, or those it waits to read."""
    in_attesa = anteprima.get("risposte", {})
    return {scelta["chiave"]: scelta["scelta"] for scelta in anteprima.get("scelte", [])} | in_attesa


def risposte_tra(anteprima: Mapping[str, Any], date: Mapping[str, str] | None) -> dict[str, str]:
    """The answers that differ from the proposal, for doubts of the preview only; None leaves those in force.

    A proposal that nobody changed is no answer: after another choice its doubt may be gone.
    """
    if date is None and "scelte" not in anteprima:
        return dict(anteprima.get("risposte", {}))
    voci = [(voce["chiave"], voce["proposta"], voce["scelta"]) for voce in anteprima.get("scelte", [])]
    chieste = [(chiave, proposta, (date or {}).get(chiave, scelta)) for chiave, proposta, scelta in voci]
    return {chiave: valore for chiave, proposta, valore in chieste if valore != proposta}


@dataclass(slots=True)
class Registro:
    """Collects everything while a document is read. `risposte` are the values chosen by a person, by key."""

    risposte: Mapping[str, str] = field(default_factory=dict)
    rilievi: list[Rilievo] = field(default_factory=list)
    scelte: dict[str, Scelta] = field(default_factory=dict)
    non_lette: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def rileva(
        self,
        codice: str,
        gravita: Gravita,
        riga: Riga,
        messaggio: str,
        rimedio: str = "",
        *,
        colonna: int | None = None,
    ) -> None:
        self.rilievi.append(Rilievo(codice, gravita, riga.foglio, riga.dove(colonna), messaggio, rimedio))

    def non_letta(self, riga: Riga) -> None:
        self.non_lette[riga.foglio].append(riga.numero)

    def chiedi(
        self, riga: Riga, tema: str, domanda: str, alternative: Sequence[tuple[str, str]], *, colonna: int | None = None
    ) -> str:
        """The value in force for a doubt: the answer of a person, else the first alternative, which is the proposal."""
        cella = riga.dove(colonna)
        chiave = f"{riga.foglio}!{cella}:{tema}"
        valori = tuple(dict(alternative).items())
        proposta = valori[0][0]
        scelta = self.risposte.get(chiave, proposta)
        if scelta not in dict(valori):
            self._risposta_sbagliata(chiave, riga.foglio, cella)
            scelta = proposta
        self.scelte[chiave] = Scelta(chiave, riga.foglio, cella, domanda, proposta, scelta, valori)
        return scelta

    def _risposta_sbagliata(self, chiave: str, foglio: str, cella: str) -> None:
        messaggio = f"La scelta «{self.risposte[chiave][:40]}» per «{chiave}» non è tra quelle possibili."
        rilievo = Rilievo("IMP-SCELTA-NON-VALIDA", "E", foglio, cella, messaggio, "Scegli una delle letture elencate.")
        self.rilievi.append(rilievo)

    def chiudi(self) -> None:
        """Adds what can be said only at the end: the rows that were not read, the answers that nobody asked."""
        for foglio, numeri in self.non_lette.items():
            messaggio = (
                f"{len(numeri)} righe sono fuori dalle tabelle del piano e non sono importate: {intervalli(numeri)}."
            )
            self.rilievi.append(Rilievo("IMP-RIGHE-NON-LETTE", "W", foglio, "", messaggio, "Controlla che sia così."))
        for chiave in self.risposte:
            if chiave not in self.scelte:
                messaggio = f"La scelta «{chiave}» non riguarda nessun dubbio di questo foglio."
                self.rilievi.append(Rilievo("IMP-SCELTA-NON-VALIDA", "E", "", "", messaggio, "Toglila."))
