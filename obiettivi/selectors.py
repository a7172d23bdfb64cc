"""Reads of plans. A plan is visible to whoever holds a role in its body; the body is checked by the view."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from obiettivi.models import Azione, Capitolo, Collegamento, ObiettivoStrategico, Piano, Scheda, Versione
from pianoperf.organizzazione.models import Ente


@dataclass(frozen=True, slots=True)
class RigaIncrocio:
    """One strategic objective of the cross table: `segni` says which of the schede (`codici`) contribute."""

    obiettivo: ObiettivoStrategico
    segni: tuple[bool, ...]
    codici: tuple[str, ...]

    @property
    def celle(self) -> list[tuple[str, bool]]:
        """Each column's code with its sign: where the table becomes cards a cell names its scheda."""
        return list(zip(self.codici, self.segni, strict=True))


@dataclass(frozen=True, slots=True)
class Ramo:
    """A strategic objective and the schede under it; None gathers the schede under no objective."""

    obiettivo: ObiettivoStrategico | None
    schede: tuple[Scheda, ...]


def piani_di(ente: Ente) -> QuerySet[Piano]:
    """The plans of a body, newest first, with `numero_schede`, `numero_azioni` and `ha_capitoli`."""
    return (
        Piano.objects.filter(ente=ente)
        .select_related("atto", "ente")
        .annotate(
            numero_schede=Count("schede", distinct=True),
            numero_azioni=Count("schede__azioni", distinct=True),
            # named by relation: the app of the indicators is above this one
            numero_indicatori=Count("schede__indicatori", distinct=True),
            ha_capitoli=Exists(Capitolo.objects.filter(piano=OuterRef("pk"))),
        )
        .order_by("-primo_anno", "codice")
    )


def piano_o_404(ente: Ente, codice: str) -> Piano:
    piano = piani_di(ente).filter(codice=codice).first()
    if piano is None:
        raise Http404("Questo piano non esiste, o non è visibile con il tuo accesso.")
    return piano


def ultima_versione(piano: Piano) -> Versione | None:
    """The version in force with its act, without the plan it keeps; None while none was frozen."""
    return piano.versioni.select_related("atto").defer("dati").order_by("-numero").first()


def schede_di(piano: Piano) -> QuerySet[Scheda]:
    """The schede of a plan in order, with their objectives, `numero_azioni` and `numero_indicatori`."""
    return (
        Scheda.objects.filter(piano=piano)
        .annotate(
            numero_azioni=Count("azioni", distinct=True),
            numero_indicatori=Count("indicatori", distinct=True),
        )
        .prefetch_related(_collegamenti_in_ordine())
        .order_by("ordine")
    )


def scheda_o_404(piano: Piano, codice: str) -> Scheda:
    scheda = (
        Scheda.objects.filter(piano=piano, codice=codice)
        .prefetch_related(_collegamenti_in_ordine(), Prefetch("azioni", Azione.objects.order_by("ordine")))
        .first()
    )
    if scheda is None:
        raise Http404("Questa scheda non esiste nel piano.")
    return scheda


def titoli_delle_schede(piano: Piano) -> dict[str, str]:
    """The titles of the schede of a plan by code, in the order of the plan."""
    return dict(Scheda.objects.filter(piano=piano).order_by("ordine").values_list("codice", "titolo"))


def incrocio_di(piano: Piano, schede: list[Scheda]) -> list[RigaIncrocio]:
    """The cross table of a PIAO plan: strategic objectives by schede (the columns are `schede`)."""
    collegate = {
        scheda.pk: {collegamento.obiettivo_id for collegamento in scheda.collegamenti.all()} for scheda in schede
    }
    return [
        RigaIncrocio(
            obiettivo,
            tuple(obiettivo.pk in collegate[scheda.pk] for scheda in schede),
            tuple(scheda.codice for scheda in schede),
        )
        for obiettivo in piano.obiettivi_strategici.order_by("ordine")
    ]


def albero_di(piano: Piano, schede: list[Scheda]) -> list[Ramo]:
    """The tree: strategic objectives in order, each with its schede; loose schede come last."""
    sotto: dict[int | None, list[Scheda]] = {}
    for scheda in schede:
        primo = next(iter(scheda.collegamenti.all()), None)
        sotto.setdefault(primo.obiettivo_id if primo else None, []).append(scheda)
    rami = [
        Ramo(obiettivo, tuple(sotto.get(obiettivo.pk, ())))
        for obiettivo in piano.obiettivi_strategici.order_by("ordine")
    ]
    return [*rami, Ramo(None, tuple(sotto[None]))] if None in sotto else rami


def anni_delle_azioni(piano: Piano, azioni: list[Azione]) -> list[int]:
    """The year columns of a scheda's azioni: the triennio of the plan, or the years marked when they go beyond it."""
    segnati = {anno for azione in azioni for anno in azione.anni}
    return list(piano.triennio) if segnati <= set(piano.triennio) else sorted(segnati)


def _collegamenti_in_ordine() -> Prefetch:
    return Prefetch("collegamenti", Collegamento.objects.select_related("obiettivo").order_by("ordine"))
