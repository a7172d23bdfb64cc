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


class TavolaGenerata(models.TextChoices):
    """The part of a document that the plan's data fill in, printed after a chapter's text."""

    OBIETTIVI = "obiettivi", "Tutte le schede del piano"
    TRIENNALE = "triennale", "Tabella triennale"
    ANNUALE = "annuale", "Tabelle annuali"


class StatoRimodulazione(models.TextChoices):
    PROPOSTA = "proposta", "In preparazione"
    APPROVATA = "approvata", "Approvata"
    RITIRATA = "ritirata", "Ritirata"


class FaseAnno(models.TextChoices):
    """How far the measuring of a year has come, as far as a change of the plan is concerned."""

    APERTO = "aperto", "In rilevazione"
    AL_NUCLEO = "al_nucleo", "All'esame del Nucleo"
    CHIUSO = "chiuso", "Validato"
