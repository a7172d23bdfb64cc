"""A PDF that somebody asked for: the job that makes it, the file, its fingerprint. All those of a body in one zip."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from obiettivi.models import Piano
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente, Persona, Struttura
from rendicontazione.enums import TipoDocumento

SENZA_ANNO = [TipoDocumento.PIANO, TipoDocumento.TESTO_A_FRONTE]
# Of the plan, or of the plan with the results of a year.
ANNO_A_SCELTA = [TipoDocumento.STRUTTURA, TipoDocumento.RESPONSABILE]
CON_ANNO = [tipo for tipo in TipoDocumento if tipo not in (*SENZA_ANNO, *ANNO_A_SCELTA)]


class Documento(models.Model):
    """`anno` is None for the plan itself; `sha256` is the fingerprint of the file once it is ready.

    `versione` is the number of the version of the plan it prints, None for a draft. `struttura` and `persona` are
    whose sheet it is. A file that has expired is removed (`rimosso_il`): the row stays, so the fingerprint still tells.
    """

    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, related_name="documenti")
    tipo = models.CharField("tipo", max_length=20, choices=TipoDocumento)
    anno = models.PositiveSmallIntegerField("anno", null=True, blank=True)
    versione = models.PositiveSmallIntegerField("versione del piano", null=True, blank=True)
    struttura = models.ForeignKey(Struttura, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lavoro = models.OneToOneField(Lavoro, on_delete=models.PROTECT, related_name="documento")
    file = models.FileField("file", upload_to="documenti/", max_length=200, blank=True)
    nome = models.CharField("nome", max_length=200)
    sha256 = models.CharField("impronta", max_length=64, blank=True)
    dimensione = models.PositiveIntegerField("dimensione in byte", default=0)
    chiesto_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chiesto_il = models.DateTimeField("chiesto il")
    pronto_il = models.DateTimeField("pronto il", null=True, blank=True)
    scaricato_il = models.DateTimeField("scaricato l'ultima volta il", null=True, blank=True)
    rimosso_il = models.DateTimeField("file rimosso il", null=True, blank=True)

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documenti"
        ordering = ["-chiesto_il"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pronto_il__isnull=True, rimosso_il__isnull=True, sha256="", file="")
                | (Q(pronto_il__isnull=False, rimosso_il__isnull=True) & ~Q(sha256="") & ~Q(file=""))
                | (Q(pronto_il__isnull=False, rimosso_il__isnull=False, file="") & ~Q(sha256="")),
                name="documento_pronto_ha_file_e_impronta",
            ),
            models.CheckConstraint(
                condition=Q(tipo__in=SENZA_ANNO, anno__isnull=True)
                | Q(tipo__in=ANNO_A_SCELTA)
                | Q(tipo__in=CON_ANNO, anno__isnull=False),
                name="documento_anno_se_serve",
            ),
            models.CheckConstraint(
                condition=Q(tipo=TipoDocumento.STRUTTURA, struttura__isnull=False, persona__isnull=True)
                | Q(tipo=TipoDocumento.RESPONSABILE, struttura__isnull=True, persona__isnull=False)
                | (~Q(tipo__in=ANNO_A_SCELTA) & Q(struttura__isnull=True, persona__isnull=True)),
                name="documento_di_chi",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class Raccolta(models.Model):
    """All the allegati of a body in one zip, as somebody asked for them. The file expires as a Documento's does."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="raccolte")
    lavoro = models.OneToOneField(Lavoro, on_delete=models.PROTECT, related_name="raccolta")
    file = models.FileField("file", upload_to="raccolte/", max_length=200, blank=True)
    nome = models.CharField("nome", max_length=200, blank=True)
    sha256 = models.CharField("impronta", max_length=64, blank=True)
    dimensione = models.PositiveBigIntegerField("dimensione in byte", default=0)
    chiesta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chiesta_il = models.DateTimeField("chiesta il")
    pronta_il = models.DateTimeField("pronta il", null=True, blank=True)

    class Meta:
        verbose_name = "raccolta di allegati"
        verbose_name_plural = "raccolte di allegati"
        ordering = ["-chiesta_il"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pronta_il__isnull=True, sha256="", file="") | (Q(pronta_il__isnull=False) & ~Q(sha256="")),
                name="raccolta_pronta_ha_l_impronta",
            ),
        ]

    def __str__(self) -> str:
        return self.nome or f"Allegati di {self.ente}"
