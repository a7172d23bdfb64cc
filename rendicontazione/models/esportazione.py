"""Everything of a body in one archive, as somebody asked for it: the job that makes it, the file, its fingerprint."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente


class Esportazione(models.Model):
    """`con_email`: the people of the body come with their addresses, and only an amministratore may have the file.

    The file is kept for a while and then removed: `pronta_il` stays, `file` becomes "".
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="esportazioni")
    con_email = models.BooleanField("con gli indirizzi e-mail", default=False)
    lavoro = models.OneToOneField(Lavoro, on_delete=models.PROTECT, related_name="esportazione")
    file = models.FileField("file", upload_to="esportazioni/", max_length=200, blank=True)
    nome = models.CharField("nome", max_length=200, blank=True)
    sha256 = models.CharField("impronta", max_length=64, blank=True)
    dimensione = models.PositiveBigIntegerField("dimensione in byte", default=0)
    chiesta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chiesta_il = models.DateTimeField("chiesta il")
    pronta_il = models.DateTimeField("pronta il", null=True, blank=True)

    class Meta:
        verbose_name = "esportazione"
        verbose_name_plural = "esportazioni"
        ordering = ["-chiesta_il"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pronta_il__isnull=True, sha256="", file="") | (Q(pronta_il__isnull=False) & ~Q(sha256="")),
                name="esportazione_pronta_ha_l_impronta",
            ),
        ]

    def __str__(self) -> str:
        return self.nome or f"Esportazione di {self.ente}"
