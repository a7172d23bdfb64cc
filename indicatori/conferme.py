"""Which readings are confirmed together, and why the others are not: the page and the service ask the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicatori.enums import StatoLettura
from indicatori.models import Previsione
from indicatori.righe import cella_previsione

SENZA_CONDIZIONI = "Non si è capito che cosa misurare: va scritto a mano."


@dataclass(frozen=True)
class VoceLettura:
    """A reading that waits; `perche` is empty for one that may be confirmed with the others."""

    previsione: Previsione
    perche: tuple[str, ...]

    @property
    def lettura(self) -> tuple[str, ...]:
        """In words, one condition each."""
        return cella_previsione(self.previsione).letture


@dataclass(frozen=True)
class AnteprimaConferme:
    certe: tuple[VoceLettura, ...]
    escluse: tuple[VoceLettura, ...]


def anteprima_conferme(letture: Iterable[Previsione]) -> AnteprimaConferme:
    """Of the proposed ones among `letture`, in their order."""
    proposte = [voce for voce in letture if voce.lettura == StatoLettura.PROPOSTA]
    voci = [VoceLettura(voce, perche_non_e_certa(voce)) for voce in proposte]
    return AnteprimaConferme(
        tuple(voce for voce in voci if not voce.perche), tuple(voce for voce in voci if voce.perche)
    )


def perche_non_e_certa(previsione: Previsione) -> tuple[str, ...]:
    """The engine's doubts about it, in words; none for one that says exactly what is measured."""
    if not previsione.condizioni:
        return (SENZA_CONDIZIONI,)
    return cella_previsione(previsione).avvisi
