"""The window of a period in words, for who reads: with the own extension, if any."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template import Context

from pianoperf.web.templatetags.formati import data, data_ora
from rendicontazione.calendario.finestre import finestra_di, proroghe_dell_utente
from rendicontazione.enums import Periodo
from rendicontazione.models import Rendicontazione

register = template.Library()


@register.simple_tag(takes_context=True)
def frase_finestra(context: Context, rendicontazione: Rendicontazione, periodo: str, adesso: datetime) -> str:
    """ "La finestra si chiude il 31/03/2024."; an unknown `periodo` is the final one."""
    quale = Periodo.INTERMEDIO if periodo == Periodo.INTERMEDIO else Periodo.FINALE
    finestra = finestra_di(rendicontazione, quale)
    nome = "La finestra del monitoraggio" if quale == Periodo.INTERMEDIO else "La finestra"
    if not finestra.fissata:
        return "Rilevazione non ancora aperta."
    if not finestra.iniziata(adesso):
        return f"{nome} si apre il {data(finestra.dal)} e si chiude il {data(finestra.al)}."
    if not finestra.finita(adesso):
        return f"{nome} si chiude il {data(finestra.al)}."
    return f"{nome} si è chiusa il {data(finestra.al)}.{_proroga(context, rendicontazione, quale, adesso)}"


def _proroga(context: Context, rendicontazione: Rendicontazione, periodo: str, adesso: datetime) -> str:
    utente: Any = context.get("user")
    if utente is None or not utente.is_authenticated:
        return ""
    proprie = [proroga.fino_al for proroga in proroghe_dell_utente(utente, rendicontazione, periodo)]
    ultima = max(proprie, default=None)
    if ultima is None:
        return ""
    return f" Hai tempo fino al {data_ora(ultima)}, per proroga." if ultima > adesso else " La tua proroga è finita."
