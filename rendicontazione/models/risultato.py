"""The actual of one target, its proof and the Nucleo's opinion: Risultato, Evidenza, Giudizio."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from indicatori.models import Previsione
from indicatori.motore.valori import Valore
from pianoperf.web.storia import tracciato
from rendicontazione import indici
from rendicontazione.enums import Causa, EsitoGiudizio, Periodo, StatoRisultato
from rendicontazione.indirizzi import host_di
from rendicontazione.models.anno import Rendicontazione

S = StatoRisultato
INVIATI = [S.TRASMESSO, S.RINVIATO, S.CONFERMATO, S.RETTIFICATO, S.NON_VALUTABILE]
DECISI = [S.RINVIATO, S.CONFERMATO, S.RETTIFICATO, S.NON_VALUTABILE]
# The states are those of DOPO_LA_VALIDAZIONE.
ANNO_CHIUSO = """
    IF EXISTS (
        SELECT 1 FROM rendicontazione_rendicontazione
        WHERE id IN (OLD.rendicontazione_id, NEW.rendicontazione_id)
        AND stato IN ('validata', 'approvata', 'pubblicata')
    ) THEN
        RAISE EXCEPTION 'pianoperf: the results of a validated year are closed';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@tracciato()
class Risultato(models.Model):
    """The result of one previsione in one period.

    `valori` has one entry per condition of the previsione, in its order (JSON of the engine's Valore,
    or null where nothing was entered). `grado` is the computed grade, 0-1 or more by the profile's cap,
    rounded to 10 places: a stored copy, recomputed and compared by `manage.py ricalcola`. It is never
    overwritten by the Nucleo's `grado_rettificato`: both stay. `versione` grows at each save.
    """

    rendicontazione = models.ForeignKey(Rendicontazione, on_delete=models.PROTECT, related_name="risultati")
    previsione = models.ForeignKey(Previsione, on_delete=models.PROTECT, related_name="risultati")
    periodo = models.CharField("periodo", max_length=10, choices=Periodo, default=Periodo.FINALE)
    stato = models.CharField("stato", max_length=15, choices=S, default=S.DA_INSERIRE)
    valori = models.JSONField("valori", default=list, blank=True)
    nota = models.TextField("nota", blank=True)
    causa = models.CharField("causa dello scostamento", max_length=12, choices=Causa, blank=True)
    fonte = models.CharField("fonte del dato", max_length=250, blank=True)
    grado = models.DecimalField("grado calcolato", max_digits=13, decimal_places=10, null=True, blank=True)
    grado_rettificato = models.DecimalField(
        "grado rettificato", max_digits=13, decimal_places=10, null=True, blank=True
    )
    versione = models.PositiveIntegerField("versione", default=0)
    aggiornato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aggiornato_il = models.DateTimeField("aggiornato il", null=True, blank=True)
    inviato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    inviato_il = models.DateTimeField("inviato il", null=True, blank=True)
    deciso_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deciso_il = models.DateTimeField("deciso il", null=True, blank=True)
    motivo = models.TextField("motivo della decisione", blank=True)

    class Meta:
        verbose_name = "risultato"
        verbose_name_plural = "risultati"
        ordering = ["rendicontazione", "previsione"]
        constraints = [
            models.UniqueConstraint(fields=["previsione", "periodo"], name="risultato_unico_per_periodo"),
            models.CheckConstraint(condition=Q(stato__in=S.values), name="risultato_stato_noto"),
            models.CheckConstraint(
                condition=Q(aggiornato_da__isnull=True, aggiornato_il__isnull=True)
                | Q(aggiornato_da__isnull=False, aggiornato_il__isnull=False),
                name="risultato_aggiornato_chi_e_quando",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=INVIATI, inviato_da__isnull=False, inviato_il__isnull=False)
                | Q(stato__in=[S.DA_INSERIRE, S.BOZZA], inviato_da__isnull=True, inviato_il__isnull=True),
                name="risultato_inviato_chi_e_quando",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=DECISI, deciso_da__isnull=False, deciso_il__isnull=False)
                | (~Q(stato__in=DECISI) & Q(deciso_da__isnull=True, deciso_il__isnull=True)),
                name="risultato_deciso_chi_e_quando",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=[S.RINVIATO, S.RETTIFICATO, S.NON_VALUTABILE]) | ~Q(motivo=""),
                name="risultato_decisione_ha_un_motivo",
            ),
            models.CheckConstraint(
                condition=Q(stato=S.RETTIFICATO, grado_rettificato__isnull=False)
                | (~Q(stato=S.RETTIFICATO) & Q(grado_rettificato__isnull=True)),
                name="risultato_rettificato_ha_il_grado",
            ),
            models.CheckConstraint(
                condition=Q(grado__isnull=True) | Q(grado__range=(0, 10)), name="risultato_grado_plausibile"
            ),
            models.CheckConstraint(
                condition=Q(grado_rettificato__isnull=True) | Q(grado_rettificato__range=(0, 10)),
                name="risultato_rettifica_plausibile",
            ),
        ]
        indexes = [GinIndex(indici.RISULTATO, name="risultato_ricerca")]
        triggers = [
            pgtrigger.Trigger(
                name="risultato_di_anno_chiuso",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ANNO_CHIUSO,
            )
        ]

    def __str__(self) -> str:
        return f"{self.previsione.indicatore.codice} {self.previsione.anno} ({self.get_stato_display()})"

    @property
    def letti(self) -> list[Valore | None]:
        """The entered values, one per condition of the previsione (None where nothing was entered)."""
        dati = [*self.valori, *([None] * len(self.previsione.condizioni))][: len(self.previsione.condizioni)]
        return [Valore.da_json(voce) if voce else None for voce in dati]


