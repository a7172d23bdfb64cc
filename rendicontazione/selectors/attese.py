"""What waits for a person on the desk, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import ha_ruolo
from rendicontazione.calendario.finestre import finestra_di
from rendicontazione.enums import Periodo, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.pagine import AnnoContato, anni_contati
from rendicontazione.selectors.valutazione import valutazione

IN_CORSO = (StatoRendicontazione.APERTA, StatoRendicontazione.TRASMESSA, StatoRendicontazione.IN_VALIDAZIONE)


@dataclass(frozen=True)
class Attesa:
    """A year in course; a counter is None when the person's roles have no use for it.

    `intermedi` are those of the interim monitoring, while its window is open.
    """

    rendicontazione: Rendicontazione
    intermedi: int | None
    da_fare: int | None
    rinviati: int | None
    da_giudicare: int | None
    grado: Fraction | None
    copertura: str
    quadro: bool


def attese(utente: Utente, ente: Ente, adesso: datetime) -> list[Attesa]:
    """The years in course with the counters of the person's roles; the grade only for the director."""
    compila = ha_ruolo(utente, ente, Ruolo.RESPONSABILE, Ruolo.DIRETTORE)
    giudica = ha_ruolo(utente, ente, Ruolo.NUCLEO)
    segue = ha_ruolo(utente, ente, Ruolo.DIRETTORE, Ruolo.NUCLEO, Ruolo.ORGANO, Ruolo.AMMINISTRATORE)
    anni = anni_contati(utente, ente)
    intermedi = _intermedi(utente, ente, anni, adesso) if compila else {}
    elenco = []
    for anno in anni:
        if anno.rendicontazione.stato not in IN_CORSO:
            continue
        ente_valutato = valutazione(anno.rendicontazione).ente if ha_ruolo(utente, ente, Ruolo.DIRETTORE) else None
        elenco.append(
            Attesa(
                rendicontazione=anno.rendicontazione,
                intermedi=intermedi.get(anno.rendicontazione.pk),
                da_fare=anno.da_fare if compila else None,
                rinviati=anno.conti[StatoRisultato.RINVIATO] if compila else None,
                da_giudicare=anno.conti[StatoRisultato.TRASMESSO] if giudica else None,
                grado=ente_valutato.valore if ente_valutato else None,
                copertura=ente_valutato.copertura.testo if ente_valutato else "",
                quadro=segue,
            )
        )
    return elenco


def _intermedi(utente: Utente, ente: Ente, anni: list[AnnoContato], adesso: datetime) -> dict[int, int]:
    """By year with an open interim window; asks the database only when there is one."""
    aperti = {
        anno.rendicontazione.pk
        for anno in anni
        if anno.rendicontazione.stato == StatoRendicontazione.APERTA
        and finestra_di(anno.rendicontazione, Periodo.INTERMEDIO).aperta(adesso)
    }
    if not aperti:
        return {}
    contati = anni_contati(utente, ente, Periodo.INTERMEDIO)
    return {anno.rendicontazione.pk: anno.da_fare for anno in contati if anno.rendicontazione.pk in aperti}
