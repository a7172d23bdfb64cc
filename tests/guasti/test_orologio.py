"""The clock: the last moment of a window, the night of 31 December, the days of 23 and of 25 hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

from indicatori.motore.inserimento import leggi_valore
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.calendario.finestre import Finestra
from rendicontazione.calendario.forms import primo_momento, ultimo_momento
from rendicontazione.models import Risultato
from rendicontazione.quadro.periodo import inizio_di
from rendicontazione.services.risultati import salva_bozza
from tests import scenari

ROMA = ZoneInfo("Europe/Rome")
ATTIMO = timedelta(microseconds=1)
GIORNI = [date(2020, 1, 1) + timedelta(days=n) for n in range(16 * 366)]
CAMBI = [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]
CAPODANNO = datetime(2027, 1, 1, tzinfo=ROMA)


def test_every_day_ends_where_the_next_begins():
    for giorno in GIORNI:
        fine, inizio = ultimo_momento(giorno), primo_momento(giorno + timedelta(days=1))
        assert inizio.astimezone(UTC) - fine.astimezone(UTC) == ATTIMO, giorno
        assert (timezone.localdate(fine), timezone.localdate(inizio)) == (giorno, giorno + timedelta(days=1))
        assert inizio_di(giorno) == primo_momento(giorno)


@pytest.mark.parametrize("giorno", CAMBI)
def test_a_window_of_one_day_is_open_for_all_its_hours(giorno):
    """23 of them in March, 25 in October: also in the hour that comes twice."""
    finestra = Finestra(primo_momento(giorno), ultimo_momento(giorno))
    ore = 23 if giorno.month == 3 else 25
    prima = primo_momento(giorno).astimezone(UTC)
    aperte = [finestra.aperta(prima + timedelta(hours=ora)) for ora in range(-1, ore + 1)]
    assert aperte == [False, *[True] * ore, False]
    assert finestra.ultimo_giorno == giorno


@pytest.mark.parametrize(
    ("adesso", "aperta"),
    [
        (CAPODANNO - timedelta(minutes=30), True),
        (CAPODANNO - timedelta(milliseconds=300), True),
        (CAPODANNO, False),
        (CAPODANNO + timedelta(minutes=30), False),
    ],
    ids=["23:30", "l'ultimo attimo", "mezzanotte", "00:30"],
)
@pytest.mark.parametrize("fuso", [ROMA, UTC, ZoneInfo("Pacific/Kiritimati")], ids=str)
def test_the_last_night_of_the_year_is_that_of_rome(adesso, aperta, fuso):
    """At 23:30 of Rome it is 22:30 UTC, and the next year already elsewhere: the same moment gets the same answer."""
    finestra = Finestra(primo_momento(date(2026, 12, 1)), ultimo_momento(date(2026, 12, 31)))
    assert finestra.aperta(adesso.astimezone(fuso)) is aperta
    assert timezone.localdate(adesso.astimezone(fuso)).year == (2026 if aperta else 2027)


def salva(cast: scenari.Cast, testo: str, adesso: datetime) -> Risultato:
    risultato = scenari.risultato_di("1.1")
    valori = [leggi_valore(risultato.previsione.lette[0], testo)]
    altro = {"nota": "", "causa": "", "fonte": "", "versione": risultato.versione}
    return salva_bozza(risultato=risultato, valori=valori, utente=cast.direttore, adesso=adesso, **altro)


@pytest.mark.django_db
def test_a_result_saved_at_half_past_eleven_counts_and_one_after_midnight_is_refused():
    cast = scenari.crea_cast()
    anno = scenari.anno_aperto(cast)
    anno.finestra_dal, anno.finestra_al = primo_momento(date(2026, 12, 1)), ultimo_momento(date(2026, 12, 31))
    anno.save()
    assert salva(cast, "SI", CAPODANNO - timedelta(minutes=30)).versione == 1
    with pytest.raises(AzioneNegata):
        salva(cast, "NO", CAPODANNO + timedelta(minutes=30))
    assert scenari.risultato_di("1.1").versione == 1


def test_no_nightly_job_starts_in_the_hour_that_is_missing_or_comes_twice():
    assert (settings.CELERY_TIMEZONE, settings.USE_TZ) == ("Europe/Rome", True)
    orari = {nome: voce["schedule"] for nome, voce in settings.CELERY_BEAT_SCHEDULE.items()}
    notturni = {nome: orario.hour for nome, orario in orari.items() if isinstance(orario, crontab)}
    assert notturni
    assert [nome for nome, ore in notturni.items() if len(ore) < 24 and 2 in ore] == []
