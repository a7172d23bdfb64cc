"""The rows of the grid: a fixed number of queries for any number of results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Prefetch

from indicatori.models import Responsabilita
from obiettivi.models import Scheda
from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione import permissions
from rendicontazione.griglia.forms import RigaForm
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.elenchi import rilevazioni_di
from rendicontazione.selectors.misure import Misura, misure_di


@dataclass
class Riga:
    """`motivo` is why the row may only be read, "" when it may be written; `frase` what its saving answered."""

    risultato: Risultato
    form: RigaForm
    motivo: str
    frase: str = ""
    conflitto: bool = False

    @property
    def misure(self) -> list[Misura]:
        """The stored values, for a row to read."""
        return misure_di(self.risultato)


@dataclass(frozen=True)
class Gruppo:
    scheda: Scheda
    righe: list[Riga]


def risultato_da_salvare(ente: Ente, risultato_id: int) -> Risultato | None:
    """One result with what reading the form needs, in one query; the joins left out halve the time of planning it."""
    return (
        Risultato.objects.filter(rendicontazione__piano__ente=ente, pk=risultato_id)
        .select_related("rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore")
        .order_by()
        .first()
    )


def righe_della_griglia(utente: Utente, rendicontazione: Rendicontazione, periodo: str, adesso: datetime) -> list[Riga]:
    """What this person is asked to enter for the period, in the order of the plan."""
    persone = Prefetch("previsione__indicatore__responsabilita", Responsabilita.objects.all())
    divieti: dict[tuple[object, ...], str] = {}
    righe = []
    for risultato in rilevazioni_di(utente, rendicontazione, periodo).prefetch_related(persone):
        risultato.rendicontazione = rendicontazione
        chiave = _regola(risultato)
        if chiave not in divieti:
            divieti[chiave] = permissions.motivo_divieto(permissions.controlla_puo_compilare, utente, risultato, adesso)
        righe.append(Riga(risultato, RigaForm(risultato), divieti[chiave]))
    return righe


def _regola(risultato: Risultato) -> tuple[object, ...]:
    """All that the permission depends on within one year and person: asked once for the results that share it."""
    persone = frozenset(voce.persona_id for voce in risultato.previsione.indicatore.responsabilita.all())
    return (risultato.stato, risultato.inviato_il, risultato.deciso_il, persone)


def per_scheda(righe: list[Riga]) -> list[Gruppo]:
    gruppi = groupby(righe, key=lambda riga: riga.risultato.previsione.indicatore.scheda)
    return [Gruppo(scheda, list(sue)) for scheda, sue in gruppi]
