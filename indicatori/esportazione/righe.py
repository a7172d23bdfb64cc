"""A plan as the rows of the template: the inverse of `indicatori.importazione.composizione`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from indicatori.esportazione.capitoli import a_pezzi
from indicatori.esportazione.vincoli import Vincolo, vincolo_di
from indicatori.importazione.modello import (
    AZIONI,
    CAPITOLI,
    FOGLI,
    INDICATORI,
    NESSUNA_AZIONE,
    OBIETTIVI,
    PIANO,
    RISULTATI,
    SCHEDE,
    SEPARATORE,
    Colonna,
    ColonnaAnno,
    FoglioModello,
)
from indicatori.importazione.protezione import proteggi
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati

Valore = str | int | Decimal | date | None


class ParteScritta(NamedTuple):
    """What the sheet Risultati says of one part of a target; note and cause stand with the first part."""

    testo: str
    nota: str = ""
    causa: str = ""


Parti = Mapping[tuple[str, str, int], Sequence[ParteScritta]]
Riga = dict[tuple[str, int | None], Valore]


@dataclass(frozen=True, slots=True)
class Pagina:
    """One sheet to write: its headings, how wide each column is (characters), its rows of values.

    `campi` and `vincoli`, column by column, say which field it is and what it takes; none where `campi` is empty.
    """

    modello: FoglioModello
    intestazioni: tuple[str, ...]
    larghezze: tuple[int, ...]
    righe: tuple[tuple[Valore, ...], ...]
    campi: tuple[str, ...] = ()
    vincoli: tuple[Vincolo | None, ...] = ()


def in_pagine(dati: PianoDati, risultati: Parti | None = None) -> list[Pagina]:
    """The sheets of the plan's family, and any other that has something to say. Numbers and days stay typed.

    `risultati` maps (scheda, codice, anno) to each part of the target, in its order.
    """
    righe = {
        PIANO.nome: [_riga_piano(dati)],
        OBIETTIVI.nome: [
            _riga(codice=voce.codice, titolo=voce.titolo, area=voce.area) for voce in dati.obiettivi_strategici
        ],
        SCHEDE.nome: [_riga_scheda(scheda) for scheda in dati.schede],
        AZIONI.nome: list(_righe_azioni(dati)),
        INDICATORI.nome: [_riga_indicatore(scheda, voce) for scheda in dati.schede for voce in scheda.indicatori],
        CAPITOLI.nome: list(_righe_capitoli(dati)),
        RISULTATI.nome: list(_righe_risultati(dati, risultati or {})),
    }
    return [
        _pagina(modello, righe[modello.nome], dati)
        for modello in FOGLI
        if righe[modello.nome] or dati.famiglia in modello.famiglie
    ]


def modello_vuoto(famiglia: str, primo_anno: int, ente: str) -> list[Pagina]:
    """The template of a family with nothing in it but the body, the family and the first year."""
    dati = PianoDati("", ente, famiglia, "", (primo_anno, primo_anno + 1, primo_anno + 2))
    return in_pagine(dati)


def _pagina(modello: FoglioModello, righe: list[Riga], dati: PianoDati) -> Pagina:
    usati = {chiave for riga in righe for chiave, valore in riga.items() if valore not in ("", None)}
    fisse = [colonna for colonna in modello.colonne if _serve(colonna, usati, dati.famiglia)]
    annuali = [(colonna, anno) for colonna in modello.annuali for anno in _anni(colonna, usati, dati)]
    chiavi: list[tuple[str, int | None]] = [(colonna.campo, None) for colonna in fisse]
    chiavi += [(colonna.campo, anno) for colonna, anno in annuali]
    return Pagina(
        modello,
        tuple(colonna.titolo for colonna in fisse) + tuple(colonna.titolo(anno) for colonna, anno in annuali),
        tuple(colonna.larghezza for colonna in fisse) + tuple(colonna.larghezza for colonna, _ in annuali),
        tuple(tuple(_in_cella(riga.get(chiave)) for chiave in chiavi) for riga in righe),
        tuple(campo for campo, _ in chiavi),
        tuple(vincolo_di(modello, campo, dati) for campo, _ in chiavi),
    )


def _in_cella(valore: Valore) -> Valore:
    return proteggi(valore) if isinstance(valore, str) else valore


def _serve(colonna: Colonna, usati: set[tuple[str, int | None]], famiglia: str) -> bool:
    return colonna.richiesta or famiglia in colonna.famiglie or (colonna.campo, None) in usati


def _anni(colonna: ColonnaAnno, usati: set[tuple[str, int | None]], dati: PianoDati) -> list[int]:
    """The years that have something, and those of the plan; annotations only where there is one."""
    trovati = {anno for campo, anno in usati if campo == colonna.campo and anno is not None}
    return sorted(trovati if colonna.campo == "annotazioni" else trovati | set(dati.triennio))


def _riga(**campi: Any) -> Riga:
    return {(campo, None): valore for campo, valore in campi.items()}


def _per_anno(campo: str, valori: dict[int, str]) -> Riga:
    return {(campo, anno): testo for anno, testo in valori.items()}


def _riga_piano(dati: PianoDati) -> Riga:
    return _riga(
        codice=dati.codice, ente=dati.ente, famiglia=dati.famiglia, titolo=dati.titolo, primo_anno=dati.triennio[0]
    )


def _riga_scheda(scheda: SchedaDati) -> Riga:
    return _riga(
        codice=scheda.codice,
        tipo=scheda.tipo,
        titolo=scheda.titolo,
        triennio_dichiarato=scheda.triennio_dichiarato,
        responsabile=scheda.responsabile,
        altri_servizi=scheda.altri_servizi,
        incidenza=scheda.incidenza,
        obiettivi_strategici=_unisci(scheda.obiettivi_strategici),
        **scheda.testi,
    )


def _righe_azioni(dati: PianoDati) -> Iterator[Riga]:
    for scheda in dati.schede:
        for azione in scheda.azioni:
            yield _riga(
                scheda=scheda.codice,
                numero=azione.numero,
                innovazione="X" if azione.innovazione else "",
                descrizione=azione.descrizione,
                risultato_atteso=azione.risultato_atteso,
            ) | _per_anno("anni", dict.fromkeys(azione.anni, "X"))


def _riga_indicatore(scheda: SchedaDati, voce: IndicatoreDati) -> Riga:
    riga = _riga(
        scheda=scheda.codice,
        codice=voce.codice,
        azione=voce.azione or (NESSUNA_AZIONE if scheda.azioni else ""),
        descrizione=voce.descrizione,
        responsabili=voce.responsabili,
        strutture=_unisci(voce.strutture),
        algoritmo=voce.algoritmo,
        baseline=voce.baseline,
        termine=voce.termine,
        peso=voce.peso,
        verso=voce.verso,
        ciclico="X" if voce.ciclico else "",
        condizionato_da=voce.condizionato_da,
        note=voce.note,
    )
    return riga | _per_anno("previsioni", voce.previsioni) | _per_anno("annotazioni", voce.annotazioni)


def _righe_capitoli(dati: PianoDati) -> Iterator[Riga]:
    """A long text goes on in the rows below, which have its number and no title."""
    for capitolo in dati.capitoli:
        for posto, pezzo in enumerate(a_pezzi(capitolo.testo)):
            testa = {"titolo": capitolo.titolo, "tavola": capitolo.tavola} if posto == 0 else {}
            yield _riga(numero=capitolo.numero, testo=pezzo, **testa)


def _righe_risultati(dati: PianoDati, risultati: Parti) -> Iterator[Riga]:
    """One row for each part of a target that has a result, in the order of the plan."""
    for scheda in dati.schede:
        for voce in scheda.indicatori:
            for anno in sorted({*voce.previsioni, *voce.annotazioni}):
                parti = risultati.get((scheda.codice, voce.codice, anno), ())
                for parte, (testo, nota, causa) in enumerate(parti, start=1):
                    if testo or nota:
                        yield _riga(
                            scheda=scheda.codice,
                            codice=voce.codice,
                            anno=anno,
                            parte=parte,
                            risultato=testo,
                            nota=nota,
                            causa=causa,
                        )


def _unisci(voci: Iterable[str]) -> str:
    return SEPARATORE.join(proteggi(voce, anche=SEPARATORE.strip()) for voce in voci)
