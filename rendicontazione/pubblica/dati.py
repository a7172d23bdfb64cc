"""Open data: the targets of an approved plan, the results of a published year, one row for each indicator and year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings

from indicatori.motore.documento import PianoDati
from indicatori.motore.numeri import arrotonda
from indicatori.rimodulazione.dati import da_json
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from rendicontazione.enums import TipoDocumento
from rendicontazione.pubblica.colonne import DEI_RISULTATI, DEL_PIANO, Colonna
from rendicontazione.pubblica.vetrina import EntePubblico, PianoPubblico
from rendicontazione.relazioni.allegati import COLONNE, in_csv, righe_dei_dati
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import Vista

Riga = dict[str, object]


def righe_del_piano(ente: EntePubblico, piano: PianoPubblico) -> list[Riga]:
    """The targets as the act of the version in force approved them. Two queries."""
    vista = Vista(piano=_approvato(piano), ente=ente.nome, ente_breve=ente.nome_breve)
    return list(_righe(vista, DEL_PIANO))


def righe_dell_anno(piano: PianoPubblico, anno: int) -> list[Riga]:
    """The targets of a published year with their results; the other years are not part of it."""
    riga = Piano.objects.select_related("ente", "atto").get(pk=piano.pk)
    vista = vista_di(riga, TipoDocumento.RENDICONTAZIONE, anno)
    return [voce for voce in _righe(vista, DEI_RISULTATI) if voce["anno"] == anno]


def in_testo_csv(righe: list[Riga], colonne: tuple[Colonna, ...]) -> str:
    """UTF-8, commas, a decimal point, ISO dates; a text like a formula gets an apostrophe."""
    nomi = [colonna.nome for colonna in colonne]
    return in_csv(nomi, ([riga[nome] for nome in nomi] for riga in righe))


def in_oggetto(ente: EntePubblico, piano: PianoPubblico, anno: int | None, righe: list[Riga]) -> dict[str, Any]:
    """The same rows as JSON, with whose they are: numbers as numbers, dates as YYYY-MM-DD, null where nothing is."""
    pubblicato = piano.anno(anno) if anno else None
    atto = pubblicato.atto if pubblicato else piano.versione.atto
    return {
        "ente": {"codice": ente.codice, "nome": ente.nome},
        "piano": {"codice": piano.codice, "titolo": piano.titolo, "versione": piano.versione.numero},
        "triennio": [piano.primo_anno, piano.primo_anno + 1, piano.ultimo_anno],
        "anno": anno,
        "atto": {"testo": atto.testo, "data": atto.data.isoformat()} if atto else None,
        "dimostrativo": pubblicato.dimostrativo if pubblicato else piano.versione.atto.dimostrativo,
        "licenza": settings.LICENZA_DATI_APERTI,
        "righe": [{nome: _semplice(valore) for nome, valore in riga.items()} for riga in righe],
    }


def _approvato(piano: PianoPubblico) -> PianoDati:
    """The plan that the version keeps; as it is, where an older installation kept none."""
    riga = Piano.objects.select_related("ente", "atto").get(pk=piano.pk)
    versione = riga.versioni.filter(numero=piano.versione.numero).first()
    return da_json(versione.dati) if versione else piano_in_dati(riga)


def _righe(vista: Vista, colonne: tuple[Colonna, ...]) -> Iterator[Riga]:
    for valori in righe_dei_dati(vista):
        tutta = dict(zip(COLONNE, valori, strict=True))
        yield {colonna.nome: tutta[colonna.nome] for colonna in colonne}


def _semplice(valore: object) -> object:
    if isinstance(valore, Fraction):
        return float(arrotonda(valore, 6))
    if isinstance(valore, Decimal):
        return float(valore)
    return None if valore == "" else valore
