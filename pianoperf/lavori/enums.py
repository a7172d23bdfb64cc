"""Kinds and states of a job."""

from django.db import models


class TipoLavoro(models.TextChoices):
    DOCUMENTO = "documento", "Preparazione di un documento"
    IMPORTAZIONE = "importazione", "Esame di un foglio"
    ESPORTAZIONE = "esportazione", "Esportazione dei dati"
    PROMEMORIA = "promemoria", "Invio di un promemoria"


class StatoLavoro(models.TextChoices):
    IN_CODA = "in_coda", "In coda"
    IN_CORSO = "in_corso", "In corso"
    PRONTO = "pronto", "Pronto"
    FALLITO = "fallito", "Non riuscito"