@tracciato()
class Evidenza(models.Model):
    """A file or a link that proves a result; a `riservata` one is for who fills in and for the Nucleo only."""

    risultato = models.ForeignKey(Risultato, on_delete=models.PROTECT, related_name="evidenze")
    file = models.FileField("file", upload_to="evidenze/", max_length=200, blank=True)
    nome = models.CharField("nome", max_length=200, blank=True)
    tipo = models.CharField("tipo di contenuto", max_length=100, blank=True)
    dimensione = models.PositiveIntegerField("dimensione in byte", default=0)
    sha256 = models.CharField("impronta", max_length=64, blank=True)
    indirizzo = models.URLField("indirizzo", max_length=500, blank=True)
    riservata = models.BooleanField("riservata", default=False)
    caricata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    caricata_il = models.DateTimeField("caricata il")

    class Meta:
        verbose_name = "evidenza"
        verbose_name_plural = "evidenze"
        ordering = ["caricata_il"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(file="") & ~Q(sha256="") & Q(indirizzo="")) | (Q(file="") & ~Q(indirizzo="")),
                name="evidenza_file_o_indirizzo",
            )
        ]

    def __str__(self) -> str:
        return self.nome or self.indirizzo

    @property
    def host(self) -> str:
        """Where a link leads; "" for a file."""
        return host_di(self.indirizzo)


@tracciato()
class Giudizio(models.Model):
    """One opinion of the Nucleo on one result; every round is kept."""

    risultato = models.ForeignKey(Risultato, on_delete=models.PROTECT, related_name="giudizi")
    esito = models.CharField("esito", max_length=15, choices=EsitoGiudizio)
    motivo = models.TextField("motivo", blank=True)
    grado_calcolato = models.DecimalField("grado calcolato", max_digits=13, decimal_places=10, null=True, blank=True)
    grado_rettificato = models.DecimalField(
        "grado rettificato", max_digits=13, decimal_places=10, null=True, blank=True
    )
    espresso_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    espresso_il = models.DateTimeField("espresso il")

    class Meta:
        verbose_name = "giudizio"
        verbose_name_plural = "giudizi"
        ordering = ["espresso_il"]
        constraints = [
            models.CheckConstraint(
                condition=Q(esito=EsitoGiudizio.CONFERMATO) | ~Q(motivo=""), name="giudizio_ha_un_motivo"
            )
        ]
        indexes = [GinIndex(indici.GIUDIZIO, name="giudizio_ricerca")]

    def __str__(self) -> str:
        return f"{self.get_esito_display()} ({self.espresso_da})"
