"""What an act froze of a plan, and the change that is being prepared: Versione, Rimodulazione (DESIGN.md 4)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from obiettivi.enums import StatoRimodulazione
from obiettivi.models.piano import Atto, Piano
from pianoperf.web.storia import tracciato


@tracciato()
class Versione(models.Model):
    """The plan as an act approved it: `numero` 1 is the approval, each rimodulazione adds one.

    `dati` is the whole plan in the JSON of `manage.py esporta`; nobody changes it afterwards.
    """

    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, related_name="versioni")
    numero = models.PositiveSmallIntegerField("numero")
    dati = models.JSONField("dati")
    atto = models.ForeignKey(Atto, on_delete=models.PROTECT, related_name="versioni")
    approvata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approvata_il = models.DateTimeField("approvata il")

    class Meta:
        verbose_name = "versione"
        verbose_name_plural = "versioni"
        ordering = ["piano", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["piano", "numero"], name="versione_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="versione_numero_da_uno"),
        ]
        triggers = [pgtrigger.Protect(name="versione_immutabile", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.piano}, versione {self.numero}"


@tracciato()
class Rimodulazione(models.Model):
    """A change of an approved plan in preparation, or already approved by its own act.

    `dati` is the whole plan as it would become; `motivi` gives a reason for each change, by the path of the
    difference ("schede/B/indicatori/B.2/previsioni/2024"). `modifica` grows at each save. `origine` names the
    workbook it came from, "" when it was written by hand.
    """

    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, related_name="rimodulazioni")
    base = models.ForeignKey(Versione, on_delete=models.PROTECT, related_name="rimodulazioni")
    stato = models.CharField("stato", max_length=10, choices=StatoRimodulazione, default=StatoRimodulazione.PROPOSTA)
    oggetto = models.CharField("oggetto", max_length=300)
    dati = models.JSONField("dati")
    motivi = models.JSONField("motivi", default=dict, blank=True)
    origine = models.CharField("foglio di origine", max_length=300, blank=True)
    modifica = models.PositiveIntegerField("modifica", default=0)
    proposta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposta_il = models.DateTimeField("proposta il")
    versione = models.OneToOneField(
        Versione, on_delete=models.PROTECT, null=True, blank=True, related_name="rimodulazione"
    )
    chiusa_il = models.DateTimeField("approvata o ritirata il", null=True, blank=True)

    class Meta:
        verbose_name = "rimodulazione"
        verbose_name_plural = "rimodulazioni"
        ordering = ["piano", "-proposta_il"]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoRimodulazione.values), name="rimodulazione_stato_noto"),
            models.UniqueConstraint(
                fields=["piano"],
                condition=Q(stato=StatoRimodulazione.PROPOSTA),
                name="rimodulazione_una_aperta_per_piano",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoRimodulazione.PROPOSTA, chiusa_il__isnull=True, versione__isnull=True)
                | Q(stato=StatoRimodulazione.APPROVATA, chiusa_il__isnull=False, versione__isnull=False)
                | Q(stato=StatoRimodulazione.RITIRATA, chiusa_il__isnull=False, versione__isnull=True),
                name="rimodulazione_stato_concorda",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piano}: {self.oggetto}"
