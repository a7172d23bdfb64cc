"""What is remembered of the backups that were made, and of the bodies that were removed."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

import pgtrigger
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


class Rimozione(models.Model):
    """That a body was removed: which one, when, how much of it. No person, and nothing of what it held.

    `catena` is the root of the body's sealed history ("number fingerprint") as it was; `esportazione` the sha256 of the
    export made first. `impronta` covers all of it and the record before: a record cannot be changed or left out unseen.
    """

    codice = models.SlugField("codice dell'ente", max_length=60)
    rimosso_il = models.DateTimeField("rimosso il")
    righe = models.JSONField("righe per tabella")
    file = models.PositiveIntegerField("file tolti")
    esportazione = models.CharField("impronta dell'esportazione", max_length=64, blank=True)
    catena = models.CharField("radice della storia", max_length=100, blank=True)
    precedente = models.CharField("impronta della rimozione prima", max_length=64, blank=True)
    impronta = models.CharField("impronta", max_length=64)

    class Meta:
        verbose_name = "rimozione di un ente"
        verbose_name_plural = "rimozioni di enti"
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.codice} ({self.rimosso_il:%d/%m/%Y})"

    def calcolata(self) -> str:
        """The fingerprint that this record must have."""
        parti = [
            self.codice,
            self.rimosso_il.astimezone(UTC).isoformat(),
            json.dumps(self.righe, sort_keys=True),
            self.file,
            self.esportazione,
            self.catena,
            self.precedente,
        ]
        return hashlib.sha256("\n".join(str(parte) for parte in parti).encode()).hexdigest()
