"""The end of a year: what the validation froze and what opened it again. Both are only ever added."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from obiettivi.models import Atto
from pianoperf.web.storia import tracciato
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models.anno import DOPO_LA_VALIDAZIONE, Rendicontazione

SOLO_AGGIUNTE = pgtrigger.Update | pgtrigger.Delete


@tracciato()
class Istantanea(models.Model):
    """What a validation froze: grades, conditions and profile, in the transaction of the state.

    `numero` counts the validations of the year from 1; the last one counts, the earlier ones stay for ever.
    """

    rendicontazione = models.ForeignKey(Rendicontazione, on_delete=models.PROTECT, related_name="istantanee")
    numero = models.PositiveSmallIntegerField("numero", default=1)
    dati = models.JSONField("dati")
    creata_il = models.DateTimeField("creata il")

    class Meta:
        verbose_name = "istantanea"
        verbose_name_plural = "istantanee"
        ordering = ["rendicontazione", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["rendicontazione", "numero"], name="istantanea_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="istantanea_numero_da_uno"),
        ]
        triggers = [pgtrigger.Protect(name="istantanea_immutabile", operation=SOLO_AGGIUNTE)]

    def __str__(self) -> str:
        return f"Istantanea {self.numero}: {self.rendicontazione}"


@tracciato()
class Riapertura(models.Model):
    """A validated year given back to the Nucleo, by an act and for a reason; `dallo_stato` is what it was."""

    rendicontazione = models.ForeignKey(Rendicontazione, on_delete=models.PROTECT, related_name="riaperture")
    dallo_stato = models.CharField("dallo stato", max_length=15, choices=StatoRendicontazione)
    motivo = models.TextField("motivo")
    atto = models.ForeignKey(Atto, on_delete=models.PROTECT, related_name="riaperture")
    riaperta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    riaperta_il = models.DateTimeField("riaperta il")

    class Meta:
        verbose_name = "riapertura"
        verbose_name_plural = "riaperture"
        ordering = ["rendicontazione", "riaperta_il"]
        constraints = [
            models.CheckConstraint(condition=~Q(motivo=""), name="riapertura_ha_un_motivo"),
            models.CheckConstraint(
                condition=Q(dallo_stato__in=DOPO_LA_VALIDAZIONE), name="riapertura_di_un_anno_chiuso"
            ),
            models.UniqueConstraint(fields=["rendicontazione", "atto"], name="riapertura_una_per_atto"),
        ]
        triggers = [pgtrigger.Protect(name="riapertura_immutabile", operation=SOLO_AGGIUNTE)]

    def __str__(self) -> str:
        return f"Riapertura: {self.rendicontazione}"
