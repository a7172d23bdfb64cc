"""Texts the grammar must not fall for, and texts of other bodies it has never seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicatori.motore.condizioni import Condizione
from indicatori.motore.grammatica import interpreta


def brevi(testo: str, anno: int = 2024) -> list[str]:
    """Each condition as "kind op value unit date", the empty parts left out."""
    return [_breve(c) for c in interpreta(testo, anno).condizioni]


def _breve(c: Condizione) -> str:
    numero = None if c.valore is None else f"{c.valore.normalize():f}"
    massimo = None if c.valore_max is None else f"{c.valore_max.normalize():f}"
    parti = (c.genere.value, c.operatore, numero, massimo, c.unita, c.data)
    return " ".join(parte for parte in parti if parte)


def codici(testo: str, anno: int = 2024) -> set[str]:
    return {avviso.codice for avviso in interpreta(testo, anno).avvisi}


@pytest.mark.parametrize(
    "testo",
    [
        "Consuntivo 2024",
        "PNRR M1C1 1.7.2",
        "Legge regionale 2/15",
        "Adempimenti ex art. 14 D.Lgs. 150/2009",
        "Servizio per persone di 16-74 anni",
        "Attivazione del servizio per minori 0-6 anni",
        "Formazione almeno di base",
        "Da gennaio 2022",
        "Apertura 24 ore su 24",
        "Fase 2",
        "Attivazione di un centro diurno",
        "Si prevede l'avvio del servizio",
        "Rispetto del cronoprogramma",
        "entro il 30 febbraio 2024",
    ],
)
def test_un_nome_con_numeri_resta_un_traguardo(testo: str):
    assert brevi(testo) == ["qualitative"]
    assert interpreta(testo, 2024).condizioni[0].etichetta == testo


@pytest.mark.parametrize(
    ("testo", "atteso"),
    [
        ("Aumento di almeno 50 utenti rispetto all'anno precedente", "delta >= 50"),
        ("uguale o superiore al 90,5 %", "threshold >= 90.5 %"),
        ("entro 15 giorni dal ricevimento", "threshold <= 15 giorni"),
        ("tra 10 e 20", "range 10 20"),
        ("dal 60% al 75%", "range 60 75 %"),
        ("Passaggio dal 60% al 75%", "threshold >= 75 %"),
        ("non superiore a 30 giorni", "threshold <= 30 giorni"),
        ("pari o inferiore al 5%", "threshold <= 5 %"),
        ("oltre 100 utenti", "threshold > 100"),
        ("entro il primo semestre", "deadline <= 06-30"),
        ("nel 95% dei casi", "threshold 95 %"),
        ("n. 6 incontri", "threshold 6"),
        ("+3 punti percentuali", "delta >= 3 punti percentuali"),
        ("2 volte l'anno", "frequency >= 2 volte/anno"),
        ("12/15", "threshold 12 /15"),
        ("Gradimento medio ≥ 3,5 su 5", "threshold >= 3.5 /5"),
        ("Almeno 45 utenti (baseline 2021: 40)", "threshold >= 45"),
        ("almeno due volte al mese", "frequency >= 24 volte/anno"),
        ("ogni tre mesi", "frequency >= 4 volte/anno"),
        ("Riunioni con cadenza mensile", "frequency >= 12 volte/anno"),
        ("4 report trimestrali", "threshold 4"),
        ("Riduzione del 10% dei tempi di attesa", "delta <= -10 %"),
        ("Riduzione dei tempi di attesa a 30 giorni", "threshold <= 30 giorni"),
        ("riduzione non superiore al 5%", "delta >= -5 %"),
        ("10% in meno", "delta <= -10 %"),
        ("10 o più", "threshold >= 10"),
        ("da 30 a 25 giorni", "threshold <= 25 giorni"),
        ("pari o inferiore a gg. 30", "threshold <= 30 giorni"),
        ("media voto 4 su una scala da 1 a 5", "threshold 4 /5"),
        ("invio entro il giorno 15 di ogni mese", "frequency >= 12 volte/anno"),
        ("1 report al trimestre", "frequency >= 4 volte/anno"),
        ("almeno 1 incontro ogni 2 mesi", "frequency >= 6 volte/anno"),
        ("un incontro al mese", "frequency >= 12 volte/anno"),
        ("costo ridotto del 20%", "delta <= -20 %"),
        ("- 2 gg", "delta <= -2 giorni"),
        ("30/6", "deadline <= 06-30"),
        ("II semestre", "deadline <= 12-31"),
        ("X", "boolean = 1"),
        ("Non meno di cinque", "threshold >= 5"),
        ("Max 3 reclami", "threshold <= 3"),
        ("≤30gg", "threshold <= 30 giorni"),
        ("almeno € 20mila", "threshold >= 20000 EUR"),
        ("1,5 milioni di euro", "threshold 1500000 EUR"),
        ("Spesa non superiore a 10 mila euro", "threshold <= 10000 EUR"),
        ("Entro e non oltre il 30/09", "deadline <= 09-30"),
        ("entro la fine di maggio 2023", "deadline <= 2023-05-31"),
        ("Approvazione entro il 31.12", "deadline <= 12-31"),
        ("entro il 2025", "deadline <= 2025-12-31"),
        ("entro fine anno", "deadline <= 12-31"),
        ("31 dicembre", "deadline <= 12-31"),
        ("entro l'approvazione del bilancio", "deadline <="),
        ("SI/NO", "boolean = 1"),
        ("Sì", "boolean = 1"),
        ("fatto/non fatto", "boolean = 1"),
    ],
)
def test_un_testo_mai_visto_si_legge(testo: str, atteso: str):
    assert brevi(testo) == [atteso]


@pytest.mark.parametrize(
    ("testo", "attesi"),
    [
        ("Almeno 3 incontri e 2 eventi pubblici", ["threshold >= 3", "threshold >= 2"]),
        ("95% delle fatture pagate entro 30 giorni", ["threshold 95 %", "threshold <= 30 giorni"]),
        ("entro giugno: bozza; entro dicembre: approvazione", ["deadline <= 06-30", "deadline <= 12-31"]),
        ("Entro marzo la bozza, entro maggio il testo", ["deadline <= 03-31", "deadline <= 05-31"]),
        ("2023: 50% - 2024: 70%", ["threshold 50 %", "threshold 70 %"]),
        ("entro marzo e settembre", ["deadline <= 03-31", "deadline <= 09-30"]),
        ("N. utenti: 120; N. operatori: 15", ["threshold 120", "threshold 15"]),
        ("Min 80% - Max 100%", ["threshold >= 80 %", "threshold <= 100 %"]),
    ],
)
def test_più_misure_in_una_cella_restano_distinte(testo: str, attesi: list[str]):
    assert brevi(testo) == attesi


def test_febbraio_conosce_gli_anni_bisestili():
    assert brevi("Entro febbraio", 2024) == ["deadline <= 02-29"]
    assert brevi("Entro febbraio", 2023) == ["deadline <= 02-28"]


def test_il_valore_di_partenza_si_lega_alla_misura():
    assert interpreta("+5% rispetto a 120", 2024).condizioni[0].base == Decimal(120)
    assert interpreta("Passaggio dal 60% al 75%", 2024).condizioni[0].base == Decimal(60)
    assert interpreta("≥80% (anno 2022: 75%)", 2024).condizioni[0].base == Decimal(75)


@pytest.mark.parametrize("testo", ["Da definire", "n.d.", "TBD", "Da stimare a giugno", "In base alle risorse"])
def test_un_valore_rimandato_è_un_segnaposto(testo: str):
    assert interpreta(testo, 2024).condizioni[0].sotto == "placeholder"


@pytest.mark.parametrize(
    ("testo", "codice"),
    [
        ("80%", "T-SENZA-COMPARATORE"),
        ("Incontro bimensile", "T-BIMENSILE"),
        (">100%", "T-QUOTA-OLTRE-100"),
        ("+10%", "T-DELTA-SENZA-BASELINE"),
        ("Da definire", "T-SEGNAPOSTO"),
        ("entro il 31/12/2025", "T-DATA-FUORI-ANNO"),
        ("entro il 31/06/2024", "T-DATA-INESISTENTE"),
        ("Almeno 2500,00", "T-UNITA-MANCANTE"),
        ("Con il Rendiconto", "T-SCADENZA-EVENTO"),
        ("", "T-VUOTO"),
        ("Almeno 3 corsi e 2 convegni", "T-PIU-MISURE"),
        ("Fase 2", "T-NUMERO-NON-LETTO"),
        ("Almeno 2/3 dei comuni", "T-RAPPORTO"),
        ("due terzi dei comuni", "T-RAPPORTO"),
        ("Apertura dal 1° gennaio al 30 giugno", "T-PERIODO"),
        ("mantenimento del valore 2021", "T-DELTA-SENZA-BASELINE"),
        ("Avvio del servizio", "T-QUALITATIVO"),
        ("almeno 3 " * 1000, "T-TESTO-LUNGO"),
    ],
)
def test_un_dubbio_ha_il_suo_codice(testo: str, codice: str):
    assert codice in codici(testo)


def test_un_avviso_indica_il_punto_del_testo():
    testo = "Incontro bimensile del gruppo"
    avviso = next(a for a in interpreta(testo, 2024).avvisi if a.codice == "T-BIMENSILE")
    assert testo[avviso.inizio : avviso.fine] == "bimensile"


def test_il_termine_che_il_testo_ripete_non_si_conta_due_volte():
    lette = interpreta("Relazione finale entro il 30/06/2024", 2024, date(2024, 6, 30)).condizioni
    assert [c.data for c in lette] == ["2024-06-30", "2024-06-30"]
    assert len(interpreta("entro il 30/06/2024", 2024, date(2024, 6, 30)).condizioni) == 1


PEZZI = st.sampled_from(
    (
        "almeno entro 5 10% 3,5/4 dal al e di il marzo 2024 31/12/2024 +3 - € ( ) : ; . \n SI tra rispetto a n. ogni "
        "mese utenti Progetti riduzione del trimestrale baseline 12/15 10-20 in più = >= > 1.000,00 due non oltre "
        "primo semestre"
    ).split(" ")
)


@given(st.lists(PEZZI, max_size=14).map(" ".join), st.integers(2000, 2040))
def test_nessun_testo_fa_cadere_la_grammatica(testo: str, anno: int):
    lette = interpreta(testo, anno)
    assert all(0 <= a.inizio <= a.fine <= len(testo) for a in lette.avvisi)
    assert [Condizione.da_json(c.in_json()) for c in lette.condizioni] == list(lette.condizioni)


@given(st.text(max_size=80))
def test_neppure_un_testo_senza_senso(testo: str):
    interpreta(testo, 2024)


@given(st.text(alphabet=st.sampled_from("aefghlmpqz AEFMP"), min_size=1, max_size=60).filter(lambda t: t.strip()))
def test_le_parole_di_un_testo_non_si_perdono(testo: str):
    """Without numbers and dates every word ends up in a label."""
    detto = " ".join(c.etichetta or c.genere.value for c in interpreta(testo, 2024).condizioni).lower()
    assert set(testo.lower().split()) <= set(detto.split()) | {"si", "no", "in", "on"} or "placeholder" in detto
