"""The results that a download holds. They belong to an upper floor: it registers here who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from indicatori.esportazione.json_piano import Risultati
    from indicatori.esportazione.righe import Parti
    from obiettivi.models import Piano
    from pianoperf.organizzazione.models import Utente


class Fonte(Protocol):
    """What an upper floor offers: the results of a plan that `utente` may see, and the `cause` of a deviation."""

    cause: tuple[str, ...]

    def per_parti(self, *, piano: Piano, utente: Utente) -> Parti: ...

    def in_testo(self, *, piano: Piano, utente: Utente) -> Risultati: ...


_fonti: list[Fonte] = []


def registra_fonte(fonte: Fonte) -> None:
    """Called once by the upper floor when it is ready; the last one registered counts."""
    _fonti[:] = [fonte]


def risultati_per_parti(*, piano: Piano, utente: Utente) -> Parti:
    """By (scheda, codice, anno), text and note of each part, for the sheet Risultati; empty when nobody has them."""
    return _fonti[0].per_parti(piano=piano, utente=utente) if _fonti else {}


def risultati_in_testo(*, piano: Piano, utente: Utente) -> Risultati:
    """By (scheda, codice, anno), one text, for the JSON; empty when nobody has them."""
    return _fonti[0].in_testo(piano=piano, utente=utente) if _fonti else {}


def cause_ammesse() -> tuple[str, ...]:
    """What the column Causa of the sheet Risultati takes; empty when nobody takes results."""
    return _fonti[0].cause if _fonti else ()
