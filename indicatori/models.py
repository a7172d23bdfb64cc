"""How it is measured: Indicatore, Responsabilita, Attribuzione, Previsione; and the Importazione of a workbook."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from indicatori import indici
from indicatori.enums import StatoImportazione, StatoLettura, VersoIndicatore
from indicatori.motore.condizioni import Condizione
from indicatori.motore.documento import nell_anno
from obiettivi.models import Azione, Piano, Scheda
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente, Persona, Struttura
from pianoperf.web.storia import tracciato

# The table belongs to the floor above; a function finds it when it runs. The states are those after the validation.
TARGET_DI_ANNO_CHIUSO = """
    IF EXISTS (
        SELECT 1 FROM rendicontazione_rendicontazione AS chiusa
        JOIN obiettivi_scheda AS scheda ON scheda.piano_id = chiusa.piano_id
        JOIN indicatori_indicatore AS indicatore ON indicatore.scheda_id = scheda.id
        WHERE indicatore.id = OLD.indicatore_id AND chiusa.anno = OLD.anno
        AND chiusa.stato IN ('validata', 'approvata', 'pubblicata')
    ) THEN
        RAISE EXCEPTION 'pianoperf: the targets of a validated year are closed';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@tracciato()
class Indicatore(models.Model):
    """An indicator, or a step of a PIAO objective (`termine`, `peso` in percent of the objective).

    `ciclico`: the step recurs in the later years of the triennio (domain.md 3.4). `condizionato_da`: it makes
    sense only if that one succeeds. `precedente`: the same indicator in the edition before.
    """

    scheda = models.ForeignKey(Scheda, on_delete=models.CASCADE, related_name="indicatori")
    azione = models.ForeignKey(Azione, on_delete=models.RESTRICT, null=True, blank=True, related_name="indicatori")
    ordine = models.PositiveSmallIntegerField("ordine")
    codice = models.CharField("codice", max_length=20)
    descrizione = models.TextField("descrizione")
    responsabili_testo = models.CharField("responsabili come nel piano", max_length=300, blank=True)
    responsabili = models.ManyToManyField(Persona, through="Responsabilita", related_name="indicatori")
    strutture = models.ManyToManyField(Struttura, through="Attribuzione", related_name="indicatori")
    algoritmo = models.TextField("algoritmo", blank=True)
    baseline = models.CharField("baseline", max_length=120, blank=True)
    termine = models.DateField("termine", null=True, blank=True)
    peso = models.DecimalField("peso %", max_digits=6, decimal_places=3, null=True, blank=True)
    verso = models.CharField("verso", max_length=12, choices=VersoIndicatore)
    verso_confermato = models.BooleanField("verso confermato da una persona", default=False)
    note = models.TextField("note", blank=True)
    ciclico = models.BooleanField("ricorre ogni anno", default=False)
    condizionato_da = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="condiziona"
    )
    precedente = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successivi")

    class Meta:
        verbose_name = "indicatore"
        verbose_name_plural = "indicatori"
        ordering = ["scheda", "ordine"]
        constraints = [
            models.UniqueConstraint(fields=["scheda", "codice"], name="indicatore_unico_nella_scheda"),
            models.CheckConstraint(condition=Q(peso__isnull=True) | Q(peso__range=(0, 100)), name="peso_0_100"),
            models.CheckConstraint(condition=Q(verso__in=VersoIndicatore.values), name="verso_noto"),
            models.CheckConstraint(
                condition=~Q(condizionato_da=F("id")) & ~Q(precedente=F("id")), name="indicatore_non_segue_se_stesso"
            ),
        ]
        indexes = [GinIndex(indici.INDICATORE, name="indicatore_ricerca")]

    def __str__(self) -> str:
        return f"{self.codice} {self.descrizione}"


@tracciato()
class Responsabilita(models.Model):
    """Who answers for an indicator; `assegnata` when the body said so and not the plan's text."""

    indicatore = models.ForeignKey(Indicatore, on_delete=models.CASCADE, related_name="responsabilita")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="responsabilita")
    assegnata = models.BooleanField("assegnata a mano", default=False)

    class Meta:
        verbose_name = "responsabilità"
        verbose_name_plural = "responsabilità"
        constraints = [models.UniqueConstraint(fields=["indicatore", "persona"], name="responsabilita_unica")]

    def __str__(self) -> str:
        return f"{self.persona}: {self.indicatore.codice}"


@tracciato()
class Attribuzione(models.Model):
    """A struttura (area, AO) to which the plan gives an indicator, in the order printed."""

    indicatore = models.ForeignKey(Indicatore, on_delete=models.CASCADE, related_name="attribuzioni")
    struttura = models.ForeignKey(Struttura, on_delete=models.PROTECT, related_name="attribuzioni")
    ordine = models.PositiveSmallIntegerField("ordine", default=0)

    class Meta:
        ordering = ["ordine"]
        constraints = [models.UniqueConstraint(fields=["indicatore", "struttura"], name="attribuzione_unica")]

    def __str__(self) -> str:
        return f"{self.indicatore.codice}: {self.struttura}"


