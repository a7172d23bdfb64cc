"""Reads of chapters. A chapter is visible to whoever sees its plan."""

from __future__ import annotations

import hashlib

from django.http import Http404

from obiettivi.models import Capitolo, Piano


def capitoli_di(piano: Piano) -> list[Capitolo]:
    """In the order printed, without their texts."""
    return list(piano.capitoli.defer("testo").order_by("ordine"))


def capitolo_o_404(piano: Piano, pk: int) -> Capitolo:
    capitolo = piano.capitoli.filter(pk=pk).first()
    if capitolo is None:
        raise Http404("Questo capitolo non esiste nel piano.")
    return capitolo


def impronta_di(capitolo: Capitolo) -> str:
    """Tells whether a chapter is still the one that a form was made from; its place is not part of it."""
    testi = (capitolo.numero, capitolo.titolo, capitolo.testo, capitolo.tavola)
    return hashlib.sha256("\0".join(testi).encode()).hexdigest()
