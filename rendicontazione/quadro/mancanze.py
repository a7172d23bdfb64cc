"""What to look at in a year: each reason with its sentence, and the rule that tells which indicators it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import TextChoices

from indicatori.motore.condizioni import Genere
from indicatori.motore.gradi import StatoGrado
from rendicontazione.calcolo import base_di
from rendicontazione.enums import StatoRisultato
from rendicontazione.quadro.puntualita import Puntualita, Termine
from rendicontazione.selectors.valutati import IndicatoreValutato, Valutazione

# As in the documents: what was sent back is nobody's result until it is sent again.
NON_CONSEGNATI = (StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA, StatoRisultato.RINVIATO)
# What can be more or less than it was: a date or a yes start from nowhere.
MISURE = (Genere.SOGLIA, Genere.INTERVALLO, Genere.FREQUENZA, Genere.DELTA)
TARDI = (Puntualita.DOPO, Puntualita.MAI)


class Mancanza(TextChoices):
    NON_RENDICONTATO = "non_rendicontato", "Non rendicontati"
    IN_RITARDO = "in_ritardo", "In ritardo"
    TERMINE_SUPERATO = "termine_superato", "Realizzati dopo il termine"
    NEUTRALIZZATO = "neutralizzato", "Neutralizzati"
    RIBASSATO = "ribassato", "Con il target ribassato"
    SENZA_BASELINE = "senza_baseline", "Senza valore di partenza"
    NON_CALCOLABILE = "non_calcolabile", "Non calcolabili"
    MODIFICATO = "modificato", "Modificati dopo la validazione"

    @property
    def uno(self) -> str:
        """The same word of a single indicator."""
        return _UNO[self.value]


_UNO = {
    "non_rendicontato": "non rendicontato",
    "in_ritardo": "in ritardo",
    "termine_superato": "dopo il termine",
    "neutralizzato": "neutralizzato",
    "ribassato": "target ribassato",
    "senza_baseline": "senza valore di partenza",
    "non_calcolabile": "non calcolabile",
    "modificato": "modificato dopo la validazione",
}


FRASI = {
    Mancanza.NON_RENDICONTATO: "Da inserire, in bozza o rinviati: nessun risultato che conti. Finché l'anno è aperto "
    "restano fuori dalla media, alla validazione valgono 0.",
    Mancanza.IN_RITARDO: "Inviati dopo la fine della finestra e di ogni proroga, o mai inviati a tempo finito.",
    Mancanza.TERMINE_SUPERATO: "Il target aveva una data e il risultato ne dichiara una successiva.",
    Mancanza.NEUTRALIZZATO: "Il Nucleo li ha dichiarati non valutabili, da sé o accogliendo una richiesta di "
    "neutralizzazione: escono dalla media.",
    Mancanza.RIBASSATO: "Il target chiede meno dell'ultimo target precedente dello stesso indicatore, o meno di prima "
    "di una rimodulazione.",
    Mancanza.SENZA_BASELINE: "Il target è una misura, il piano indica i valori di partenza (o il target è una "
    "variazione), e qui non c'è un numero da cui partire.",
    Mancanza.NON_CALCOLABILE: "Il target non si può misurare (da definire, o senza il valore di partenza): escono "
    "dalla media.",
    Mancanza.MODIFICATO: "Il grado o i valori sono diversi tra la prima validazione e l'ultima.",
}


def con_colonna_di_partenza(valutazione: Valutazione) -> bool:
    """True for a plan that says where its indicators start from: there a missing one is a gap."""
    return any(voce.indicatore.baseline.strip() for scheda in valutazione.schede for voce in scheda.indicatori)


def mancanze_di(
    voce: IndicatoreValutato,
    *,
    puntualita: Puntualita,
    termine: Termine | None,
    ribassi: Sequence[object],
    colonna: bool,
) -> Iterator[Mancanza]:
    """Every reason to look at this indicator, in the order of the enumeration."""
    risultato = voce.risultato
    vale = {
        Mancanza.NON_RENDICONTATO: risultato.stato in NON_CONSEGNATI,
        Mancanza.IN_RITARDO: puntualita in TARDI,
        Mancanza.TERMINE_SUPERATO: termine is Termine.SUPERATO,
        Mancanza.NEUTRALIZZATO: risultato.stato == StatoRisultato.NON_VALUTABILE,
        Mancanza.RIBASSATO: bool(ribassi),
        Mancanza.SENZA_BASELINE: _senza_partenza(voce, colonna),
        Mancanza.NON_CALCOLABILE: (voce.calcolato or voce.grado).stato is StatoGrado.NON_CALCOLABILE,
        Mancanza.MODIFICATO: voce.modifica is not None,
    }
    return (mancanza for mancanza in Mancanza if vale[mancanza])


def _senza_partenza(voce: IndicatoreValutato, colonna: bool) -> bool:
    if base_di(voce.indicatore) is not None:
        return False
    misure = [c for c in voce.risultato.previsione.lette if c.genere in MISURE]
    return any(colonna or (c.genere is Genere.DELTA and c.base is None) for c in misure)
