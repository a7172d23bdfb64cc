"""Reads of chapters. A chapter is visible to whoever sees its plan."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.http import Http404

from obiettivi.models import Capitolo, Piano


@dataclass(frozen=True, slots=True)
class CapitoliVicini:
    """The chapters before and after one, in the order of the plan."""

    precedente: Capitolo | None
    successivo: Capitolo | None


def capitoli_di(piano: Piano) -> list[Capitolo]:
    """In the order printed, without their texts."""
    return list(piano.capitoli.defer("testo").order_by("ordine"))


def capitolo_o_404(piano: Piano, pk: int) -> Capitolo:
    capitolo = piano.capitoli.filter(pk=pk).first()
    if capitolo is None:
        raise Http404("Questo capitolo non esiste nel piano.")
    return capitolo


def vicini_di(capitolo: Capitolo) -> CapitoliVicini:
    fratelli = Capitolo.objects.filter(piano_id=capitolo.piano_id).defer("testo")
    return CapitoliVicini(
        precedente=fratelli.filter(ordine__lt=capitolo.ordine).order_by("-ordine").first(),
        successivo=fratelli.filter(ordine__gt=capitolo.ordine).order_by("ordine").first(),
    )


def impronta_di(capitolo: Capitolo) -> str:
    """Tells whether a chapter is still the one that a form was made from; its place is not part of it."""
    testi = (capitolo.numero, capitolo.titolo, capitolo.testo, capitolo.tavola)
    return hashlib.sha256("\0".join(testi).encode()).hexdigest()
