from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.descrizione import descrivi
from indicatori.motore.grammatica import interpreta

ANNO = 2023
ETICHETTE = st.sampled_from([None, "utenti in carico", "Tasso di risposta", "N. di presenze", "UdD"])
NUMERI = st.decimals(min_value=0, max_value=900000, places=1)
UNITA = st.sampled_from([None, "%", "EUR", "giorni", "ore", "minuti", "mesi"])


def rilette(condizione: Condizione) -> list[Condizione]:
    return list(interpreta(descrivi(condizione), ANNO).condizioni)


@pytest.mark.parametrize(
    ("testo", "detto"),
    [
        ("Almeno 2500,00", "almeno 2.500 €"),
        ("Tasso di risposta 75%", "Tasso di risposta: 75 %"),
        ("Entro giugno", "entro giugno"),
        ("Entro il 15/06/2023", "entro il 15/06/2023"),
        ("Report trimestrale", "Report: almeno 4 volte l'anno"),
        ("Entro 3 gg dalla richiesta", "entro 3 giorni dalla richiesta"),
        ("3,5/4", "3,5/4"),
        ("-30%", "-30 %"),
        ("+2", "+2"),
        ("SI", "SI"),
        ("Con il Rendiconto", "Con il Rendiconto"),
        ("tra 10 e 20 utenti", "utenti: tra 10 e 20"),
        ("Almeno 45 (baseline 40)", "almeno 45 (baseline 40)"),
    ],
)
def test_una_condizione_si_dice_in_italiano(testo: str, detto: str):
    (condizione,) = interpreta(testo, ANNO).condizioni
    assert descrivi(condizione) == detto
    assert rilette(condizione) == [condizione]


@given(NUMERI, UNITA, st.sampled_from([None, ">=", "<=", ">", "<", "="]), ETICHETTE)
def test_una_soglia_detta_si_rilegge(valore: Decimal, unita: str | None, operatore: str | None, etichetta: str | None):
    # a bare year is a year: it would need a comparator
    if operatore is None and unita is None and 2000 <= valore <= 2045:
        return
    condizione = Condizione(Genere.SOGLIA, operatore, valore, unita, etichetta=etichetta)
    assert rilette(condizione) == [condizione]


@given(
    NUMERI,
    st.sampled_from([1, -1]),
    st.sampled_from([">=", ">", "<=", "<", "="]),
    st.sampled_from([None, "%", "punti percentuali", "giorni", "EUR"]),
    ETICHETTE,
    st.none() | NUMERI,
)
def test_una_variazione_detta_si_rilegge(
    valore: Decimal, segno: int, operatore: str, unita: str | None, etichetta: str | None, base: Decimal | None
):
    """Whatever the comparator ("riduzione non superiore al 5 %") and the value it starts from."""
    firmato = abs(valore + 1) * segno
    condizione = Condizione(Genere.DELTA, operatore, firmato, unita, etichetta=etichetta, base=base)
    assert rilette(condizione) == [condizione]


@pytest.mark.parametrize(
    ("testo", "detto"),
    [
        ("riduzione non superiore al 5%", "riduzione non superiore a 5 %"),
        ("riduzione superiore a 5 giorni", "riduzione superiore a 5 giorni"),
        ("mantenimento del valore 2021", "mantenimento del valore di partenza"),
        ("superiore al valore del 2022", "superiore al valore di partenza"),
        ("≥ valore 2022", "non inferiore al valore di partenza"),
        ("inferiore all'anno precedente", "inferiore al valore di partenza"),
        ("<= anno precedente", "non superiore al valore di partenza"),
        ("= valore 2022", "pari al valore di partenza"),
    ],
)
def test_una_variazione_insolita_si_dice_e_si_rilegge(testo: str, detto: str):
    (condizione,) = interpreta(testo, ANNO).condizioni
    assert descrivi(condizione) == detto
    assert rilette(condizione) == [condizione]
    assert rilette(replace(condizione, base=Decimal(40))) == [replace(condizione, base=Decimal(40))]


@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)), st.booleans(), ETICHETTE)
def test_una_scadenza_detta_si_rilegge(giorno: date, con_anno: bool, etichetta: str | None):
    data = giorno.isoformat() if con_anno else giorno.isoformat()[5:]
    condizione = Condizione(Genere.SCADENZA, "<=", data=data, etichetta=etichetta)
    assert rilette(condizione) == [condizione]


@given(st.integers(1, 365), ETICHETTE)
def test_una_frequenza_detta_si_rilegge(volte: int, etichetta: str | None):
    condizione = Condizione(Genere.FREQUENZA, ">=", Decimal(volte), "volte/anno", etichetta=etichetta)
    assert rilette(condizione) == [condizione]


@given(NUMERI, NUMERI, st.sampled_from([None, "%", "giorni"]), ETICHETTE)
def test_un_intervallo_detto_si_rilegge(a: Decimal, b: Decimal, unita: str | None, etichetta: str | None):
    da, massimo = sorted([a, b])
    if unita is None and all(1990 <= n <= 2100 for n in (da, massimo)):
        return
    condizione = Condizione(Genere.INTERVALLO, None, da, unita, etichetta=etichetta, valore_max=massimo)
    assert rilette(condizione) == [condizione]


def test_la_partenza_si_rilegge():
    condizione = replace(interpreta("almeno 5 corsi", ANNO).condizioni[0], base=Decimal("2.5"))
    assert rilette(condizione) == [condizione]
