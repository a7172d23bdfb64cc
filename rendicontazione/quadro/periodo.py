"""Since when the changes of a year are shown. Days are those of Europe/Rome."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

# (days before today, the words of the link)
GIORNI = ((1, "Da ieri"), (7, "Ultimi 7 giorni"), (30, "Ultimi 30 giorni"))


def ieri(adesso: datetime) -> datetime:
    """The first moment of yesterday."""
    return inizio_di(timezone.localdate(adesso) - timedelta(days=1))


def inizio_di(giorno: date) -> datetime:
    return timezone.make_aware(datetime.combine(giorno, time.min))


def giorno_letto(testo: str) -> date | None:
    """A day as an address has it ("2024-01-31"); None for anything else."""
    try:
        return date.fromisoformat(testo)
    except ValueError:
        return None
