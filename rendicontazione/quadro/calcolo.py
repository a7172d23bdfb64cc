"""The grade of any rows of a year with its arithmetic, and the sentence that says what these rows are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.numeri import percentuale_breve
from indicatori.motore.profilo import Fascia, Profilo
from indicatori.motore.spiegazione import Spiegazione
from obiettivi.enums import Famiglia
from rendicontazione.quadro import mancanze, puntualita
from rendicontazione.quadro.fatti import NON_RENDICONTATO, RigaQuadro
from rendicontazione.quadro.filtri import CON_GRADO, SENZA_GRADO
from rendicontazione.quadro.mancanze import Mancanza
from rendicontazione.selectors.raggruppamenti import FRASI, Per, Riga, gruppo_di
from rendicontazione.selectors.valutati import Valutazione

# A table of arithmetic longer than this says the same as the rows below it.
VOCI_MASSIME = 40
PESATO = "Ogni indicatore pesa quanto nell'ente: incidenza del suo obiettivo × peso nell'anno."
ALLA_PARI = "Gli indicatori scelti hanno tutti lo stesso peso."
SENZA_FASCIA = {
    CON_GRADO: "Hanno un grado: sono quelli che entrano nella media.",
    SENZA_GRADO: "Non hanno un grado: restano fuori dalla media.",
    NON_RENDICONTATO: mancanze.FRASI[Mancanza.NON_RENDICONTATO],
    "non_calcolabile": mancanze.FRASI[Mancanza.NON_CALCOLABILE],
    "non_valutabile": mancanze.FRASI[Mancanza.NEUTRALIZZATO],
    "neutralizzato": mancanze.FRASI[Mancanza.NEUTRALIZZATO],
}
_DEFINIZIONI: dict[str, dict[str, str]] = {
    "mancanza": {voce.value: frase for voce, frase in mancanze.FRASI.items()},
    "puntualita": {voce.value: frase for voce, frase in puntualita.FRASI.items()},
    "termine": {voce.value: frase for voce, frase in puntualita.FRASI_TERMINE.items()},
}


@dataclass(frozen=True)
class Calcolo:
    """`frase` tells how these rows were put together."""

    aggregato: Aggregato
    fascia: Fascia | None
    frase: str

    @property
    def spiegazione(self) -> Spiegazione:
        """The engine's; without its steps where they are too many to be read."""
        intera = self.aggregato.grado.spiegazione
        if len(intera.voci) <= VOCI_MASSIME:
            return intera
        return Spiegazione(f"{intera.testo} Le voci sono le righe qui sotto, ognuna con il suo grado.")


def calcolo_di(valutazione: Valutazione, righe: Sequence[RigaQuadro], chiesti: Mapping[str, str]) -> Calcolo:
    """Of everything: the grade of the body; of one scheda: its own; of any other rows: their mean, as in a group."""
    if not chiesti:
        return Calcolo(valutazione.ente, valutazione.fascia, "È il grado dell'ente, fatto con quelli delle schede.")
    if set(chiesti) == {"scheda"} and righe:
        scheda = righe[0].scheda
        return Calcolo(scheda.aggregato, scheda.fascia, "È il grado della scheda, come il piano lo compone.")
    gruppo = gruppo_di("", "Indicatori scelti", [Riga(riga.voce, riga.peso) for riga in righe], valutazione)
    pesato = valutazione.rendicontazione.piano.famiglia == Famiglia.PIAO
    return Calcolo(gruppo.aggregato, gruppo.fascia, PESATO if pesato else ALLA_PARI)


def frasi_di(chiesti: Mapping[str, str], profilo: Profilo, esiti: Mapping[str, str]) -> list[str]:
    """The definition of each filter that has one."""
    frasi = {nome: _DEFINIZIONI[nome].get(valore, "") for nome, valore in chiesti.items() if nome in _DEFINIZIONI}
    frasi |= {nome: FRASI[Per(nome)] for nome in chiesti if nome in Per.values}
    if "fascia" in chiesti:
        frasi["fascia"] = _della_fascia(chiesti["fascia"], profilo, esiti)
    return [frasi[nome] for nome in chiesti if frasi.get(nome)]


def _della_fascia(chiave: str, profilo: Profilo, esiti: Mapping[str, str]) -> str:
    if chiave in SENZA_FASCIA:
        return SENZA_FASCIA[chiave]
    nome = esiti.get(chiave, "")
    soglie = [fascia.da for fascia in profilo.fasce]
    for n, fascia in enumerate(profilo.fasce):
        if fascia.nome == nome:
            sotto = f" e sotto il {percentuale_breve(soglie[n - 1])}" if n else ""
            return f"Il grado è dal {percentuale_breve(fascia.da)} in su{sotto}."
    return ""
