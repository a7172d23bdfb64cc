"""How a number was made, in Italian: the same object for page, PDF and spreadsheet (DESIGN.md 3)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from indicatori.motore.numeri import formatta_numero, percentuale_breve

INTESTAZIONI = ("Voce", "Programmato", "Consuntivo", "Calcolo", "Peso", "Grado")


@dataclass(frozen=True, slots=True)
class VoceSpiegazione:
    """One step: what was planned, what was measured, the arithmetic, the weight and the grade (shares of one).

    `escluso` is the reason why the step left the sum, "" when it counts. `peso` is None where weights play no part.
    """

    etichetta: str
    programmato: str = ""
    consuntivo: str = ""
    calcolo: str = ""
    peso: Fraction | None = None
    grado: Fraction | None = None
    escluso: str = ""

    def frase(self) -> str:
        """One Italian sentence, without the final full stop."""
        testo = f"{self.etichetta}: {self.escluso or self.calcolo or _grado_in_parole(self.grado)}"
        if not self.escluso and self.peso is not None:
            testo += f", peso {formatta_numero(self.peso)}"
        return testo

    def riga(self) -> tuple[str, ...]:
        """Six texts, in the order of `INTESTAZIONI`."""
        peso = "" if self.peso is None else formatta_numero(self.peso)
        grado = "" if self.grado is None else percentuale_breve(self.grado)
        return (
            self.etichetta,
            self.programmato,
            self.consuntivo,
            self.escluso or self.calcolo,
            "escluso" if self.escluso else peso,
            grado,
        )

    def in_json(self) -> dict[str, Any]:
        return {
            "etichetta": self.etichetta,
            "programmato": self.programmato,
            "consuntivo": self.consuntivo,
            "calcolo": self.calcolo,
            "peso": _testo(self.peso),
            "grado": _testo(self.grado),
            "escluso": self.escluso,
        }

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> VoceSpiegazione:
        frazioni = {nome: _frazione(dati.get(nome)) for nome in ("peso", "grado")}
        testi = {nome: dati.get(nome, "") for nome in ("programmato", "consuntivo", "calcolo", "escluso")}
        return cls(dati["etichetta"], peso=frazioni["peso"], grado=frazioni["grado"], **testi)


@dataclass(frozen=True, slots=True)
class Spiegazione:
    """`testo` is the conclusion; `voci` are the steps that lead to it."""

    testo: str
    voci: tuple[VoceSpiegazione, ...] = ()

    def paragrafo(self) -> str:
        """One Italian paragraph: the conclusion, then every step."""
        if not self.voci:
            return self.testo
        return self.testo + " " + "; ".join(voce.frase() for voce in self.voci) + "."

    def righe(self) -> list[tuple[str, ...]]:
        """The steps as a table of texts, in the order of `INTESTAZIONI`."""
        return [voce.riga() for voce in self.voci]

    def in_json(self) -> dict[str, Any]:
        return {"testo": self.testo, "voci": [voce.in_json() for voce in self.voci]}

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Spiegazione:
        return cls(dati["testo"], tuple(VoceSpiegazione.da_json(voce) for voce in dati.get("voci", [])))


def _grado_in_parole(grado: Fraction | None) -> str:
    return "senza grado" if grado is None else percentuale_breve(grado)


def _testo(frazione: Fraction | None) -> str | None:
    return None if frazione is None else str(frazione)


def _frazione(testo: str | None) -> Fraction | None:
    return None if testo is None else Fraction(testo)
