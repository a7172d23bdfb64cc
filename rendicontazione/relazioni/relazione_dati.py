"""From a valued year to what only the Relazione prints: requests, opinions, interim, lowered targets, other years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from indicatori.models import Previsione
from obiettivi.models import Piano
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
from rendicontazione.selectors.catena import ribassato
from rendicontazione.selectors.valutazione import IndicatoreValutato, Valutazione, valutazione


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
    voci = [voce for scheda in valutata.schede for voce in scheda.indicatori]
    prima = _target_di_prima(voci, valutata.rendicontazione.anno)
    for voce in voci:
        previsione = voce.risultato.previsione
        vecchia = prima.get(voce.indicatore.pk)
        if vecchia is not None and ribassato(vecchia, previsione):
            yield RibassatoVista(
                scheda=voce.indicatore.scheda.codice,
                codice=voce.indicatore.codice,
                indicatore=voce.indicatore.descrizione,
                anno=vecchia.anno,
                prima=vecchia.testo,
                dopo=previsione.testo,
            )


def _target_di_prima(voci: list[IndicatoreValutato], anno: int) -> dict[int, Previsione]:
    """The last earlier target of each indicator, by its id; that of the edition before where this one has none."""
    edizioni = {voce.indicatore.precedente_id: voce.indicatore.pk for voce in voci if voce.indicatore.precedente_id}
    cercati = [*edizioni, *(voce.indicatore.pk for voce in voci)]
    righe = Previsione.objects.filter(indicatore__in=cercati, anno__lt=anno).exclude(testo="")
    di_questa = {voce.indicatore.pk for voce in voci}
    trovate: dict[int, Previsione] = {}
    # those of the edition before come first, so that the plan's own replace them
    ordinate = sorted(righe.select_related("indicatore"), key=lambda riga: (riga.indicatore_id in di_questa, riga.anno))
    for riga in ordinate:
        trovate[edizioni.get(riga.indicatore_id, riga.indicatore_id)] = riga
    return trovate


def _anni_chiusi(rendicontazione: Rendicontazione) -> Iterator[AnnoChiusoVista]:
    """One for each earlier year: this plan's when it measured it, else that of the newest other plan of its kind."""
    piano = rendicontazione.piano
    chiuse = [voce for voce in _prima_di(rendicontazione) if voce.chiusa]
    per_anno: dict[int, Rendicontazione] = {}
    for voce in sorted(chiuse, key=lambda voce: (voce.piano_id == piano.pk, voce.piano.primo_anno)):
        per_anno[voce.anno] = voce
    for anno, voce in sorted(per_anno.items()):
        yield _anno_chiuso(anno, voce, piano)


def _prima_di(rendicontazione: Rendicontazione) -> list[Rendicontazione]:
    piano = rendicontazione.piano
    righe = Rendicontazione.objects.filter(
        piano__ente=piano.ente_id, piano__famiglia=piano.famiglia, anno__lt=rendicontazione.anno
    )
    return list(righe.select_related("piano__ente", "profilo"))


def _anno_chiuso(anno: int, rendicontazione: Rendicontazione, piano: Piano) -> AnnoChiusoVista:
    valutata = valutazione(rendicontazione)
    sue = rendicontazione.piano_id == piano.pk
    return AnnoChiusoVista(
        anno=anno,
        piano="" if sue else rendicontazione.piano.titolo,
        totale=grado_di(valutata.ente, valutata.fascia),
        schede={s.scheda.codice: grado_di(s.aggregato, s.fascia) for s in valutata.schede if s.indicatori}
        if sue
        else {},
    )
