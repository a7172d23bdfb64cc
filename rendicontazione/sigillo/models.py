"""The links of the chains, and how far each event table is sealed for certain."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pianoperf.organizzazione.models import Ente


class Sigillo(models.Model):
    """One link: it seals some events of one event table, and the link before it.

    `ente` is None in the chain of what belongs to no body (logins). `impronte` holds 32 bytes for each of `eventi`, in
    their order: the sha256 of the values of `colonne` and of who wrote. `motivo` is "" but for a link that seals anew
    events that were changed on purpose (a person made anonymous), or says without fingerprints that they were removed:
    the newest link of an event is the one that counts.
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, null=True, blank=True, related_name="sigilli")
    numero = models.PositiveBigIntegerField("numero nella catena")
    sigillato_il = models.DateTimeField("sigillato il")
    tabella = models.CharField("tabella degli eventi", max_length=63)
    colonne = ArrayField(models.CharField(max_length=63), verbose_name="colonne sigillate")
    eventi = ArrayField(models.BigIntegerField(), verbose_name="eventi")
    ultimo = models.BigIntegerField("il più alto degli eventi")
    impronte = models.BinaryField("impronte degli eventi")
    motivo = models.CharField("motivo del nuovo sigillo", max_length=200, blank=True)
    precedente = models.CharField("impronta dell'anello prima", max_length=64, blank=True)
    impronta = models.CharField("impronta", max_length=64)

    class Meta:
        verbose_name = "sigillo"
        verbose_name_plural = "sigilli"
        ordering = ["ente", "numero"]
        indexes = [models.Index(fields=["tabella", "ultimo"], name="sigillo_tabella_ultimo")]
        constraints = [
            models.UniqueConstraint(fields=["ente", "numero"], name="sigillo_unico_nella_catena"),
            models.UniqueConstraint(fields=["numero"], condition=Q(ente__isnull=True), name="sigillo_unico_senza_ente"),
            models.CheckConstraint(
                condition=Q(numero=1, precedente="") | (Q(numero__gt=1) & ~Q(precedente="")),
                name="sigillo_primo_o_dopo_un_altro",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.numero} ({self.impronta[:12]})"


class Avanzamento(models.Model):
    """How far an event table is sealed: every event up to `certo` is in a link, or never was committed.

    Up to `massimo` all that could be seen was sealed; when the transactions before `orizzonte` (a transaction number)
    are over, nothing can appear below it any more, and it becomes `certo`.
    """

    tabella = models.CharField("tabella degli eventi", max_length=63, primary_key=True)
    certo = models.BigIntegerField("sigillati tutti fino a", default=0)
    massimo = models.BigIntegerField("sigillati i visibili fino a", default=0)
    orizzonte = models.BigIntegerField("transazione da aspettare", default=0)

    class Meta:
        verbose_name = "avanzamento del sigillo"
        verbose_name_plural = "avanzamenti del sigillo"

    def __str__(self) -> str:
        return f"{self.tabella}: {self.certo}"
