"""A PDF that somebody asked for: the job that makes it, the file and its fingerprint."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from obiettivi.models import Piano
from pianoperf.lavori.models import Lavoro
from rendicontazione.enums import TipoDocumento

SENZA_ANNO = [TipoDocumento.PIANO, TipoDocumento.TESTO_A_FRONTE]


class Documento(models.Model):
    """`anno` is None for the plan itself; `sha256` is the fingerprint of the file once it is ready."""

    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, related_name="documenti")
    tipo = models.CharField("tipo", max_length=20, choices=TipoDocumento)
    anno = models.PositiveSmallIntegerField("anno", null=True, blank=True)
    lavoro = models.OneToOneField(Lavoro, on_delete=models.PROTECT, related_name="documento")
    file = models.FileField("file", upload_to="documenti/", max_length=200, blank=True)
    nome = models.CharField("nome", max_length=200)
    sha256 = models.CharField("impronta", max_length=64, blank=True)
    dimensione = models.PositiveIntegerField("dimensione in byte", default=0)
    chiesto_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chiesto_il = models.DateTimeField("chiesto il")
    pronto_il = models.DateTimeField("pronto il", null=True, blank=True)

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documenti"
        ordering = ["-chiesto_il"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pronto_il__isnull=True, sha256="", file="")
                | (Q(pronto_il__isnull=False) & ~Q(sha256="") & ~Q(file="")),
                name="documento_pronto_ha_file_e_impronta",
            ),
            models.CheckConstraint(
                condition=Q(tipo__in=SENZA_ANNO, anno__isnull=True) | (~Q(tipo__in=SENZA_ANNO) & Q(anno__isnull=False)),
                name="documento_anno_se_serve",
            ),
        ]

    def __str__(self) -> str:
        return self.nome
