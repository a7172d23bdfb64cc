"""The body and its people: Ente, Struttura, Persona, Utente, Incarico, Delega, PassiVisti."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from pianoperf.organizzazione.accesso.models import EventoAccesso as EventoAccesso
from pianoperf.organizzazione.accesso.models import Invito as Invito
from pianoperf.organizzazione.accesso.models import SessioneAperta as SessioneAperta
from pianoperf.organizzazione.enums import Ruolo, TipoEnte
from pianoperf.web.storia import tracciato


@tracciato(senza=["password", "last_login", "ha_attese", "codice_fiscale"])
class Utente(AbstractUser):
    """A login. What it may do in a body is said by its incarichi, never by Django groups.

    `ha_attese`: may wait for something, or have something to be told; who does not costs no question to any page.
    `codice_fiscale` recognises who comes from SPID or CIE for the first time; "" when it is not used.
    """

    ha_attese = models.BooleanField("aspetta qualcosa", default=False, editable=False)
    codice_fiscale = models.CharField("codice fiscale", max_length=16, blank=True)

    class Meta:
        verbose_name = "utente"
        verbose_name_plural = "utenti"
        constraints = [
            models.UniqueConstraint(
                fields=["codice_fiscale"], condition=~Q(codice_fiscale=""), name="utente_codice_fiscale_unico"
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


@tracciato()
class Ente(models.Model):
    """`dichiarazione_accessibilita` is the address of its statement at form.agid.gov.it, "" while there is none.

    `ruoli_secondo_fattore`: who holds one of them must have a second factor; None follows the installation.
    """

    codice = models.SlugField("codice", max_length=60, unique=True)
    nome = models.CharField("nome", max_length=250)
    nome_breve = models.CharField("nome breve", max_length=80)
    tipo = models.CharField("tipo", max_length=30, choices=TipoEnte, default=TipoEnte.ALTRO)
    dichiarazione_accessibilita = models.URLField("dichiarazione di accessibilità", max_length=300, blank=True)
    contatto_accessibilita = models.EmailField("indirizzo per le segnalazioni di accessibilità", blank=True)
    ruoli_secondo_fattore = ArrayField(
        models.CharField(max_length=20, choices=Ruolo),
        verbose_name="ruoli con il secondo fattore obbligatorio",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "ente"
        verbose_name_plural = "enti"
        ordering = ["nome_breve"]

    def __str__(self) -> str:
        return self.nome_breve


@tracciato()
class Struttura(models.Model):
    """An area, a service, an AO; `gruppo` marks a name that stands for several of them."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="strutture")
    genitore = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="figlie")
    nome = models.CharField("nome", max_length=200)
    gruppo = models.BooleanField("gruppo di strutture", default=False)

    class Meta:
        verbose_name = "struttura"
        verbose_name_plural = "strutture"
        ordering = ["nome"]
        constraints = [models.UniqueConstraint(fields=["ente", "nome"], name="struttura_unica_nell_ente")]

    def __str__(self) -> str:
        return self.nome


