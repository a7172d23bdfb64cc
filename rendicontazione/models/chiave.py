"""The key with which a body's own site or data warehouse reads the API."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from pianoperf.organizzazione.models import Ente
from pianoperf.web.storia import tracciato
from rendicontazione.enums import AmbitoChiave


@tracciato(senza=["impronta", "ultimo_uso"])
class ChiaveApi(models.Model):
    """The secret is shown once and kept nowhere: `impronta` is its sha256, `prefisso` how a person knows it again.

    `scade_il` is its last good day. `ultimo_uso` is a day: which one it was asked for last, and not when or for what.
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="chiavi_api")
    nome = models.CharField("nome", max_length=80)
    prefisso = models.CharField("inizio della chiave", max_length=12)
    impronta = models.CharField("impronta", max_length=64, unique=True)
    ambito = models.CharField("che cosa vede", max_length=10, choices=AmbitoChiave, default=AmbitoChiave.PUBBLICO)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField("creata il")
    scade_il = models.DateField("scade il")
    revocata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revocata_il = models.DateTimeField("revocata il", null=True, blank=True)
    ultimo_uso = models.DateField("ultimo uso", null=True, blank=True)

    class Meta:
        verbose_name = "chiave dell'API"
        verbose_name_plural = "chiavi dell'API"
        ordering = ["ente", "-creata_il"]
        constraints = [
            models.UniqueConstraint(
                fields=["ente", "nome"], condition=Q(revocata_il__isnull=True), name="chiave_nome_unico_nell_ente"
            ),
            models.CheckConstraint(condition=Q(ambito__in=AmbitoChiave.values), name="chiave_ambito_noto"),
            models.CheckConstraint(condition=~Q(nome=""), name="chiave_ha_un_nome"),
            models.CheckConstraint(
                condition=Q(revocata_il__isnull=True, revocata_da__isnull=True)
                | Q(revocata_il__isnull=False, revocata_da__isnull=False),
                name="chiave_revocata_chi_e_quando",
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    def scaduta(self, oggi: date) -> bool:
        return oggi > self.scade_il
