"""The rows of the Relazione: objectives of the year, bands, comparisons. From the Vista alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from indicatori.motore.documento import IndicatoreDati, SchedaDati
from indicatori.motore.numeri import formatta_numero
from rendicontazione.grafici import NON_RENDICONTATI, per_gruppo
from rendicontazione.relazioni.celle import SENZA_TARGET
from rendicontazione.relazioni.relazione_vista import AnnoChiusoVista, IntermedioVista, RelazioneVista
from rendicontazione.relazioni.vista import EsitoVista, GradoVista, Vista


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


@dataclass(frozen=True, slots=True)
class RigaConfronto:
    """What has a grade in both years, or in one; `differenza` in words, "" when one is missing."""

    codice: str
    titolo: str
    prima: GradoVista
    adesso: GradoVista

    @property
    def differenza(self) -> str:
        if self.prima.grado is None or self.adesso.grado is None:
            return ""
        return punti(self.adesso.grado - self.prima.grado)


@dataclass(frozen=True, slots=True)
class RigaIntermedia:
    """The interim beside the end of the year; `finale` None when nothing was handed in at the end."""

    intermedio: IntermedioVista
    finale: EsitoVista | None


def obiettivo_annuale(vista: Vista, scheda: SchedaDati) -> ObiettivoAnnuale:
    anno = vista.anno or 0
    righe = [
        RigaObiettivo(scheda, voce, testo, vista.esito(scheda.codice, voce.codice))
        for voce in scheda.indicatori
        if (testo := _target(vista, scheda, voce, anno))
    ]
    nome = f"{'Scheda' if scheda.tipo == 'scheda' else 'Obiettivo'} {scheda.codice}"
    grado = vista.schede.get(scheda.codice, SENZA_TARGET)
    return ObiettivoAnnuale(scheda, f"annuale-{scheda.codice}", nome, grado, tuple(righe))


def _target(vista: Vista, scheda: SchedaDati, voce: IndicatoreDati, anno: int) -> str:
    """That of the year; of a step that recurs, measured in a year in which the plan does not print it, its own."""
    if testo := voce.previsioni.get(anno, ""):
        return testo
    if voce.ciclico and vista.esito(scheda.codice, voce.codice, anno):
        return next((testo for _, testo in sorted(voce.previsioni.items()) if testo), "")
    return ""


def per_fascia(righe: list[RigaObiettivo]) -> list[tuple[str, int]]:
    """How many indicators fell in each band, the best first, then those without a grade, then the missing ones."""
    conti: Counter[str] = Counter()
    migliori: dict[str, Fraction] = {}
    for riga in righe:
        nome = NON_RENDICONTATI
        if not riga.mancante and riga.esito is not None:
            nome = riga.esito.fascia or riga.esito.motivo or "senza grado"
            if riga.esito.grado is not None:
                migliori[nome] = max(riga.esito.grado, migliori.get(nome, Fraction(0)))
        conti[nome] += 1
    return sorted(
        conti.items(), key=lambda voce: (voce[0] == NON_RENDICONTATI, -migliori.get(voce[0], Fraction(-1)), voce[0])
    )


def schede_per_fascia(obiettivi: list[ObiettivoAnnuale]) -> list[tuple[str, int]]:
    """How many schede fell in each band, the best first, then those without a grade."""
    gradi = (voce.grado for voce in obiettivi)
    return per_gruppo((grado.fascia or grado.motivo or "senza grado", grado.grado) for grado in gradi)


def triennali(vista: Vista) -> list[tuple[SchedaDati, list[int]]]:
    """How many targets each scheda has in each year of the plan."""
    return [
        (scheda, [sum(1 for v in scheda.indicatori if v.previsioni.get(anno)) for anno in vista.piano.triennio])
        for scheda in vista.piano.schede
    ]


def confronto(vista: Vista, prima: AnnoChiusoVista | None) -> list[RigaConfronto]:
    """The schede in the two years, the body last; empty without a closed year before."""
    if prima is None or vista.totale is None:
        return []
    righe = [
        RigaConfronto(s.codice, s.titolo, prima.schede.get(s.codice, SENZA_TARGET), vista.schede[s.codice])
        for s in vista.piano.schede
        if prima.schede and s.codice in vista.schede
    ]
    return [*righe, RigaConfronto("", vista.ente_breve, prima.totale, vista.totale)]


def intermedi(vista: Vista, relazione: RelazioneVista) -> list[RigaIntermedia]:
    return [RigaIntermedia(voce, vista.esito(voce.scheda, voce.codice)) for voce in relazione.intermedi]


def ribassi_per_atto(vista: Vista) -> list[tuple[str, str, str]]:
    """(place, what changed, act) of the targets that a rimodulazione of the year lowered."""
    return [
        (riga.luogo, riga.etichetta, voce.atto) for voce in vista.rimodulazioni for riga in voce.righe if riga.ribassato
    ]


def punti(differenza: Fraction) -> str:
    """A difference of grades: "+12,5 punti"."""
    segno = "+" if differenza > 0 else ""
    return f"{segno}{formatta_numero(differenza * 100, 2)} punti"
