"""The narrative chapters of a plan, and where among them its generated tables stand."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from obiettivi import indici
from obiettivi.enums import TavolaGenerata
from obiettivi.models.piano import Piano
from pianoperf.web.storia import tracciato


@tracciato()
class Capitolo(models.Model):
    """A numbered chapter, its text in Markdown. `tavola` is the generated part printed after the text, "" for none.

    The level of a chapter is the count of the numbers in `numero`: "3.2.1" is of level 3.
    """

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="capitoli")
    ordine = models.PositiveSmallIntegerField("ordine")
    numero = models.CharField("numero", max_length=20, blank=True)
    titolo = models.CharField("titolo", max_length=300)
    testo = models.TextField("testo", blank=True)
    tavola = models.CharField("tavola generata", max_length=12, choices=TavolaGenerata, blank=True)

    class Meta:
        verbose_name = "capitolo"
        verbose_name_plural = "capitoli"
        ordering = ["piano", "ordine"]
        constraints = [
            models.UniqueConstraint(
                fields=["piano", "ordine"], name="capitolo_ordine_unico", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=~Q(titolo=""), name="capitolo_ha_un_titolo"),
            models.CheckConstraint(condition=Q(tavola__in=["", *TavolaGenerata.values]), name="capitolo_tavola_nota"),
        ]
        indexes = [GinIndex(indici.CAPITOLO, name="capitolo_ricerca")]

    def __str__(self) -> str:
        return f"{self.numero} {self.titolo}".strip()

    @property
    def chiave(self) -> str:
        """What names it in its plan: its number, its title when it has none."""
        return self.numero or self.titolo

    @property
    def livello(self) -> int:
        """3 for "2.4.1"; 1 for "2." and for a chapter without a number."""
        return max(1, sum(bool(parte.strip()) for parte in self.numero.split(".")))
