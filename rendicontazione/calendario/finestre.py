"""The two windows of a year, and who has more time in one of them. Days are those of Europe/Rome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import agisce_per
from rendicontazione.enums import Periodo
from rendicontazione.models import Proroga, Rendicontazione, Risultato


@dataclass(frozen=True)
class Finestra:
    """From the first to the last moment in which results of that period may be written; both None while not set."""

    dal: datetime | None
    al: datetime | None

    @property
    def fissata(self) -> bool:
        return self.al is not None

    def iniziata(self, adesso: datetime) -> bool:
        return self.dal is not None and adesso >= self.dal

    def finita(self, adesso: datetime) -> bool:
        return self.al is not None and adesso > self.al

    def aperta(self, adesso: datetime) -> bool:
        return self.iniziata(adesso) and not self.finita(adesso)

    @property
    def ultimo_giorno(self) -> date | None:
        return timezone.localdate(self.al) if self.al else None


def finestra_di(rendicontazione: Rendicontazione, periodo: str) -> Finestra:
    if periodo == Periodo.INTERMEDIO:
        return Finestra(rendicontazione.intermedio_dal, rendicontazione.intermedio_al)
    return Finestra(rendicontazione.finestra_dal, rendicontazione.finestra_al)


def con_proroga(finestra: Finestra, proroga: Proroga | None) -> Finestra:
    """The window as it is for who was given more time; an extension never makes it shorter."""
    if proroga is None or finestra.al is None:
        return finestra
    return Finestra(finestra.dal, max(finestra.al, proroga.fino_al))


def ultime(proroghe: Iterable[Proroga]) -> dict[int, Proroga]:
    """By persona: of several extensions in the same window the last one given counts."""
    per_persona: dict[int, Proroga] = {}
    for proroga in sorted(proroghe, key=lambda una: (una.concessa_il, una.pk)):
        per_persona[proroga.persona_id] = proroga
    return per_persona


def proroghe_di(rendicontazione: Rendicontazione, periodo: str) -> dict[int, Proroga]:
    """By persona, the extension that counts, over or not. One query."""
    return ultime(Proroga.objects.filter(rendicontazione=rendicontazione, periodo=periodo).select_related("persona"))


def proroga_per(utente: Utente, risultato: Risultato) -> Proroga | None:
    """The extension that reaches furthest among those of the persone for whom this user acts on this indicator."""
    proroghe = Proroga.objects.filter(
        rendicontazione=risultato.rendicontazione_id,
        periodo=risultato.periodo,
        persona__utente__in=agisce_per(utente, risultato.rendicontazione.piano.ente),
        persona__responsabilita__indicatore=risultato.previsione.indicatore_id,
    )
    return max(ultime(proroghe).values(), key=lambda proroga: proroga.fino_al, default=None)


def proroghe_dell_utente(utente: Utente, rendicontazione: Rendicontazione, periodo: str) -> list[Proroga]:
    """What the person's own list shows: the extensions of the persone for whom this user acts."""
    agisce = agisce_per(utente, rendicontazione.piano.ente)
    return [
        proroga for proroga in proroghe_di(rendicontazione, periodo).values() if proroga.persona.utente_id in agisce
    ]
