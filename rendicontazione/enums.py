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
    VERBALE = "verbale", "Verbale del Nucleo"
    TESTO_A_FRONTE = "testo_a_fronte", "Testo a fronte di due versioni"
    STRUTTURA = "struttura", "Scheda di una struttura"
    RESPONSABILE = "responsabile", "Scheda di un responsabile"


class Orientamento(models.TextChoices):
    ORIZZONTALE = "orizzontale", "Orizzontale (A4)"
    VERTICALE = "verticale", "Verticale (A4)"


class EsitoValidazione(models.TextChoices):
    VALIDATA = "validata", "Validata"
    CON_OSSERVAZIONI = "con_osservazioni", "Validata con osservazioni"
    NON_VALIDATA = "non_validata", "Non validata"


class TipoRichiesta(models.TextChoices):
    FORZATURA = "forzatura", "Forzatura del grado"
    NEUTRALIZZAZIONE = "neutralizzazione", "Neutralizzazione"


class StatoRichiesta(models.TextChoices):
    IN_ATTESA = "in_attesa", "In attesa del Nucleo"
    ACCOLTA = "accolta", "Accolta"
    RESPINTA = "respinta", "Respinta"
    RITIRATA = "ritirata", "Ritirata"


class MotivoMessaggio(models.TextChoices):
    ASSEGNAZIONE = "assegnazione", "Nuove assegnazioni"
    IN_SCADENZA = "in_scadenza", "Scadenza vicina"
    SCADUTO = "scaduto", "Scadenza passata"
    RINVIATO = "rinviato", "Risultato rinviato dal Nucleo"
    SOLLECITO = "sollecito", "Sollecito dell'amministrazione"
    DOCUMENTO = "documento", "Documento chiesto"


class AmbitoChiave(models.TextChoices):
    """What a key of the API sees: what everybody may read, or also the years that the Nucleo has closed."""

    PUBBLICO = "pubblico", "Solo ciò che è pubblicato"
    INTERNO = "interno", "Anche gli anni validati e non ancora pubblicati"
