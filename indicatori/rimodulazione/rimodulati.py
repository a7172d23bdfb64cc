"""The target of before beside the target of now, wherever a result is entered, judged or listed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from indicatori.models import Previsione
from indicatori.motore.controlli.ribasso import ribassato
from indicatori.rimodulazione.cambiamenti import cambiamenti_tra
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.fronte import indicatore_in
from obiettivi.enums import StatoRimodulazione
from obiettivi.models import Rimodulazione

Chiave = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class TargetRimodulato:
    """How a target was before an act changed it. `prima` "" is a target that was not there.

    `ribassato`: True when the new one asks for less, None when the engine cannot tell.
    """

    prima: str
    dopo: str
    motivo: str
    atto: str
    ribassato: bool | None


def rimodulati_del_piano(piano_id: int) -> dict[Chiave, tuple[TargetRimodulato, ...]]:
    """The changed targets of a plan by (scheda, indicator, year), oldest first. One query while nothing is new.

    The values must not be changed: they are remembered.
    """
    approvate = Rimodulazione.objects.filter(piano=piano_id, stato=StatoRimodulazione.APPROVATA)
    per_chiave: defaultdict[Chiave, list[TargetRimodulato]] = defaultdict(list)
    for pk, chiusa_il in approvate.order_by("versione__numero").values_list("pk", "chiusa_il"):
        for chiave, voce in _target_cambiati(pk, chiusa_il):
            per_chiave[chiave].append(voce)
    return {chiave: tuple(voci) for chiave, voci in per_chiave.items()}


def rimodulato(previsione: Previsione) -> TargetRimodulato | None:
    """The last change of one target; None when it is as the plan was first approved."""
    indicatore = previsione.indicatore
    chiave = (indicatore.scheda.codice, indicatore.codice, previsione.anno)
    voci = rimodulati_del_piano(indicatore.scheda.piano_id).get(chiave)
    return voci[-1] if voci else None


@lru_cache(maxsize=64)
def _target_cambiati(pk: int, _chiusa_il: datetime) -> tuple[tuple[Chiave, TargetRimodulato], ...]:
    """What one approved change did to the targets: it never changes any more, so it is read once."""
    rimodulazione = Rimodulazione.objects.select_related("base", "versione__atto").get(pk=pk)
    if rimodulazione.versione is None:
        return ()
    prima, dopo = da_json(rimodulazione.base.dati), da_json(rimodulazione.versione.dati)
    atto = str(rimodulazione.versione.atto)
    voci = []
    for cambio in cambiamenti_tra(prima, dopo):
        if not cambio.campo.startswith("previsioni/") or cambio.anno is None:
            continue
        vecchio, nuovo = (indicatore_in(dati, cambio.scheda, cambio.chiave) for dati in (prima, dopo))
        meno = ribassato(vecchio, nuovo, cambio.anno) if vecchio and nuovo else None
        motivo = rimodulazione.motivi.get(cambio.percorso, "")
        voce = TargetRimodulato(cambio.prima, cambio.dopo, motivo, atto, meno)
        voci.append(((cambio.scheda, cambio.chiave, cambio.anno), voce))
    return tuple(voci)
