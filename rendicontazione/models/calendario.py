"""What is due when, and what was written to whom: Proroga, Scadenza, Messaggio."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from pianoperf.organizzazione.models import Ente, Persona
from pianoperf.web.storia import tracciato
from rendicontazione.enums import MotivoMessaggio, Periodo
from rendicontazione.models.anno import Rendicontazione


@tracciato()
class Proroga(models.Model):
    """More time for one person in one year's window; it ends by itself at `fino_al`. The last one counts."""

    rendicontazione = models.ForeignKey(Rendicontazione, on_delete=models.PROTECT, related_name="proroghe")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="proroghe")
    periodo = models.CharField("periodo", max_length=10, choices=Periodo, default=Periodo.FINALE)
    fino_al = models.DateTimeField("fino al")
    motivo = models.CharField("motivo", max_length=300)
    concessa_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    concessa_il = models.DateTimeField("concessa il")

    class Meta:
        verbose_name = "proroga"
        verbose_name_plural = "proroghe"
        ordering = ["rendicontazione", "-concessa_il"]
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="proroga_ha_un_motivo")]

    def __str__(self) -> str:
        return f"{self.persona}: {self.rendicontazione}"


@tracciato()
class Scadenza(models.Model):
    """A day of the body's own calendar of a year: the budget's approval, a board, a date of the SMVP."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="scadenze")
    anno = models.PositiveSmallIntegerField("anno")
    data = models.DateField("data")
    titolo = models.CharField("titolo", max_length=200)
    bilancio = models.BooleanField("è l'approvazione del bilancio", default=False)
    nota = models.CharField("nota", max_length=300, blank=True)

    class Meta:
        verbose_name = "scadenza"
        verbose_name_plural = "scadenze"
        ordering = ["ente", "data"]
        constraints = [
            models.UniqueConstraint(fields=["ente", "anno", "data", "titolo"], name="scadenza_unica"),
            models.UniqueConstraint(
                fields=["ente", "anno"], condition=Q(bilancio=True), name="scadenza_un_bilancio_per_anno"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.data:%d/%m/%Y} {self.titolo}"


class Messaggio(models.Model):
    """An e-mail: written down before it leaves, whatever happens to it then.

    `chiave` makes the same reminder of the same day one mail; `errore` is why it did not leave. `motivi` has one
    entry per reason: {"motivo": MotivoMessaggio, "rendicontazione": id, "periodo": ..., and what tells it apart}.
    """

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="messaggi")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="messaggi")
    indirizzo = models.EmailField("indirizzo")
    motivi = models.JSONField("motivi", default=list)
    oggetto = models.CharField("oggetto", max_length=250)
    testo = models.TextField("testo")
    chiave = models.CharField("chiave", max_length=200)
    creato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    creato_il = models.DateTimeField("creato il")
    spedito_il = models.DateTimeField("spedito il", null=True, blank=True)
    tentativi = models.PositiveSmallIntegerField("tentativi", default=0)
    errore = models.TextField("errore", blank=True)

    class Meta:
        verbose_name = "messaggio"
        verbose_name_plural = "messaggi"
        ordering = ["-creato_il"]
        constraints = [models.UniqueConstraint(fields=["ente", "chiave"], name="messaggio_unico_per_chiave")]

    def __str__(self) -> str:
        return f"{self.oggetto} ({self.indirizzo})"

    @property
    def nomi_dei_motivi(self) -> list[str]:
        """The kinds of reasons, each once."""
        return [MotivoMessaggio(nome).label for nome in dict.fromkeys(voce["motivo"] for voce in self.motivi)]
