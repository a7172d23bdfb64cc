"""What can happen to a login, and the life of an invitation."""

from django.db import models


class TipoEvento(models.TextChoices):
    ENTRATO = "entrato", "Entrata"
    USCITO = "uscito", "Uscita"
    PASSWORD_ERRATA = "password_errata", "Password errata"
    CODICE_ERRATO = "codice_errato", "Secondo fattore errato"
    FATTORE_AGGIUNTO = "fattore_aggiunto", "Secondo fattore aggiunto"
    FATTORE_TOLTO = "fattore_tolto", "Secondo fattore tolto"
    CODICI_RIFATTI = "codici_rifatti", "Codici di riserva rifatti"
    PASSWORD_CAMBIATA = "password_cambiata", "Password cambiata"
    PASSWORD_REIMPOSTATA = "password_reimpostata", "Password reimpostata dal messaggio"
    IDENTITA_COLLEGATA = "identita_collegata", "Identità esterna collegata"
    IDENTITA_SCOLLEGATA = "identita_scollegata", "Identità esterna scollegata"
    SESSIONE_CHIUSA = "sessione_chiusa", "Sessione chiusa a distanza"


class StatoInvito(models.TextChoices):
    IN_ATTESA = "in_attesa", "In attesa"
    ACCETTATO = "accettato", "Accettato"
    SCADUTO = "scaduto", "Scaduto"
    REVOCATO = "revocato", "Revocato"