@tracciato()
class Persona(models.Model):
    """A named person of a body; `alias` are the other ways a plan writes the name."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="persone")
    struttura = models.ForeignKey(Struttura, on_delete=models.PROTECT, null=True, blank=True, related_name="persone")
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="persone")
    nome = models.CharField("nome", max_length=80, blank=True)
    cognome = models.CharField("cognome", max_length=80)
    alias = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "persone"
        ordering = ["cognome", "nome"]
        constraints = [
            models.UniqueConstraint(fields=["ente", "cognome", "nome"], name="persona_unica_nell_ente"),
            models.UniqueConstraint(
                fields=["ente", "utente"], condition=Q(utente__isnull=False), name="una_persona_per_utente_e_ente"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cognome} {self.nome}".strip()

    @property
    def nomi(self) -> list[str]:
        """Every way a plan may write this person: the surname and the aliases."""
        return [self.cognome, *self.alias]


class IncaricoQuerySet(models.QuerySet["Incarico"]):
    def in_corso(self, il: date) -> IncaricoQuerySet:
        return self.filter(Q(al__isnull=True) | Q(al__gte=il), dal__lte=il)


@tracciato()
class Incarico(models.Model):
    """The role of a user in a body, from a day to a day (included)."""

    utente = models.ForeignKey(Utente, on_delete=models.CASCADE, related_name="incarichi")
    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="incarichi")
    ruolo = models.CharField("ruolo", max_length=20, choices=Ruolo)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)

    objects = IncaricoQuerySet.as_manager()

    class Meta:
        verbose_name = "incarico"
        verbose_name_plural = "incarichi"
        ordering = ["ente", "utente", "ruolo"]
        constraints = [
            models.UniqueConstraint(fields=["utente", "ente", "ruolo", "dal"], name="incarico_unico"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="incarico_date_in_ordine"),
            models.CheckConstraint(condition=Q(ruolo__in=Ruolo.values), name="incarico_ruolo_noto"),
        ]

    def __str__(self) -> str:
        return f"{self.utente}: {self.get_ruolo_display()} di {self.ente}"


class DelegaQuerySet(models.QuerySet["Delega"]):
    def in_corso(self, il: date) -> DelegaQuerySet:
        return self.filter(dal__lte=il, al__gte=il, revocata_il__isnull=True)

    def efficaci(self, il: date) -> DelegaQuerySet:
        """In force, given by somebody who still holds the role: nobody passes on what he no longer has."""
        titolo = Incarico.objects.in_corso(il).filter(
            utente=models.OuterRef("delegante"), ente=models.OuterRef("ente"), ruolo=models.OuterRef("ruolo")
        )
        return self.in_corso(il).filter(models.Exists(titolo), delegante__is_active=True)


@tracciato()
class Delega(models.Model):
    """A user acts in the place of another in a body, from a day to a day (both included), in one role."""

    ente = models.ForeignKey(Ente, on_delete=models.PROTECT, related_name="deleghe")
    delegante = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="deleghe_date")
    delegato = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="deleghe_ricevute")
    ruolo = models.CharField("ruolo", max_length=20, choices=Ruolo)
    dal = models.DateField("dal")
    al = models.DateField("al")
    motivo = models.CharField("motivo", max_length=250, blank=True)
    creata_da = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField("creata il")
    revocata_il = models.DateTimeField("revocata il", null=True, blank=True)

    objects = DelegaQuerySet.as_manager()

    class Meta:
        verbose_name = "delega"
        verbose_name_plural = "deleghe"
        ordering = ["ente", "-dal"]
        constraints = [
            models.CheckConstraint(condition=Q(al__gte=F("dal")), name="delega_date_in_ordine"),
            models.CheckConstraint(condition=~Q(delegante=F("delegato")), name="delega_a_un_altro"),
            models.CheckConstraint(
                condition=Q(ruolo__in=[Ruolo.DIRETTORE, Ruolo.RESPONSABILE]), name="delega_ruolo_delegabile"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegante} -> {self.delegato} ({self.get_ruolo_display()})"


class PassiVisti(models.Model):
    """The user has hidden the first steps of a role. A preference, not a datum of a body: no history of it is kept."""

    utente = models.ForeignKey(Utente, on_delete=models.CASCADE, related_name="passi_visti")
    ruolo = models.CharField("ruolo", max_length=20, choices=Ruolo)
    visti_il = models.DateTimeField("visti il")

    class Meta:
        verbose_name = "primi passi visti"
        verbose_name_plural = "primi passi visti"
        constraints = [
            models.UniqueConstraint(fields=["utente", "ruolo"], name="passi_visti_una_volta"),
            models.CheckConstraint(condition=Q(ruolo__in=Ruolo.values), name="passi_visti_ruolo_noto"),
        ]

    def __str__(self) -> str:
        return f"{self.utente}: {self.get_ruolo_display()}"
