"""The names that a plan writes, each beside the person it stands for: what the preview shows of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from indicatori.importazione.persone import Anagrafe, riconosci_persone
from indicatori.importazione.riferimenti import SUGGERITI
from indicatori.motore.documento import PianoDati


@dataclass(frozen=True, slots=True)
class NomeScritto:
    """`persona` is how the body calls who was recognised, "" when nobody was; `simili` are then the nearest names.

    `indicatori` tells in how many indicators the name stands.
    """

    nome: str
    persona: str
    indicatori: int
    simili: tuple[str, ...] = ()


def nomi_del_piano(dati: PianoDati, anagrafe: Anagrafe) -> list[NomeScritto]:
    """Who is recognised and who is not, the unknown first; of a hundred unknown names at most the like are sought."""
    testi = Counter(voce.responsabili for scheda in dati.schede for voce in scheda.indicatori if voce.responsabili)
    trovati: Counter[tuple[int, str]] = Counter()
    ignoti: Counter[str] = Counter()
    for testo, volte in testi.items():
        riconosciuti = riconosci_persone(testo, anagrafe)
        trovati.update(dict.fromkeys(zip(riconosciuti.persone, riconosciuti.scritti, strict=True), volte))
        ignoti.update(dict.fromkeys(riconosciuti.ignoti, volte))
    note = {persona.chiave: persona.nomi[-1] for persona in anagrafe.persone if persona.nomi}
    senza = [
        NomeScritto(nome, "", volte, tuple(anagrafe.simili(nome)) if posto < SUGGERITI else ())
        for posto, (nome, volte) in enumerate(ignoti.most_common())
    ]
    return senza + [NomeScritto(nome, note[chiave], volte) for (chiave, nome), volte in trovati.most_common()]
