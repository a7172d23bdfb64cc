"""When the results of a year were sent, beside the end of the window and who was given more time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import TextChoices

from indicatori.motore.condizioni import Genere
from indicatori.motore.scostamenti import scostamento
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato

MAI_INVIATI = (StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA)
# What the history and the extensions say, in one answer: a result that came back is judged by its first sending.
_TEMPI = """
    SELECT
        (SELECT finestra_al FROM rendicontazione_rendicontazioneevent
            WHERE id = %(anno)s AND finestra_al IS NOT NULL ORDER BY pgh_id LIMIT 1),
        (SELECT json_object_agg(id, primo) FROM (
            SELECT id, min(inviato_il) AS primo FROM rendicontazione_risultatoevent
            WHERE rendicontazione_id = %(anno)s AND periodo = %(periodo)s AND inviato_il IS NOT NULL GROUP BY id
        ) AS invii),
        (SELECT json_object_agg(indicatore_id, fino) FROM (
            SELECT chi.indicatore_id, max(ultima.fino_al) AS fino FROM (
                SELECT DISTINCT ON (persona_id) persona_id, fino_al FROM rendicontazione_proroga
                WHERE rendicontazione_id = %(anno)s AND periodo = %(periodo)s
                ORDER BY persona_id, concessa_il DESC, id DESC
            ) AS ultima
            JOIN indicatori_responsabilita AS chi ON chi.persona_id = ultima.persona_id GROUP BY chi.indicatore_id
        ) AS proroghe)
"""


class Puntualita(TextChoices):
    IN_TEMPO = "in_tempo", "Inviati entro la finestra"
    CON_PROROGA = "con_proroga", "Inviati con una proroga"
    DOPO = "dopo", "Inviati dopo la fine"
    MAI = "mai", "Mai inviati"
    ATTESI = "attesi", "Ancora attesi"

    @property
    def uno(self) -> str:
        """The same word of a single result."""
        return _UNO[self.value]


FRASI = {
    Puntualita.IN_TEMPO: "Il primo invio è entro la prima fine fissata per la finestra.",
    Puntualita.CON_PROROGA: "Il primo invio è dopo la prima fine della finestra, ma entro una proroga: della finestra, "
    "o di uno dei responsabili.",
    Puntualita.DOPO: "Il primo invio è dopo la fine della finestra e di ogni proroga.",
    Puntualita.MAI: "Non c'è nessun invio, e il tempo è finito: la finestra è chiusa, o l'anno è già al Nucleo.",
    Puntualita.ATTESI: "Non c'è ancora nessun invio, ma la finestra non è finita.",
}

_UNO = {
    "in_tempo": "nella finestra",
    "con_proroga": "con una proroga",
    "dopo": "dopo la fine",
    "mai": "mai inviato",
    "attesi": "ancora atteso",
}


CON_TERMINE = "con_termine"


class Termine(TextChoices):
    RISPETTATO = "rispettato", "Realizzati entro il termine"
    SUPERATO = "superato", "Realizzati dopo il termine"
    MANCATO = "mancato", "Non realizzati"

    @property
    def uno(self) -> str:
        return str(self.label).replace("zati", "zato")


FRASI_TERMINE = {
    Termine.RISPETTATO: "Ogni data scritta nel risultato è entro il termine del target.",
    Termine.SUPERATO: "Almeno una data scritta nel risultato è dopo il termine del target.",
    Termine.MANCATO: "Il target aveva un termine e il risultato dice che la cosa non è stata fatta.",
}


@dataclass(frozen=True, slots=True)
class Tempi:
    """First sending by result, longest extension by indicator, and the end of the window as it was first fixed."""

    prima_fine: datetime | None
    fine: datetime | None
    invii: Mapping[int, datetime]
    proroghe: Mapping[int, datetime]
    scaduto: bool

    def di(self, risultato: Risultato) -> Puntualita:
        inviato = self.invii.get(risultato.pk)
        if risultato.stato in MAI_INVIATI or inviato is None:
            return Puntualita.MAI if self.scaduto else Puntualita.ATTESI
        if self.fine is None or inviato <= min(self.prima_fine or self.fine, self.fine):
            return Puntualita.IN_TEMPO
        ultima = self.proroghe.get(risultato.previsione.indicatore_id, self.fine)
        return Puntualita.CON_PROROGA if inviato <= max(self.fine, ultima) else Puntualita.DOPO


def tempi_di(rendicontazione: Rendicontazione, *, scaduto: bool) -> Tempi:
    """One query. `scaduto`: from now on what was never sent is late."""
    parametri: dict[str, int | str] = {"anno": rendicontazione.pk, "periodo": Periodo.FINALE.value}
    with connection.cursor() as cursore:
        cursore.execute(_TEMPI, parametri)
        prima_fine, invii, proroghe = cursore.fetchone()
    return Tempi(prima_fine, rendicontazione.finestra_al, _momenti(invii), _momenti(proroghe), scaduto)


def termine_di(risultato: Risultato) -> Termine | None:
    """How the deadlines of the target went, the worst of them; None without a deadline or before it is sent.

    The day counts as in the engine: one day after is late, and "prima di" excludes the day itself.
    """
    if risultato.stato in MAI_INVIATI:
        return None
    scadenze = [
        (condizione, valore)
        for condizione, valore in zip(risultato.previsione.lette, risultato.letti, strict=True)
        if condizione.genere is Genere.SCADENZA and condizione.data is not None and valore is not None
    ]
    if not scadenze:
        return None
    if any(valore.fatto is False or valore.data is None for _, valore in scadenze):
        return Termine.MANCATO
    giorni = [
        (scostamento(c, valore, anno=risultato.previsione.anno) or 0) + (c.operatore == "<") for c, valore in scadenze
    ]
    return Termine.SUPERATO if max(giorni) > 0 else Termine.RISPETTATO


def _momenti(dati: dict[str, Any] | None) -> dict[int, datetime]:
    return {int(chiave): datetime.fromisoformat(testo) for chiave, testo in (dati or {}).items()}
