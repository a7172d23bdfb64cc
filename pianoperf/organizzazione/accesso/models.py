"""Sessions in use, what happened to the logins, invitations to a body."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from pianoperf.organizzazione.accesso.enums import StatoInvito, TipoEvento
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.web.storia import tracciato


class SessioneAperta(models.Model):
    """A session of a person as the list shows it. `luogo` is the address without its last part, never the whole."""

    utente = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sessioni")
    chiave = models.CharField("chiave", max_length=40, unique=True)
    dispositivo = models.CharField("dispositivo", max_length=80, blank=True)
    luogo = models.CharField("luogo", max_length=45, blank=True)
    iniziata_il = models.DateTimeField("iniziata il")
    vista_il = models.DateTimeField("vista il")

    class Meta:
        verbose_name = "sessione aperta"
        verbose_name_plural = "sessioni aperte"
        ordering = ["-vista_il"]

    def __str__(self) -> str:
        return f"{self.dispositivo} ({self.luogo})"


class EventoAccesso(models.Model):
    """Something that happened to a login: written once, never changed (ASVS 5.0, 16.3.1 and 16.4.2)."""

    utente = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="eventi_accesso")
    tipo = models.CharField("tipo", max_length=24, choices=TipoEvento)
    dettaglio = models.CharField("dettaglio", max_length=120, blank=True)
    dispositivo = models.CharField("dispositivo", max_length=80, blank=True)
    luogo = models.CharField("luogo", max_length=45, blank=True)
    il = models.DateTimeField("il")

    class Meta:
        verbose_name = "evento di accesso"
        verbose_name_plural = "eventi di accesso"
        ordering = ["-il", "-pk"]
        indexes = [models.Index(fields=["utente", "-il"], name="evento_accesso_per_utente")]
        constraints = [models.CheckConstraint(condition=Q(tipo__in=TipoEvento.values), name="evento_accesso_tipo_noto")]
        triggers = [pgtrigger.Protect(name="evento_accesso_non_cambia", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.utente}: {self.get_tipo_display()}"


@tracciato(senza=["impronta"])
class Invito(models.Model):
    """A person invited to hold a role in a body. Of the link only the sha256 is kept; a link sent again is another."""

    ente = models.ForeignKey("organizzazione.Ente", on_delete=models.PROTECT, related_name="inviti")
    persona = models.ForeignKey(
        "organizzazione.Persona", on_delete=models.SET_NULL, null=True, blank=True, related_name="inviti"
    )
    nome = models.CharField("nome", max_length=80)
    cognome = models.CharField("cognome", max_length=80)
    email = models.EmailField("e-mail")
    ruolo = models.CharField("ruolo", max_length=20, choices=Ruolo)
    impronta = models.CharField("impronta", max_length=64, unique=True)
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    creato_il = models.DateTimeField("creato il")
    scade_il = models.DateTimeField("scade il")
    spedito_il = models.DateTimeField("spedito il", null=True, blank=True)
    errore = models.CharField("perché non è partito", max_length=250, blank=True)
    accettato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="inviti_accettati"
    )
    accettato_il = models.DateTimeField("accettato il", null=True, blank=True)
    revocato_il = models.DateTimeField("revocato il", null=True, blank=True)

    class Meta:
        verbose_name = "invito"
        verbose_name_plural = "inviti"
        ordering = ["-creato_il"]
        constraints = [
            models.UniqueConstraint(
                "ente",
                Lower("email"),
                "ruolo",
                condition=Q(accettato_il__isnull=True, revocato_il__isnull=True),
                name="un_invito_in_attesa",
            ),
            models.CheckConstraint(
                condition=Q(accettato_il__isnull=True, accettato_da__isnull=True)
                | Q(accettato_il__isnull=False, accettato_da__isnull=False),
                name="invito_accettato_da_qualcuno",
            ),
            models.CheckConstraint(
                condition=Q(accettato_il__isnull=True) | Q(revocato_il__isnull=True), name="invito_con_una_fine_sola"
            ),
            models.CheckConstraint(condition=Q(ruolo__in=Ruolo.values), name="invito_ruolo_noto"),
        ]

    def __str__(self) -> str:
        return f"{self.cognome} {self.nome}: {self.get_ruolo_display()}"

    def stato(self, adesso: datetime) -> StatoInvito:
        if self.accettato_il is not None:
            return StatoInvito.ACCETTATO
        if self.revocato_il is not None:
            return StatoInvito.REVOCATO
        return StatoInvito.SCADUTO if self.scade_il <= adesso else StatoInvito.IN_ATTESA
