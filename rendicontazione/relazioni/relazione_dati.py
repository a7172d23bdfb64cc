"""From a valued year to what only the Relazione prints: requests, opinions, interim, lowered targets, other years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from rendicontazione.calcolo import grado_che_conta
from rendicontazione.enums import Periodo
from rendicontazione.models import Rendicontazione
from rendicontazione.relazioni.esiti import NON_CONSEGNATI, grado_di, testo_del_risultato
from rendicontazione.relazioni.relazione_vista import (
    AnnoChiusoVista,
    IntermedioVista,
    RelazioneVista,
    RibassatoVista,
    RichiestaVista,
)
from rendicontazione.relazioni.verbale import decisioni_di, nucleo_di
from rendicontazione.selectors.anni_chiusi import anni_chiusi_prima
from rendicontazione.selectors.ribassi import ribassi_negli_anni
from rendicontazione.selectors.valutazione import Valutazione


def relazione_di(valutata: Valutazione) -> RelazioneVista:
    """About twenty queries, and a handful for each closed year."""
    rendicontazione = valutata.rendicontazione
    intermedi = rendicontazione.risultati.filter(periodo=Periodo.INTERMEDIO)
    nucleo = nucleo_di(valutata)
    return RelazioneVista(
        richieste=tuple(_richieste(valutata, nucleo["richieste"])),
        decisioni=decisioni_di(valutata, testo_del_risultato),
        con_intermedio=intermedi.exists(),
        intermedi=tuple(_intermedi(rendicontazione)),
        ribassati=tuple(_ribassati(valutata)),
        anni=tuple(_anni_chiusi(rendicontazione)),
        componenti=tuple(_componente(voce) for voce in nucleo["componenti"]),
        chiusa=rendicontazione.chiusa,
    )


def _componente(voce: dict[str, Any]) -> str:
    return f"{voce['nome']} (presidente)" if voce["presidente"] else str(voce["nome"])


def _richieste(valutata: Valutazione, righe: list[dict[str, Any]]) -> Iterator[RichiestaVista]:
    voci = {(v.indicatore.scheda.codice, v.indicatore.codice): v for s in valutata.schede for v in s.indicatori}
    for riga in righe:
        voce = voci.get((riga["scheda"], riga["codice"]))
        yield RichiestaVista(
            scheda=riga["scheda"],
            codice=riga["codice"],
            indicatore=riga["indicatore"],
            tipo=riga["tipo"],
            grado_chiesto=Decimal(riga["grado_chiesto"]) if riga["grado_chiesto"] else None,
            calcolato=(voce.calcolato or voce.grado).valore if voce else None,
            grado=voce.grado.valore if voce else None,
            motivo=riga["motivo"],
            chiesta_il=_giorno(riga["chiesta_il"]),
            stato=riga["stato"],
            decisa_il=_giorno(riga["decisa_il"]),
            risposta=riga["risposta"],
        )


def _giorno(testo: str) -> date | None:
    return date.fromisoformat(testo) if testo else None


def _intermedi(rendicontazione: Rendicontazione) -> Iterator[IntermedioVista]:
    risultati = (
        rendicontazione.risultati.filter(periodo=Periodo.INTERMEDIO)
        .exclude(stato__in=NON_CONSEGNATI)
        .select_related("previsione__indicatore__scheda")
        .order_by("previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine")
    )
    profilo = rendicontazione.profilo.letto
    for risultato in risultati:
        grado = grado_che_conta(risultato, profilo, chiusa=False)
        indicatore = risultato.previsione.indicatore
        yield IntermedioVista(
            scheda=indicatore.scheda.codice,
            codice=indicatore.codice,
            indicatore=indicatore.descrizione,
            testo=testo_del_risultato(risultato),
            grado=grado.valore,
            motivo="" if grado.valore is not None else grado.stato.etichetta,
            nota=risultato.nota,
        )


def _ribassati(valutata: Valutazione) -> Iterator[RibassatoVista]:
    """Targets of the year that ask less than the last one before, in this edition or in the one before it."""
    for ribasso in ribassi_negli_anni(valutata):
        indicatore = ribasso.voce.indicatore
        yield RibassatoVista(
            scheda=indicatore.scheda.codice,
            codice=indicatore.codice,
            indicatore=indicatore.descrizione,
            anno=ribasso.anno,
            prima=ribasso.prima,
            dopo=ribasso.voce.risultato.previsione.testo,
        )


def _anni_chiusi(rendicontazione: Rendicontazione) -> Iterator[AnnoChiusoVista]:
    """One for each earlier year: this plan's when it measured it, else that of the newest other plan of its kind."""
    for voce in anni_chiusi_prima(rendicontazione):
        yield AnnoChiusoVista(
            anno=voce.anno,
            piano="" if voce.dello_stesso_piano else voce.rendicontazione.piano.titolo,
            totale=grado_di(voce.ente, voce.fascia),
            schede={
                codice: grado_di(aggregato, fascia)
                for codice, (aggregato, fascia) in voce.schede.items()
                if aggregato.copertura.totale
            }
            if voce.dello_stesso_piano
            else {},
        )
