"""What `/salute/` asks of the jobs: is every queue heard, does beat turn, does anything wait for too long?"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Min
from django.db.models.functions import Coalesce
from django.utils import timezone

from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Battito, Lavoro
from pianoperf.web.salute import Referto, esame

OROLOGIO = "orologio"
SILENZIO = timedelta(seconds=60)
# A job that nobody has taken for this long: no worker hears its queue, or there are too few.
ATTESA_MASSIMA = timedelta(seconds=120)


@esame("esecutori")
def esecutori() -> Referto:
    """A living worker for every queue."""
    vivi = Battito.objects.exclude(nome=OROLOGIO).filter(visto_il__gte=timezone.now() - SILENZIO)
    ascoltate = {coda for code in vivi.values_list("code", flat=True) for coda in code}
    return Referto({coda.name for coda in settings.CELERY_TASK_QUEUES} <= ascoltate)


@esame("orologio")
def orologio() -> Referto:
    return Referto(Battito.objects.filter(nome=OROLOGIO, visto_il__gte=timezone.now() - SILENZIO).exists())


@esame("lavori")
def lavori() -> Referto:
    """How long the job that has waited longest has been in the queue, in seconds."""
    in_coda = Lavoro.objects.filter(stato=StatoLavoro.IN_CODA)
    primo = in_coda.aggregate(primo=Min(Coalesce("in_coda_dal", "creato_il")))["primo"]
    attesa = max(timezone.now() - primo, timedelta(0)) if primo else timedelta(0)
    return Referto(attesa <= ATTESA_MASSIMA, {"attesa_secondi": int(attesa.total_seconds())})
