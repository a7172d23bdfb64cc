"""Refusals: what could not be done, each with the Italian sentence that the person reads."""

from __future__ import annotations


class Rifiuto(Exception):
    """Base of every refusal; `str(rifiuto)` is the sentence shown to the person."""


class AzioneNegata(Rifiuto):
    """The state of the object or the role of the person does not allow the action."""


class DatiNonValidi(Rifiuto):
    """The data given cannot be accepted; `errori` maps field names to sentences ("" is the whole form)."""

    def __init__(self, errori: dict[str, list[str]]) -> None:
        self.errori = errori
        super().__init__(" ".join(frase for frasi in errori.values() for frase in frasi))


class ModificaConcorrente(Rifiuto):
    """Somebody else changed the object after it was shown; nothing was overwritten."""
