"""Kinds and states of an indicator, its targets and an import."""

from django.db import models


class VersoIndicatore(models.TextChoices):
    CRESCENTE = "crescente", "più è meglio"
    DECRESCENTE = "decrescente", "meno è meglio"


class StatoLettura(models.TextChoices):
    PROPOSTA = "proposta", "Lettura proposta"
    CONFERMATA = "confermata", "Lettura confermata"


class StatoImportazione(models.TextChoices):
    IN_ESAME = "in_esame", "In esame"
    ANTEPRIMA = "anteprima", "Anteprima pronta"
    ERRORI = "errori", "Da correggere"
    CONFERMATA = "confermata", "Importata"
    RIFIUTATA = "rifiutata", "File rifiutato"
