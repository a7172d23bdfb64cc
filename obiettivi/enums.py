"""States and kinds of a plan."""

from django.db import models


class Famiglia(models.TextChoices):
    SCHEDE = "schede", "Schede obiettivo"
    PIAO = "piao", "Piano degli obiettivi (PIAO)"
    ALBERO = "albero", "Albero della performance"


class StatoPiano(models.TextChoices):
    BOZZA = "bozza", "Bozza"
    ADOTTATO = "adottato", "Adottato"
    APPROVATO = "approvato", "Approvato"
    VIGENTE = "vigente", "Vigente"
    CHIUSO = "chiuso", "Chiuso"


class TipoScheda(models.TextChoices):
    SCHEDA = "scheda", "Scheda"
    PERFORMANCE = "performance", "Obiettivo di performance"
    PEG = "peg", "Obiettivo di PEG"
    OPERATIVO = "operativo", "Obiettivo operativo"


class StatoRimodulazione(models.TextChoices):
    PROPOSTA = "proposta", "In preparazione"
    APPROVATA = "approvata", "Approvata"
    RITIRATA = "ritirata", "Ritirata"