@tracciato()
class Previsione(models.Model):
    """The target of one indicator in one year: the text as printed, and its reading.

    `condizioni` and `avvisi` are lists in the JSON of the engine. A reading is a proposal until
    a person confirms it. `annotazione` is a text that the plan prints in that year's result column. `ricorrente`:
    the plan prints the target of a cyclic step once; this is the same one in a later year, and is not printed.
    """

    indicatore = models.ForeignKey(Indicatore, on_delete=models.CASCADE, related_name="previsioni")
    anno = models.PositiveSmallIntegerField("anno")
    testo = models.TextField("target come stampato", blank=True)
    annotazione = models.TextField("annotazione stampata nel piano", blank=True)
    ricorrente = models.BooleanField("ricorre da un anno prima", default=False)
    condizioni = models.JSONField("condizioni", default=list, blank=True)
    avvisi = models.JSONField("avvisi", default=list, blank=True)
    lettura = models.CharField("lettura", max_length=10, choices=StatoLettura, default=StatoLettura.PROPOSTA)
    confermata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confermata_il = models.DateTimeField("confermata il", null=True, blank=True)

    class Meta:
        verbose_name = "previsione"
        verbose_name_plural = "previsioni"
        ordering = ["indicatore", "anno"]
        constraints = [
            models.UniqueConstraint(fields=["indicatore", "anno"], name="previsione_unica_per_anno"),
            models.CheckConstraint(condition=Q(anno__range=(2000, 2100)), name="previsione_anno_plausibile"),
            models.CheckConstraint(condition=~Q(testo="", annotazione=""), name="previsione_non_vuota"),
            models.CheckConstraint(
                condition=Q(confermata_da__isnull=True, confermata_il__isnull=True)
                | Q(confermata_da__isnull=False, confermata_il__isnull=False),
                name="lettura_chi_e_quando_insieme",
            ),
            models.CheckConstraint(
                condition=Q(lettura=StatoLettura.PROPOSTA, confermata_il__isnull=True)
                | Q(lettura=StatoLettura.CONFERMATA, confermata_il__isnull=False),
                name="lettura_concorda_con_la_data",
            ),
        ]
        indexes = [GinIndex(indici.PREVISIONE, name="previsione_ricerca")]
        triggers = [
            pgtrigger.Trigger(
                name="target_cambiato_di_anno_chiuso",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("testo", "condizioni", "anno", "indicatore"),
                func=TARGET_DI_ANNO_CHIUSO,
            ),
            pgtrigger.Trigger(
                name="target_tolto_di_anno_chiuso",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=TARGET_DI_ANNO_CHIUSO,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicatore.codice} {self.anno}: {self.testo}"

    @property
    def termine(self) -> date | None:
        """When the step is due in this year: the printed day, moved for a target that recurs."""
        termine = self.indicatore.termine
        return nell_anno(termine, self.anno) if termine and self.ricorrente else termine

    @property
    def lette(self) -> tuple[Condizione, ...]:
        """The reading as the engine's conditions, in the order of the text."""
        return tuple(Condizione.da_json(dati) for dati in self.condizioni)


@tracciato()
class Importazione(models.Model):
    """A workbook given by a person: its fingerprint, its preview, and whether it was confirmed."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="importazioni")
    lavoro = models.OneToOneField(Lavoro, on_delete=models.PROTECT, null=True, blank=True, related_name="importazione")
    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, null=True, blank=True, related_name="importazioni")
    nome_file = models.CharField("nome del file", max_length=200)
    file = models.FileField("file", upload_to="importazioni/", max_length=200)
    sha256 = models.CharField("impronta", max_length=64)
    stato = models.CharField("stato", max_length=12, choices=StatoImportazione, default=StatoImportazione.IN_ESAME)
    anteprima = models.JSONField("anteprima", default=dict, blank=True)
    errore = models.TextField("errore", blank=True)
    caricata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    caricata_il = models.DateTimeField("caricata il")
    confermata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confermata_il = models.DateTimeField("confermata il", null=True, blank=True)

    class Meta:
        verbose_name = "importazione"
        verbose_name_plural = "importazioni"
        ordering = ["-caricata_il"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    stato=StatoImportazione.CONFERMATA, confermata_il__isnull=False, confermata_da__isnull=False
                )
                | (~Q(stato=StatoImportazione.CONFERMATA) & Q(confermata_il__isnull=True, confermata_da__isnull=True)),
                name="importazione_stato_concorda_con_la_conferma",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome_file} ({self.get_stato_display()})"
