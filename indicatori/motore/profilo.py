"""The body's scoring rules for one year, as data (SMVP, D.Lgs. 150/2009 art. 7; domain.md 2)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, cast

Composta = Literal["media", "tutte"]


@dataclass(frozen=True, slots=True)
class Fascia:
    """A band: grades from `da` (a share of one, included) up to where the next band starts."""

    nome: str
    da: Fraction


FASCE_PREDEFINITE = (
    Fascia("raggiunto", Fraction(9, 10)),
    Fascia("parzialmente raggiunto", Fraction(6, 10)),
    Fascia("non raggiunto", Fraction(0)),
)


@dataclass(frozen=True, slots=True)
class Profilo:
    """Scoring rules. Grades and bands are shares of one.

    `tetto` caps a grade; `ritardo_giorni` is None when a late deadline scores 0, N for a linear decay over N days;
    a grade below `soglia_minima` counts 0; `composta` joins several measures by their mean, or takes the worst
    ("tutte": all must be met). `in_corso` is the grade of a yes or a milestone begun and not done (0, or 0,5 in some
    SMVP); with `da_baseline` a measure that has a baseline counts the way made from it, (actual - b) / (target - b).
    Raises ValueError with a sentence in Italian when the rules contradict each other.
    """

    tetto: Fraction = Fraction(1)
    proporzionale: bool = True
    soglia_minima: Fraction = Fraction(0)
    ritardo_giorni: int | None = None
    composta: Composta = "media"
    fasce: tuple[Fascia, ...] = FASCE_PREDEFINITE
    in_corso: Fraction = Fraction(0)
    da_baseline: bool = False

    def __post_init__(self) -> None:
        if self.tetto < 1:
            raise ValueError("Il tetto del grado non può essere inferiore al 100 %.")
        if not 0 <= self.soglia_minima <= 1:
            raise ValueError("La soglia minima deve stare tra 0 e 100 %.")
        if not 0 <= self.in_corso < 1:
            raise ValueError("Il grado di ciò che è in corso deve stare tra 0 e 100 %, escluso il 100 %.")
        if self.ritardo_giorni is not None and self.ritardo_giorni < 1:
            raise ValueError("I giorni di ritardo tollerati devono essere almeno 1.")
        if self.composta not in ("media", "tutte"):
            raise ValueError("La regola delle previsioni composte è «media» oppure «tutte».")
        _controlla_fasce(self.fasce)

    def fascia(self, valore: Fraction) -> Fascia:
        """The band of a grade. Raises ValueError for a negative grade."""
        for fascia in self.fasce:
            if valore >= fascia.da:
                return fascia
        raise ValueError("Un grado non può essere negativo.")

    def in_json(self) -> dict[str, Any]:
        """Plain data; fractions as "n/d". The last two rules are left out where they say nothing new."""
        facoltative: dict[str, Any] = {"in_corso": str(self.in_corso)} if self.in_corso else {}
        if self.da_baseline:
            facoltative["da_baseline"] = True
        return {
            "tetto": str(self.tetto),
            "proporzionale": self.proporzionale,
            "soglia_minima": str(self.soglia_minima),
            "ritardo_giorni": self.ritardo_giorni,
            "composta": self.composta,
            "fasce": [{"nome": fascia.nome, "da": str(fascia.da)} for fascia in self.fasce],
            **facoltative,
        }

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Profilo:
        """The inverse of `in_json`; missing keys take the default. Raises ValueError as the constructor."""
        fasce = tuple(Fascia(voce["nome"], Fraction(voce["da"])) for voce in dati.get("fasce", []))
        return cls(
            tetto=Fraction(dati.get("tetto", 1)),
            proporzionale=bool(dati.get("proporzionale", True)),
            soglia_minima=Fraction(dati.get("soglia_minima", 0)),
            ritardo_giorni=dati.get("ritardo_giorni"),
            composta=cast(Composta, dati.get("composta", "media")),
            fasce=fasce or FASCE_PREDEFINITE,
            in_corso=Fraction(dati.get("in_corso", 0)),
            da_baseline=bool(dati.get("da_baseline", False)),
        )


def _controlla_fasce(fasce: tuple[Fascia, ...]) -> None:
    soglie = [fascia.da for fascia in fasce]
    if not fasce or soglie[-1] != 0:
        raise ValueError("L'ultima fascia deve partire da 0 %, altrimenti resta un vuoto.")
    if any(alta <= bassa for alta, bassa in pairwise(soglie)):
        raise ValueError("Le fasce vanno dalla più alta alla più bassa, senza sovrapporsi.")
    if any(not fascia.nome.strip() for fascia in fasce):
        raise ValueError("Ogni fascia deve avere un nome.")
    if len({fascia.nome for fascia in fasce}) != len(fasce):
        raise ValueError("Due fasce hanno lo stesso nome.")
    if soglie[0] > 1 and all(soglia > 1 or soglia == 0 for soglia in soglie):
        raise ValueError("Nessuna fascia comincia tra 0 e 100 %: scrivi le soglie come quote di uno.")


PROFILO_PREDEFINITO = Profilo()
