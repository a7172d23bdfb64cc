"""How a body's documents look: its logo, its headings, the columns it prints: data, so that nobody writes code."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from pianoperf.organizzazione.models import Ente
from pianoperf.web.storia import tracciato
from rendicontazione.enums import Orientamento


@tracciato()
class Veste(models.Model):
    """`tavole` holds, by the code of a table, its columns in order: [{"colonna": code, "titolo": text}].

    A table that is not there is printed as it comes; a column that is not listed is not printed. `logo` is a PNG that
    was decoded and written again, `logo_testo` what it shows for who does not see it.
    """

    ente = models.OneToOneField(Ente, on_delete=models.PROTECT, related_name="veste")
    orientamento = models.CharField(
        "orientamento", max_length=12, choices=Orientamento, default=Orientamento.ORIZZONTALE
    )
    intestazione = models.CharField("testo dell'intestazione", max_length=200, blank=True)
    sottotitolo = models.CharField("riga sotto il nome dell'ente", max_length=200, blank=True)
    logo = models.BinaryField("logo", null=True, blank=True)
    logo_testo = models.CharField("descrizione del logo", max_length=200, blank=True)
    tavole = models.JSONField("colonne delle tavole", default=dict, blank=True)
    modificata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    modificata_il = models.DateTimeField("modificata il")

    class Meta:
        verbose_name = "veste dei documenti"
        verbose_name_plural = "vesti dei documenti"
        constraints = [
            models.CheckConstraint(condition=Q(logo__isnull=True) | ~Q(logo_testo=""), name="veste_logo_ha_un_testo"),
            models.CheckConstraint(condition=Q(orientamento__in=Orientamento.values), name="veste_orientamento_noto"),
        ]

    def __str__(self) -> str:
        return f"Veste dei documenti di {self.ente}"
