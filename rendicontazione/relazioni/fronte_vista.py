"""What two versions side by side, and the Relazione's list of changes, print: plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PezzoVista:
    testo: str
    cambia: bool


@dataclass(frozen=True, slots=True)
class RigaFronteVista:
    """One difference. `motivi` are (reason, act); `prima` or `dopo` empty for what comes or goes."""

    luogo: str
    etichetta: str
    prima: tuple[PezzoVista, ...]
    dopo: tuple[PezzoVista, ...]
    motivi: tuple[tuple[str, str], ...]
    ribassato: bool = False


@dataclass(frozen=True, slots=True)
class GruppoFronteVista:
    codice: str
    titolo: str
    righe: tuple[RigaFronteVista, ...]


@dataclass(frozen=True, slots=True)
class FronteVista:
    """`da` and `a` are the names of the versions, `atto_da` and `atto_a` their acts in words."""

    da: str
    atto_da: str
    a: str
    atto_a: str
    gruppi: tuple[GruppoFronteVista, ...]

    @property
    def differenze(self) -> int:
        return sum(len(gruppo.righe) for gruppo in self.gruppi)

    @property
    def ribassati(self) -> int:
        return sum(riga.ribassato for gruppo in self.gruppi for riga in gruppo.righe)


@dataclass(frozen=True, slots=True)
class RimodulazioneVista:
    """A change of the plan that touched a year: by which act, and what it changed."""

    oggetto: str
    atto: str
    righe: tuple[RigaFronteVista, ...]
