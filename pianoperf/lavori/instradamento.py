"""Which queue the doorbell of a kind of job rings on, and how long that kind may take."""

from __future__ import annotations

from django.conf import settings

from pianoperf.lavori.enums import TipoLavoro


def coda_di(tipo: str) -> str:
    code: dict[str, str] = settings.CODE_DEI_LAVORI
    return code.get(tipo, settings.CELERY_TASK_DEFAULT_QUEUE)


def tipi_nella_coda_di(tipo: str) -> list[str]:
    """The kinds that wait in the same line, this one included."""
    return [altro.value for altro in TipoLavoro if coda_di(altro) == coda_di(tipo)]


def limiti_di(tipo: str) -> dict[str, int]:
    """The time limits in seconds, as `apply_async` takes them; empty when those of the settings hold."""
    tempi: dict[str, tuple[int, int]] = settings.TEMPI_DEI_LAVORI
    if tipo not in tempi:
        return {}
    morbido, duro = tempi[tipo]
    return {"soft_time_limit": morbido, "time_limit": duro}
