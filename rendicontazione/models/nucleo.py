"""The Nucleo at work: Componente, Seduta, Richiesta, Intervento, Criterio (LG DFP 3/2018, ch. 4)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from pianoperf.organizzazione.models import Ente
from pianoperf.web.storia import tracciato
from rendicontazione import indici
from rendicontazione.enums import StatoRichiesta, TipoRichiesta
from rendicontazione.models.anno import Rendicontazione
from rendicontazione.models.risultato import Risultato


@tracciato()
class Componente(models.Model):
    """A member of the body's Nucleo, from a day to a day (included); `utente` when the member has a login."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="componenti_nucleo")
    utente = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nome = models.CharField("nome e cognome", max_length=160)
    presidente = models.BooleanField("presidente", default=False)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)

    class Meta:
        verbose_name = "componente del Nucleo"
        verbose_name_plural = "componenti del Nucleo"
        ordering = ["ente", "-presidente", "nome"]
        constraints = [
            models.UniqueConstraint(fields=["ente", "nome", "dal"], name="componente_unico"),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="componente_date_in_ordine"
            ),
        ]

    def __str__(self) -> str:
        return self.nome


@tracciato()
class Seduta(models.Model):
    """A meeting of the Nucleo on one year; it is valid when the `presenti` reach the `quorum`."""

    rendicontazione = models.ForeignKey(Rendicontazione, on_delete=models.PROTECT, related_name="sedute")
    data = models.DateField("data")
    luogo = models.CharField("luogo", max_length=200, blank=True)
    presenti = models.ManyToManyField(Componente, related_name="sedute", blank=True)
    quorum = models.PositiveSmallIntegerField("quorum")
    resoconto = models.TextField("che cosa si è fatto", blank=True)
    registrata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registrata_il = models.DateTimeField("registrata il")

    class Meta:
        verbose_name = "seduta"
        verbose_name_plural = "sedute"
        ordering = ["rendicontazione", "data"]
        constraints = [models.CheckConstraint(condition=Q(quorum__gte=1), name="seduta_quorum_almeno_uno")]

    def __str__(self) -> str:
        return f"Seduta del {self.data:%d/%m/%Y}"


@tracciato()
class Richiesta(models.Model):
    """A director asks to override a grade (`grado_chiesto`, share of one) or to leave an indicator out."""

    risultato = models.ForeignKey(Risultato, on_delete=models.PROTECT, related_name="richieste")
    tipo = models.CharField("tipo", max_length=20, choices=TipoRichiesta)
    grado_chiesto = models.DecimalField("grado chiesto", max_digits=13, decimal_places=10, null=True, blank=True)
    motivo = models.TextField("motivo")
    stato = models.CharField("stato", max_length=12, choices=StatoRichiesta, default=StatoRichiesta.IN_ATTESA)
    chiesta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chiesta_il = models.DateTimeField("chiesta il")
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decisa_il = models.DateTimeField("decisa il", null=True, blank=True)
    risposta = models.TextField("risposta del Nucleo", blank=True)

    class Meta:
        verbose_name = "richiesta"
        verbose_name_plural = "richieste"
        ordering = ["chiesta_il"]
        constraints = [
            models.CheckConstraint(condition=~Q(motivo=""), name="richiesta_ha_un_motivo"),
            models.CheckConstraint(
                condition=Q(tipo=TipoRichiesta.FORZATURA, grado_chiesto__isnull=False)
                | Q(tipo=TipoRichiesta.NEUTRALIZZAZIONE, grado_chiesto__isnull=True),
                name="richiesta_forzatura_ha_il_grado",
            ),
            models.CheckConstraint(
                condition=Q(grado_chiesto__isnull=True) | Q(grado_chiesto__range=(0, 10)),
                name="richiesta_grado_plausibile",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoRichiesta.IN_ATTESA, decisa_il__isnull=True, decisa_da__isnull=True)
                | (~Q(stato=StatoRichiesta.IN_ATTESA) & Q(decisa_il__isnull=False, decisa_da__isnull=False)),
                name="richiesta_decisa_chi_e_quando",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoRichiesta.RESPINTA) | ~Q(risposta=""), name="richiesta_respinta_ha_risposta"
            ),
            models.UniqueConstraint(
                fields=["risultato"],
                condition=Q(stato=StatoRichiesta.IN_ATTESA),
                name="richiesta_una_in_attesa_per_risultato",
            ),
        ]
        indexes = [GinIndex(indici.RICHIESTA, name="richiesta_ricerca")]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.risultato}"


@tracciato()
class Intervento(models.Model):
    """One turn of the discussion on a result between the Nucleo and who answers for it."""

    risultato = models.ForeignKey(Risultato, on_delete=models.PROTECT, related_name="interventi")
    testo = models.TextField("testo")
    scritto_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scritto_il = models.DateTimeField("scritto il")

    class Meta:
        verbose_name = "intervento"
        verbose_name_plural = "interventi"
        ordering = ["scritto_il"]
        constraints = [models.CheckConstraint(condition=~Q(testo=""), name="intervento_non_vuoto")]

    def __str__(self) -> str:
        return f"{self.scritto_da}: {self.testo[:60]}"


@tracciato()
class Criterio(models.Model):
    """The Nucleo's answer to one question of the checklist (LG DFP 3/2018, ch. 4) for one year."""

    rendicontazione = models.ForeignKey(Rendicontazione, on_delete=models.PROTECT, related_name="criteri")
    codice = models.CharField("criterio", max_length=40)
    soddisfatto = models.BooleanField("soddisfatto", null=True)
    nota = models.TextField("nota", blank=True)
    risposto_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    risposto_il = models.DateTimeField("risposto il")

    class Meta:
        verbose_name = "criterio"
        verbose_name_plural = "criteri"
        ordering = ["rendicontazione", "codice"]
        constraints = [models.UniqueConstraint(fields=["rendicontazione", "codice"], name="criterio_unico_per_anno")]

    def __str__(self) -> str:
        return f"{self.codice}: {self.rendicontazione}"
