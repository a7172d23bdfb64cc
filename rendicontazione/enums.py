"""States of a year's measuring and of one result (DESIGN.md 4)."""

from django.db import models


class StatoRendicontazione(models.TextChoices):
    PREPARAZIONE = "preparazione", "In preparazione"
    APERTA = "aperta", "Aperta"
    TRASMESSA = "trasmessa", "Trasmessa al Nucleo"
    IN_VALIDAZIONE = "in_validazione", "In validazione"
    VALIDATA = "validata", "Validata"
    APPROVATA = "approvata", "Approvata"
    PUBBLICATA = "pubblicata", "Pubblicata"


class StatoRisultato(models.TextChoices):
    DA_INSERIRE = "da_inserire", "Da inserire"
    BOZZA = "bozza", "Bozza"
    TRASMESSO = "trasmesso", "Trasmesso"
    RINVIATO = "rinviato", "Rinviato"
    CONFERMATO = "confermato", "Confermato"
    RETTIFICATO = "rettificato", "Rettificato"
    NON_VALUTABILE = "non_valutabile", "Non valutabile"


class Periodo(models.TextChoices):
    INTERMEDIO = "intermedio", "Monitoraggio intermedio"
    FINALE = "finale", "Consuntivo"


class Causa(models.TextChoices):
    ESOGENA = "esogena", "Esterna all'ente (esogena)"
    ENDOGENA = "endogena", "Interna all'ente (endogena)"
    INDICATORE = "indicatore", "Indicatore o target da rivedere"


class EsitoGiudizio(models.TextChoices):
    CONFERMATO = "confermato", "Confermato"
    RETTIFICATO = "rettificato", "Rettificato"
    NON_VALUTABILE = "non_valutabile", "Non valutabile"
    RINVIATO = "rinviato", "Rinviato"


class TipoDocumento(models.TextChoices):
    PIANO = "piano", "Piano"
    RENDICONTAZIONE = "rendicontazione", "Piano con i risultati"
    RELAZIONE = "relazione", "Relazione sulla performance"
