"""The one job table: what a person asked for is a row here, and stays true when a worker or Redis dies."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pianoperf.lavori.enums import CONCLUSI, SENZA_ESITO, StatoLavoro, TipoLavoro
from pianoperf.organizzazione.models import Ente


class Lavoro(models.Model):
    """A job (reliability.md 1.3): `chiave` makes equal requests one job, `gettone` fences a lost worker.

    `fatti` of `totale` is the progress, in units named by `fase`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="lavori")
    tipo = models.CharField("tipo", max_length=20, choices=TipoLavoro)
    parametri = models.JSONField("parametri", default=dict)
    chiave = models.CharField("chiave", max_length=64)
    stato = models.CharField("stato", max_length=10, choices=StatoLavoro, default=StatoLavoro.IN_CODA)
    tentativi = models.PositiveSmallIntegerField("tentativi", default=0)
    tentativi_massimi = models.PositiveSmallIntegerField("tentativi massimi", default=3)
    gettone = models.UUIDField("gettone", null=True, blank=True)
    scadenza_presa = models.DateTimeField("preso fino a", null=True, blank=True)
    fase = models.CharField("fase", max_length=60, blank=True)
    fatti = models.PositiveIntegerField("fatti", default=0)
    totale = models.PositiveIntegerField("totale", default=0)
    errore = models.TextField("errore", blank=True)
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    creato_il = models.DateTimeField("creato il")
    in_coda_dal = models.DateTimeField("in coda dal", null=True, blank=True)
    suonato_il = models.DateTimeField("annunciato il", null=True, blank=True)
    iniziato_il = models.DateTimeField("iniziato il", null=True, blank=True)
    finito_il = models.DateTimeField("finito il", null=True, blank=True)

    class Meta:
        verbose_name = "lavoro"
        verbose_name_plural = "lavori"
        ordering = ["-creato_il"]
        indexes = [models.Index(fields=["stato", "scadenza_presa"], name="lavoro_da_prendere")]
        constraints = [
            models.UniqueConstraint(
                fields=["ente", "tipo", "chiave"],
                condition=~Q(stato__in=SENZA_ESITO),
                name="lavoro_unico_per_chiave",
            ),
            models.CheckConstraint(
                condition=Q(tentativi__lte=F("tentativi_massimi")), name="lavoro_tentativi_limitati"
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoLavoro.IN_CORSO) | Q(gettone__isnull=False, scadenza_presa__isnull=False),
                name="lavoro_in_corso_e_preso",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=CONCLUSI, finito_il__isnull=False)
                | Q(stato__in=[StatoLavoro.IN_CODA, StatoLavoro.IN_CORSO], finito_il__isnull=True),
                name="lavoro_finito_ha_la_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} ({self.get_stato_display()})"

    @property
    def concluso(self) -> bool:
        return self.stato in CONCLUSI


class Attesa(models.Model):
    """Somebody who asked for a job, alone or joining a request equal to another's.

    `con_email`: write to them when it is over; `visto_il`: when they saw that it was.
    """

    lavoro = models.ForeignKey(Lavoro, on_delete=models.CASCADE, related_name="attese")
    utente = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attese")
    con_email = models.BooleanField("avvisa per e-mail", default=False)
    chiesta_il = models.DateTimeField("chiesta il")
    visto_il = models.DateTimeField("visto il", null=True, blank=True)

    class Meta:
        verbose_name = "attesa"
        verbose_name_plural = "attese"
        ordering = ["-chiesta_il"]
        constraints = [models.UniqueConstraint(fields=["lavoro", "utente"], name="attesa_unica")]
        indexes = [models.Index(fields=["utente"], condition=Q(visto_il__isnull=True), name="attesa_non_vista")]

    def __str__(self) -> str:
        return f"{self.utente}: {self.lavoro}"


class Battito(models.Model):
    """The last sign of life of a worker, by its name and with the queues it hears, or of beat."""

    nome = models.CharField("nome", max_length=200, unique=True)
    code = models.JSONField("code", default=list)
    visto_il = models.DateTimeField("visto il")

    class Meta:
        verbose_name = "battito"
        verbose_name_plural = "battiti"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome


class Invio(models.Model):
    """A form that arrived, by the fingerprint of all that was in it: the same one again gets the same answer.

    `dove` is where the first was sent to, "" while it is still being carried out.
    """

    chiave = models.CharField("chiave", max_length=64, unique=True)
    arrivato_il = models.DateTimeField("arrivato il")
    dove = models.TextField("dove", blank=True)

    class Meta:
        verbose_name = "invio"
        verbose_name_plural = "invii"
        ordering = ["-arrivato_il"]
        indexes = [models.Index(fields=["arrivato_il"], name="invio_arrivato_il")]

    def __str__(self) -> str:
        return self.chiave
