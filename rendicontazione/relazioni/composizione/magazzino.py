"""Composed sections, kept by the fingerprint of what they look like: a change of one makes one again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.core.cache import caches

from rendicontazione.relazioni.composizione.officina import officina
from rendicontazione.relazioni.composizione.pezzi import Foglio, Pezzo

SCAFFALE = "sezioni"


def pezzi_di(fogli: Sequence[Foglio], fatto: Callable[[int], None]) -> list[Pezzo]:
    """The sections composed, in order; those kept are not composed again. `fatto(n)` tells how many are done."""
    scaffale = caches[SCAFFALE]
    chiavi = [foglio.chiave for foglio in fogli]
    pezzi: dict[str, Pezzo] = scaffale.get_many(dict.fromkeys(chiavi))
    mancanti = list(
        {chiave: foglio for chiave, foglio in zip(chiavi, fogli, strict=True) if chiave not in pezzi}.items()
    )
    pronti = sum(chiave in pezzi for chiave in chiavi)
    if pronti:
        fatto(pronti)
    for indice, pezzo in _composti([foglio for _, foglio in mancanti]):
        chiave = mancanti[indice][0]
        pezzi[chiave] = pezzo
        scaffale.set(chiave, pezzo)
        pronti += chiavi.count(chiave)
        fatto(pronti)
    return [pezzi[chiave] for chiave in chiavi]


def _composti(fogli: Sequence[Foglio]) -> Iterator[tuple[int, Pezzo]]:
    return officina().componi(fogli) if fogli else iter(())
