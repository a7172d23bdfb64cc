"""The measuring of one plan in one year: Profilo, Rendicontazione, Istantanea."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from indicatori.motore import profilo as motore_profilo
from obiettivi.models import Atto, Piano
from pianoperf.organizzazione.models import Ente
from pianoperf.web.storia import tracciato
from rendicontazione.enums import EsitoValidazione, StatoRendicontazione

S = StatoRendicontazione
DOPO_LA_TRASMISSIONE = [S.TRASMESSA, S.IN_VALIDAZIONE, S.VALIDATA, S.APPROVATA, S.PUBBLICATA]
DOPO_LA_VALIDAZIONE = [S.VALIDATA, S.APPROVATA, S.PUBBLICATA]


@tracciato()
class Profilo(models.Model):
    """The body's scoring rules of a year (SMVP): `regole` is the JSON of the engine's Profilo."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="profili")
    anno = models.PositiveSmallIntegerField("anno")
    regole = models.JSONField("regole")
    congelato_il = models.DateTimeField("congelato il", null=True, blank=True)

    class Meta:
        verbose_name = "profilo di valutazione"
        verbose_name_plural = "profili di valutazione"
        ordering = ["ente", "-anno"]
        constraints = [models.UniqueConstraint(fields=["ente", "anno"], name="profilo_unico_per_anno")]

    def __str__(self) -> str:
        return f"Profilo {self.anno} di {self.ente}"

    @property
    def letto(self) -> motore_profilo.Profilo:
        return motore_profilo.Profilo.da_json(self.regole)


@tracciato()
class Rendicontazione(models.Model):
    """State and dates agree by constraint; `dimostrativa` marks invented results wherever they show.

    `intermedio_dal`, `intermedio_al`: the window of the interim monitoring, whose results are of their own
    (Periodo.INTERMEDIO). `esito` and `osservazioni` are the Nucleo's, given with the validation.
    """

    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, related_name="rendicontazioni")
    anno = models.PositiveSmallIntegerField("anno")
    profilo = models.ForeignKey(Profilo, on_delete=models.PROTECT, related_name="rendicontazioni")
    stato = models.CharField("stato", max_length=15, choices=S, default=S.PREPARAZIONE)
    finestra_dal = models.DateTimeField("finestra dal", null=True, blank=True)
    finestra_al = models.DateTimeField("finestra al", null=True, blank=True)
    intermedio_dal = models.DateTimeField("monitoraggio intermedio dal", null=True, blank=True)
    intermedio_al = models.DateTimeField("monitoraggio intermedio al", null=True, blank=True)
    esito = models.CharField("esito della validazione", max_length=20, choices=EsitoValidazione, blank=True)
    osservazioni = models.TextField("osservazioni del Nucleo", blank=True)
    dimostrativa = models.BooleanField("dati dimostrativi", default=False)
    trasmessa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    trasmessa_il = models.DateTimeField("trasmessa il", null=True, blank=True)
    validata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    validata_il = models.DateTimeField("validata il", null=True, blank=True)
    atto = models.ForeignKey(Atto, on_delete=models.PROTECT, null=True, blank=True, related_name="rendicontazioni")
    pubblicata_il = models.DateTimeField("pubblicata il", null=True, blank=True)

    class Meta:
        verbose_name = "rendicontazione"
        verbose_name_plural = "rendicontazioni"
        ordering = ["piano", "-anno"]
        constraints = [
            models.UniqueConstraint(fields=["piano", "anno"], name="rendicontazione_unica_per_anno"),
            models.CheckConstraint(condition=Q(stato__in=S.values), name="rendicontazione_stato_noto"),
            models.CheckConstraint(
                condition=Q(finestra_dal__isnull=True, finestra_al__isnull=True)
                | Q(finestra_dal__isnull=False, finestra_al__isnull=False, finestra_al__gt=F("finestra_dal")),
                name="rendicontazione_finestra_intera",
            ),
            models.CheckConstraint(
                condition=Q(intermedio_dal__isnull=True, intermedio_al__isnull=True)
                | Q(
                    intermedio_dal__isnull=False,
                    intermedio_al__isnull=False,
                    intermedio_al__gt=F("intermedio_dal"),
                ),
                name="rendicontazione_intermedio_intero",
            ),
            models.CheckConstraint(
                condition=Q(esito__in=["", *EsitoValidazione.values]), name="rendicontazione_esito_noto"
            ),
            models.CheckConstraint(
                condition=~Q(esito__in=[EsitoValidazione.CON_OSSERVAZIONI, EsitoValidazione.NON_VALIDATA])
                | ~Q(osservazioni=""),
                name="rendicontazione_osservazioni_scritte",
            ),
            models.CheckConstraint(
                condition=Q(stato=S.PREPARAZIONE) | Q(finestra_dal__isnull=False),
                name="rendicontazione_aperta_ha_la_finestra",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=DOPO_LA_TRASMISSIONE, trasmessa_il__isnull=False, trasmessa_da__isnull=False)
                | Q(stato__in=[S.PREPARAZIONE, S.APERTA], trasmessa_il__isnull=True, trasmessa_da__isnull=True),
                name="rendicontazione_trasmessa_chi_e_quando",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=DOPO_LA_VALIDAZIONE, validata_il__isnull=False, validata_da__isnull=False)
                | (~Q(stato__in=DOPO_LA_VALIDAZIONE) & Q(validata_il__isnull=True, validata_da__isnull=True)),
                name="rendicontazione_validata_chi_e_quando",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=[S.APPROVATA, S.PUBBLICATA]) | Q(atto__isnull=False),
                name="rendicontazione_approvata_ha_un_atto",
            ),
            models.CheckConstraint(
                condition=Q(stato=S.PUBBLICATA, pubblicata_il__isnull=False)
                | (~Q(stato=S.PUBBLICATA) & Q(pubblicata_il__isnull=True)),
                name="rendicontazione_pubblicata_ha_la_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piano}, anno {self.anno}"

    @property
    def chiusa(self) -> bool:
        """After validation nobody writes; missing results then count 0."""
        return self.stato in DOPO_LA_VALIDAZIONE

    @property
    def riaperta(self) -> bool:
        """The Nucleo writes again on a year that was validated before."""
        return self.stato == S.IN_VALIDAZIONE and self.fu_riaperta

    @cached_property
    def fu_riaperta(self) -> bool:
        """Asked once: a re-opening is only ever written on a year read anew."""
        return self.riaperture.exists()
