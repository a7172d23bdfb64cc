from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.grammatica import interpreta
from indicatori.motore.punteggio import Valore, controlla_valore, leggi_valore, scrivi_valore, tipo_campo, unita_campo
from indicatori.motore.valori import numero_di


def c(testo: str) -> Condizione:
    return interpreta(testo, 2023).condizioni[0]


CELLE = [
    ("SI", "SI", Valore(fatto=True)),
    ("SI", "NO", Valore(fatto=False)),
    ("Entro giugno", "30/06/2023", Valore(data=date(2023, 6, 30))),
    ("Entro giugno", "NO", Valore(fatto=False)),
    ("Entro giugno", "NO, 05/06/2023", Valore(fatto=False, data=date(2023, 6, 5))),
    ("80%", "87,5%", Valore(numero=Decimal("87.5"))),
    ("80%", "12/15", Valore(numeratore=Decimal(12), denominatore=Decimal(15))),
    ("Almeno 10.000,00€", "12.500,5 €", Valore(numero=Decimal("12500.5"))),
    ("3,5/4", "3,6/4", Valore(numero=Decimal("3.6"))),
    ("Massimo 2 giorni", "3 giorni", Valore(numero=Decimal(3))),
    ("Almeno 3 corsi", "4", Valore(numero=Decimal(4))),
    ("+10%", "120", Valore(numero=Decimal(120))),
    ("Almeno 3 corsi", "", Valore()),
]


@pytest.mark.parametrize(("testo", "cella", "atteso"), CELLE)
def test_una_cella_si_legge_e_si_riscrive(testo: str, cella: str, atteso: Valore):
    assert leggi_valore(c(testo), cella) == atteso
    assert scrivi_valore(c(testo), atteso) == cella


@pytest.mark.parametrize(
    ("testo", "cella", "atteso"),
    [
        ("SI", "sì", Valore(fatto=True)),
        ("Entro giugno", "2023-06-30", Valore(data=date(2023, 6, 30))),
        ("Entro giugno", "30.6.23", Valore(data=date(2023, 6, 30))),
        ("80%", "87.5", Valore(numero=Decimal("87.5"))),
        ("80%", "0,9", Valore(numero=Decimal("0.9"))),
        ("Almeno 10.000,00€", "€ 12.500", Valore(numero=Decimal(12500))),
        ("3,5/4", "3,6", Valore(numero=Decimal("3.6"))),
    ],
)
def test_altri_modi_di_scrivere_lo_stesso_valore(testo: str, cella: str, atteso: Valore):
    assert leggi_valore(c(testo), cella) == atteso


@pytest.mark.parametrize(
    ("testo", "cella", "frase"),
    [
        ("80%", "abc", "«abc» non è una percentuale: scrivi un numero, per esempio 87,5"),
        ("Almeno 10.000,00€", "tanto", "non è un importo"),
        ("Entro giugno", "SI", "non è una data"),
        ("Entro giugno", "31/06/2023", "non è un giorno del calendario"),
        ("SI", "forse", "scrivi SI oppure NO"),
        ("3,5/4", "buono", "sulla scala da 0 a 4"),
        ("Report mensile", "spesso", "non è un numero"),
        ("Almeno 3 corsi", "tre o quattro", "non è un numero"),
    ],
)
def test_una_cella_sbagliata_dice_che_cosa_scrivere(testo: str, cella: str, frase: str):
    with pytest.raises(ValueError, match=frase):
        leggi_valore(c(testo), cella)


@pytest.mark.parametrize(
    ("testo", "valore", "frase"),
    [
        ("3,5/4", Valore(numero=Decimal("4.5")), "massimo della scala"),
        ("Almeno 3 corsi", Valore(numero=Decimal(-1)), "negativo"),
        ("80%", Valore(numeratore=Decimal(1), denominatore=Decimal(0)), "denominatore non può essere 0"),
        ("80%", Valore(numeratore=Decimal(1)), "sia il numeratore"),
        ("Report mensile", Valore(numero=Decimal("2.5")), "intero"),
        ("Entro giugno", Valore(fatto=True), "data"),
        ("Entro giugno", Valore(data=date(2013, 6, 1)), "lontana"),
        ("Almeno 3 corsi", Valore(fatto=True), "numero"),
        ("SI", Valore(fatto=True, in_corso=True), "una sola risposta"),
        ("Con il Rendiconto", Valore(in_corso=True), "una sola risposta"),
        ("Entro giugno", Valore(fatto=True), "Indica la data"),
        ("80%", Valore(numeratore=Decimal(1), denominatore=Decimal(-2)), "negativo"),
    ],
)
def test_un_valore_impossibile_si_rifiuta(testo: str, valore: Valore, frase: str):
    assert any(frase in errore for errore in controlla_valore(c(testo), valore, 2023))


@pytest.mark.parametrize(("testo", "valore"), [(testo, valore) for testo, _, valore in CELLE])
def test_un_valore_buono_passa(testo: str, valore: Valore):
    assert controlla_valore(c(testo), valore, 2023) == []


@pytest.mark.parametrize(("testo", "valore"), [(testo, valore) for testo, _, valore in CELLE])
def test_un_valore_torna_dal_suo_json(testo: str, valore: Valore):
    assert Valore.da_json(valore.in_json()) == valore
    assert valore.vuoto is (valore == Valore())


@pytest.mark.parametrize(
    ("testo", "campo", "unita"),
    [
        ("SI", "fatto", ""),
        ("Avvio del servizio", "fatto", ""),
        ("Con il Rendiconto", "fatto", ""),
        ("Entro giugno", "data", ""),
        ("80%", "numero", "%"),
        ("Almeno 10.000,00€", "numero", "€"),
        ("3,5/4", "numero", "/4"),
        ("Report mensile", "numero", "volte"),
        ("+10%", "numero", ""),
    ],
)
def test_il_campo_segue_la_condizione(testo: str, campo: str, unita: str):
    assert (tipo_campo(c(testo)), unita_campo(c(testo))) == (campo, unita)


def test_in_corso_si_scrive_e_si_rilegge():
    valore = leggi_valore(c("Avvio del servizio"), "in corso")
    assert valore == Valore(fatto=False, in_corso=True)
    assert scrivi_valore(c("Avvio del servizio"), valore) == "IN CORSO"
    assert Valore.da_json(valore.in_json()) == valore
    assert controlla_valore(c("Avvio del servizio"), valore, 2023) == []
    with pytest.raises(ValueError, match="SI oppure NO"):
        leggi_valore(c("Con il Rendiconto"), "in corso")


def test_un_traguardo_si_può_dare_con_la_sua_data():
    assert leggi_valore(c("Avvio del servizio"), "30/06/2023") == Valore(fatto=True, data=date(2023, 6, 30))


@pytest.mark.parametrize(("unita", "atteso"), [("%", Fraction(175, 2)), ("/4", Fraction(7, 2)), (None, Fraction(7, 8))])
def test_numerator_and_denominator_become_a_number_in_the_unit_of_the_target(
    unita: str | None, atteso: Fraction
) -> None:
    condizione = Condizione(Genere.SOGLIA, ">=", Decimal(3), unita)
    assert numero_di(condizione, Valore(numeratore=Decimal(35), denominatore=Decimal(40))) == atteso
