"""The thresholds of `/salute/`: a minute without a sign of life, two minutes in the queue."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from pianoperf.lavori import salute
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Battito, Lavoro
from pianoperf.organizzazione.models import Ente

pytestmark = pytest.mark.django_db
CODE = [coda.name for coda in settings.CELERY_TASK_QUEUES]


def battito(nome: str, secondi_fa: int, code: list[str]) -> None:
    Battito.objects.update_or_create(
        nome=nome, defaults={"visto_il": timezone.now() - timedelta(seconds=secondi_fa), "code": code}
    )


@pytest.mark.parametrize(("secondi_fa", "bene"), [(59, True), (61, False)])
def test_un_esecutore_e_l_orologio_tacciono_per_un_minuto(secondi_fa: int, bene: bool) -> None:
    battito("operaio", secondi_fa, CODE)
    battito(salute.OROLOGIO, secondi_fa, [])
    assert (salute.esecutori().va, salute.orologio().va) == (bene, bene)


def test_una_coda_che_nessuno_ascolta_si_vede() -> None:
    battito("operaio", 1, CODE[1:])
    assert not salute.esecutori().va


@pytest.mark.parametrize(("secondi_fa", "bene"), [(119, True), (121, False)])
def test_un_lavoro_aspetta_al_più_due_minuti(ente: Ente, secondi_fa: int, bene: bool) -> None:
    allora = timezone.now() - timedelta(seconds=secondi_fa)
    lavoro = Lavoro.objects.create(ente=ente, tipo="promemoria", chiave="a", creato_il=allora, in_coda_dal=allora)
    assert salute.lavori().va is bene
    presa = {"gettone": uuid4(), "scadenza_presa": timezone.now()}
    Lavoro.objects.filter(pk=lavoro.pk).update(stato=StatoLavoro.IN_CORSO, **presa)
    assert salute.lavori().va
