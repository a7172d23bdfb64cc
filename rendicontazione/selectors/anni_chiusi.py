"""The closed years before one: what the Nucleo froze of the same plan, or of the editions before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.profilo import Fascia
from rendicontazione.models import Istantanea, Rendicontazione
from rendicontazione.models.anno import DOPO_LA_VALIDAZIONE
from rendicontazione.selectors.congelata import Gradi, gradi_congelati


@dataclass(frozen=True)
class AnnoChiuso:
    """The grades of a closed year as its last snapshot has them; `schede` by code."""

    rendicontazione: Rendicontazione
    ente: Aggregato
    fascia: Fascia | None
    schede: Mapping[str, Gradi]
    dello_stesso_piano: bool

    @property
    def anno(self) -> int:
        return self.rendicontazione.anno


def anni_chiusi_prima(rendicontazione: Rendicontazione) -> list[AnnoChiuso]:
    """One for each earlier year, oldest first: this plan's when it measured it, else the newest plan's of its kind.

    One query, and one for each snapshot that this process never read.
    """
    per_anno: dict[int, Rendicontazione] = {}
    piano_id = rendicontazione.piano_id
    for voce in sorted(_chiusi(rendicontazione), key=lambda v: (v.piano_id == piano_id, v.piano.primo_anno)):
        per_anno[voce.anno] = voce
    return [_anno(voce, piano_id) for _, voce in sorted(per_anno.items())]


def _chiusi(rendicontazione: Rendicontazione) -> QuerySet[Rendicontazione]:
    piano = rendicontazione.piano
    ultima = Istantanea.objects.filter(rendicontazione=OuterRef("pk")).order_by("-numero").values("pk")[:1]
    return (
        Rendicontazione.objects.filter(
            piano__ente=piano.ente_id,
            piano__famiglia=piano.famiglia,
            anno__lt=rendicontazione.anno,
            stato__in=DOPO_LA_VALIDAZIONE,
        )
        .annotate(istantanea=Subquery(ultima))
        .filter(istantanea__isnull=False)
        .select_related("piano__ente")
    )


def _anno(rendicontazione: Any, piano_id: int) -> AnnoChiuso:
    # `istantanea` is an annotation, that the type does not know
    (ente, fascia), schede = _gradi_di(rendicontazione.istantanea)
    return AnnoChiuso(rendicontazione, ente, fascia, schede, rendicontazione.piano_id == piano_id)


@lru_cache(maxsize=64)
def _gradi_di(istantanea: int) -> tuple[Gradi, Mapping[str, Gradi]]:
    """A snapshot never changes: it is read once. The values are shared: read only."""
    return gradi_congelati(Istantanea.objects.get(pk=istantanea).dati)
