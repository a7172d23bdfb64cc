"""The targets of a year that ask less than before: than the last earlier target, or than before an act changed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicatori.models import Previsione
from indicatori.rimodulazione.rimodulati import Chiave, TargetRimodulato
from rendicontazione.selectors.catena import ribassato
from rendicontazione.selectors.valutati import IndicatoreValutato, Valutazione


@dataclass(frozen=True, slots=True)
class Ribasso:
    """`prima` is the target that asked more, as printed; `anno` is its year.

    `atto` is the act that changed it, "" when the plan itself asks less than in an earlier year.
    """

    voce: IndicatoreValutato
    anno: int
    prima: str
    atto: str = ""


def ribassi_negli_anni(valutata: Valutazione) -> Iterator[Ribasso]:
    """Targets that ask less than the last one before, in this edition or in the one before it. One query."""
    voci = [voce for scheda in valutata.schede for voce in scheda.indicatori]
    prima = _target_di_prima(voci, valutata.rendicontazione.anno)
    for voce in voci:
        vecchia = prima.get(voce.indicatore.pk)
        if vecchia is not None and ribassato(vecchia, voce.risultato.previsione):
            yield Ribasso(voce, vecchia.anno, vecchia.testo)


def ribassi_per_atto(valutata: Valutazione, cambiati: Mapping[Chiave, Sequence[TargetRimodulato]]) -> Iterator[Ribasso]:
    """Targets of the year that an approved rimodulazione lowered; `cambiati` are those of the plan. No query."""
    anno = valutata.rendicontazione.anno
    for scheda in valutata.schede:
        for voce in scheda.indicatori:
            for cambio in cambiati.get((scheda.scheda.codice, voce.indicatore.codice, anno), ()):
                if cambio.ribassato:
                    yield Ribasso(voce, anno, cambio.prima, cambio.atto)


def _target_di_prima(voci: Sequence[IndicatoreValutato], anno: int) -> dict[int, Previsione]:
    """The last earlier target of each indicator, by its id; that of the edition before where this one has none."""
    edizioni = {voce.indicatore.precedente_id: voce.indicatore.pk for voce in voci if voce.indicatore.precedente_id}
    cercati = [*edizioni, *(voce.indicatore.pk for voce in voci)]
    righe = Previsione.objects.filter(indicatore__in=cercati, anno__lt=anno).exclude(testo="")
    di_questa = {voce.indicatore.pk for voce in voci}
    trovate: dict[int, Previsione] = {}
    # those of the edition before come first, so that the plan's own replace them
    ordinate = sorted(righe.select_related("indicatore"), key=lambda riga: (riga.indicatore_id in di_questa, riga.anno))
    for riga in ordinate:
        trovate[edizioni.get(riga.indicatore_id, riga.indicatore_id)] = riga
    return trovate
