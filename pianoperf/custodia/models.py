"""What is remembered of the backups that were made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Copia(models.Model):
    """A backup that was written whole and read back. It is of the installation, not of one body.

    `sha256` is the fingerprint of the file, `mancanti` how many files of the archive could not be put in it.
    """

    fatta_il = models.DateTimeField("fatta il")
    nome = models.CharField("nome del file", max_length=200)
    dimensione = models.PositiveBigIntegerField("dimensione in byte")
    sha256 = models.CharField("impronta", max_length=64)
    cifrata = models.BooleanField("cifrata")
    file = models.PositiveIntegerField("file dell'archivio")
    mancanti = models.PositiveIntegerField("file mancanti o alterati", default=0)

    class Meta:
        verbose_name = "copia di sicurezza"
        verbose_name_plural = "copie di sicurezza"
        ordering = ["-fatta_il"]
        constraints = [models.CheckConstraint(condition=~Q(sha256=""), name="copia_ha_l_impronta")]

    def __str__(self) -> str:
        return self.nome
