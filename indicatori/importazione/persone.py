"""Surnames of a plan matched to the body's people: "Verboschi Ferri", "Peri, Tonelli e Vignali" (domain.md 3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from indicatori.importazione.modello import normalizza

LETTERE_DI_UN_NOME = 80
_SEPARATORI = re.compile(r"[,;/\n]|\s+[eE]d?\s+|\s+-\s+")


@dataclass(frozen=True, slots=True)
class PersonaNota:
    """A person of the body: `chiave` identifies it, `nomi` are all the ways a plan may write it."""

    chiave: int
    nomi: tuple[str, ...]


@dataclass(slots=True)
class Anagrafe:
    """What the body knows: its code, its people, the names of its strutture."""

    ente: str
    persone: list[PersonaNota] = field(default_factory=list)
    strutture: tuple[str, ...] = ()
    parole_di_un_nome: int = field(init=False, default=1)
    _per_nome: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for persona in self.persone:
            for nome in persona.nomi:
                self.parole_di_un_nome = max(self.parole_di_un_nome, len(nome.split()))
                self._per_nome.setdefault(normalizza(nome), persona.chiave)

    def persona(self, nome: str) -> int | None:
        return self._per_nome.get(normalizza(nome))

    def simili(self, nome: str) -> list[str]:
        """At most three people whose names look like this one; none for a text too long to be a name."""
        if len(nome) > LETTERE_DI_UN_NOME:
            return []
        noti = {normalizza(noto): noto for persona in self.persone for noto in persona.nomi}
        vicini = get_close_matches(normalizza(nome), noti, n=9, cutoff=0.6)
        per_persona = {self._per_nome[voce]: noti[voce] for voce in reversed(vicini)}
        return [noti[voce] for voce in vicini if per_persona[self._per_nome[voce]] == noti[voce]][:3]


@dataclass(frozen=True, slots=True)
class Riconoscimento:
    """The people found in a text, in its order and once each, as the text names them; the names that nobody bears."""

    persone: tuple[int, ...]
    ignoti: tuple[str, ...]
    scritti: tuple[str, ...] = ()


def riconosci_persone(testo: str, anagrafe: Anagrafe) -> Riconoscimento:
    """Split on separators, then on spaces where a run of words is a known name (the longest run first)."""
    persone: dict[int, str] = {}
    ignoti: dict[str, None] = {}
    for brano in _SEPARATORI.split(testo):
        _riconosci_brano(brano.split(), anagrafe, persone, ignoti)
    return Riconoscimento(tuple(persone), tuple(ignoti), tuple(persone.values()))


def _riconosci_brano(parole: list[str], anagrafe: Anagrafe, persone: dict[int, str], ignoti: dict[str, None]) -> None:
    sospese: list[str] = []
    posizione = 0
    while posizione < len(parole):
        for fine in range(min(len(parole), posizione + anagrafe.parole_di_un_nome), posizione, -1):
            nome = " ".join(parole[posizione:fine])
            chiave = anagrafe.persona(nome)
            if chiave is not None:
                persone.setdefault(chiave, nome)
                posizione = fine
                break
        else:
            sospese.append(parole[posizione])
            posizione += 1
    if sospese:
        ignoti.setdefault(" ".join(sospese))
