"""The target of before an act changed it, wherever a target is shown. One query a plan and request."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from indicatori.models import Previsione
from indicatori.rimodulazione.rimodulati import Chiave, TargetRimodulato, rimodulati_del_piano

register = template.Library()
MEMORIA = "_target_rimodulati"


@register.inclusion_tag("indicatori/rimodulazione/_target_prima.html", takes_context=True)
def target_prima(context: Context, previsione: Previsione) -> dict[str, Any]:
    """Nothing when the target is as the plan was first approved. `previsione` has its indicator and scheda loaded."""
    scheda = previsione.indicatore.scheda
    voci = _del_piano(context, scheda.piano_id).get((scheda.codice, previsione.indicatore.codice, previsione.anno))
    return {"voci": voci or ()}


def _del_piano(context: Context, piano_id: int) -> dict[Chiave, tuple[TargetRimodulato, ...]]:
    # the attribute is there also where a template was included with `only`
    richiesta = getattr(context, "request", None)
    memoria = vars(richiesta).setdefault(MEMORIA, {}) if richiesta is not None else {}
    if piano_id not in memoria:
        memoria[piano_id] = rimodulati_del_piano(piano_id)
    trovati: dict[Chiave, tuple[TargetRimodulato, ...]] = memoria[piano_id]
    return trovati
