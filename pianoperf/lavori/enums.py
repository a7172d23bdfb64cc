"""Kinds and states of a job."""

from django.db import models


class TipoLavoro(models.TextChoices):
    DOCUMENTO = "documento", "Preparazione di un documento"
    IMPORTAZIONE = "importazione", "Esame di un foglio"
    ESPORTAZIONE = "esportazione", "Esportazione dei dati"
    RACCOLTA = "raccolta", "Raccolta degli allegati"
    PROMEMORIA = "promemoria", "Invio di un promemoria"


class StatoLavoro(models.TextChoices):
    IN_CODA = "in_coda", "In coda"
    IN_CORSO = "in_corso", "In corso"
    PRONTO = "pronto", "Pronto"
    FALLITO = "fallito", "Non riuscito"
    ANNULLATO = "annullato", "Annullato"


APERTI = [StatoLavoro.IN_CODA, StatoLavoro.IN_CORSO]
# Over without a result: the same thing may be asked for again.
SENZA_ESITO = [StatoLavoro.FALLITO, StatoLavoro.ANNULLATO]
CONCLUSI = [StatoLavoro.PRONTO, *SENZA_ESITO]
