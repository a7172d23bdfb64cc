"""What is planned: Atto, Piano, ObiettivoStrategico, Scheda, Azione."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from obiettivi import indici
from obiettivi.enums import Famiglia, StatoPiano, TipoScheda
from pianoperf.organizzazione.models import Ente
from pianoperf.web.storia import tracciato


@tracciato()
class Atto(models.Model):
    """The act of an organ that adopts or approves; `dimostrativo` marks invented demo data."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="atti")
    organo = models.CharField("organo", max_length=120)
    numero = models.CharField("numero", max_length=40)
    data = models.DateField("data")
    allegato = models.CharField("lettera dell'allegato", max_length=20, blank=True)
    dimostrativo = models.BooleanField("dato dimostrativo", default=False)

    class Meta:
        verbose_name = "atto"
        verbose_name_plural = "atti"
        ordering = ["-data"]
        constraints = [models.UniqueConstraint(fields=["ente", "organo", "numero", "data"], name="atto_unico")]

    def __str__(self) -> str:
        allegato = f" - Allegato {self.allegato}" if self.allegato else ""
        return f"{self.organo} n. {self.numero} del {self.data:%d/%m/%Y}{allegato}"


@tracciato()
class Piano(models.Model):
    """One edition of a three-year plan of one body."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="piani")
    codice = models.SlugField("codice", max_length=80, unique=True)
    famiglia = models.CharField("famiglia", max_length=10, choices=Famiglia)
    titolo = models.CharField("titolo", max_length=400)
    primo_anno = models.PositiveSmallIntegerField("primo anno")
    ultimo_anno = models.PositiveSmallIntegerField("ultimo anno")
    stato = models.CharField("stato", max_length=10, choices=StatoPiano, default=StatoPiano.BOZZA)
    atto = models.ForeignKey(Atto, on_delete=models.PROTECT, null=True, blank=True, related_name="piani")
    precedente = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successivi",
        verbose_name="edizione prima",
    )

    class Meta:
        verbose_name = "piano"
        verbose_name_plural = "piani"
        ordering = ["ente", "-primo_anno"]
        constraints = [
            models.CheckConstraint(condition=Q(ultimo_anno=F("primo_anno") + 2), name="piano_triennio_consecutivo"),
            models.CheckConstraint(condition=Q(primo_anno__range=(2000, 2100)), name="piano_anno_plausibile"),
            models.CheckConstraint(
                condition=Q(stato=StatoPiano.BOZZA) | Q(atto__isnull=False), name="piano_approvato_ha_un_atto"
            ),
            models.CheckConstraint(condition=Q(stato__in=StatoPiano.values), name="piano_stato_noto"),
            models.CheckConstraint(condition=Q(famiglia__in=Famiglia.values), name="piano_famiglia_nota"),
        ]

    def __str__(self) -> str:
        return f"{self.ente.nome_breve} {self.primo_anno}-{self.ultimo_anno}"

    @property
    def triennio(self) -> tuple[int, int, int]:
        return (self.primo_anno, self.primo_anno + 1, self.ultimo_anno)


@tracciato()
class ObiettivoStrategico(models.Model):
    """A strategic objective above the schede; `area` is the strategic area as printed."""

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="obiettivi_strategici")
    ordine = models.PositiveSmallIntegerField("ordine")
    codice = models.CharField("codice", max_length=20)
    titolo = models.TextField("titolo")
    area = models.CharField("area strategica", max_length=200, blank=True)

    class Meta:
        verbose_name = "obiettivo strategico"
        verbose_name_plural = "obiettivi strategici"
        ordering = ["piano", "ordine"]
        constraints = [models.UniqueConstraint(fields=["piano", "codice"], name="obiettivo_strategico_unico")]

    def __str__(self) -> str:
        return f"{self.codice} {self.titolo}"


@tracciato()
class Scheda(models.Model):
    """A card of the plan; `incidenza` is its share of the body's year, in percent; `testi` see DESIGN.md 8.

    `evidenza_obbligatoria`: no result of it is sent without a proof.
    """

    piano = models.ForeignKey(Piano, on_delete=models.CASCADE, related_name="schede")
    ordine = models.PositiveSmallIntegerField("ordine")
    codice = models.CharField("codice", max_length=20)
    tipo = models.CharField("tipo", max_length=12, choices=TipoScheda, default=TipoScheda.SCHEDA)
    titolo = models.TextField("titolo")
    triennio_dichiarato = models.CharField("triennio dichiarato", max_length=20, blank=True)
    responsabile = models.CharField("responsabile", max_length=250, blank=True)
    altri_servizi = models.CharField("altri servizi coinvolti", max_length=250, blank=True)
    incidenza = models.DecimalField("incidenza %", max_digits=6, decimal_places=3, null=True, blank=True)
    testi = models.JSONField("testi", default=dict, blank=True)
    evidenza_obbligatoria = models.BooleanField("evidenza obbligatoria", default=False)
    obiettivi_strategici = models.ManyToManyField(ObiettivoStrategico, through="Collegamento", related_name="schede")

    class Meta:
        verbose_name = "scheda"
        verbose_name_plural = "schede"
        ordering = ["piano", "ordine"]
        constraints = [
            models.UniqueConstraint(fields=["piano", "codice"], name="scheda_unica_nel_piano"),
            models.CheckConstraint(
                condition=Q(incidenza__isnull=True) | Q(incidenza__range=(0, 100)), name="scheda_incidenza_0_100"
            ),
            models.CheckConstraint(condition=Q(tipo__in=TipoScheda.values), name="scheda_tipo_noto"),
        ]
        indexes = [GinIndex(indici.SCHEDA, name="scheda_ricerca")]

    def __str__(self) -> str:
        return f"Scheda {self.codice} - {self.titolo}"


@tracciato()
class Collegamento(models.Model):
    """A scheda contributes to a strategic objective."""

    scheda = models.ForeignKey(Scheda, on_delete=models.CASCADE, related_name="collegamenti")
    obiettivo = models.ForeignKey(ObiettivoStrategico, on_delete=models.RESTRICT, related_name="collegamenti")
    ordine = models.PositiveSmallIntegerField("ordine", default=0)

    class Meta:
        ordering = ["ordine"]
        constraints = [models.UniqueConstraint(fields=["scheda", "obiettivo"], name="collegamento_unico")]

    def __str__(self) -> str:
        return f"{self.scheda.codice} -> {self.obiettivo.codice}"


@tracciato()
class Azione(models.Model):
    scheda = models.ForeignKey(Scheda, on_delete=models.CASCADE, related_name="azioni")
    ordine = models.PositiveSmallIntegerField("ordine")
    numero = models.CharField("N.", max_length=20)
    innovazione = models.BooleanField("innovazione", default=False)
    descrizione = models.TextField("descrizione")
    risultato_atteso = models.TextField("risultato atteso", blank=True)
    anni = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    class Meta:
        verbose_name = "azione"
        verbose_name_plural = "azioni"
        ordering = ["scheda", "ordine"]
        constraints = [models.UniqueConstraint(fields=["scheda", "numero"], name="azione_unica_nella_scheda")]
        indexes = [GinIndex(indici.AZIONE, name="azione_ricerca")]

    def __str__(self) -> str:
        return f"{self.numero}. {self.descrizione}"
