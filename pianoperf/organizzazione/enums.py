"""Roles and kinds of bodies."""

from django.db import models


class Ruolo(models.TextChoices):
    AMMINISTRATORE = "amministratore", "Amministratore"
    DIRETTORE = "direttore", "Direttore"
    RESPONSABILE = "responsabile", "Responsabile"
    NUCLEO = "nucleo", "Nucleo di valutazione"
    ORGANO = "organo", "Organo di governo"


class TipoEnte(models.TextChoices):
    AZIENDA_SPECIALE = "azienda_speciale", "Azienda speciale"
    CONSORZIO = "consorzio", "Consorzio"
    SOCIETA_DELLA_SALUTE = "societa_della_salute", "Società della Salute"
    UNIONE = "unione", "Unione di Comuni"
    ALTRO = "altro", "Altro ente"
