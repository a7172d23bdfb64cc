"""The formulas of domain.md 2, one row a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicatori.motore.condizioni import Condizione, Genere, Verso
from indicatori.motore.grammatica import interpreta
from indicatori.motore.profilo import PROFILO_PREDEFINITO, Profilo
from indicatori.motore.punteggio import Grado, StatoGrado, Valore, grado_condizione, grado_previsione, scostamento
from indicatori.motore.spiegazione import VoceSpiegazione
from indicatori.motore.valori import data_di

ANNO = 2023
CALCOLATO, NON_CALCOLABILE, NON_RENDICONTATO = (
    StatoGrado.CALCOLATO,
    StatoGrado.NON_CALCOLABILE,
    StatoGrado.NON_RENDICONTATO,
)


def condizione(testo: str) -> Condizione:
    (unica,) = interpreta(testo, ANNO).condizioni
    return unica


def numero(testo: str) -> Valore:
    return Valore(numero=Decimal(testo))


def voto(testo: str, valore: Valore | None, verso: Verso | None = Verso.CRESCENTE, **altro) -> Grado:
    profilo = altro.pop("profilo", PROFILO_PREDEFINITO)
    return grado_condizione(condizione(testo), valore, anno=ANNO, verso=verso, profilo=profilo, **altro)


def cella(testo: str, *valori: Valore | None, **altro) -> Grado:
    profilo = altro.pop("profilo", PROFILO_PREDEFINITO)
    condizioni = interpreta(testo, ANNO, altro.get("termine")).condizioni
    return grado_previsione(condizioni, valori, anno=ANNO, verso=Verso.CRESCENTE, profilo=profilo, **altro)


SU, GIU = Verso.CRESCENTE, Verso.DECRESCENTE


@pytest.mark.parametrize(
    ("testo", "valore", "verso", "grado"),
    [
        ("almeno 10", "12", SU, Fraction(1)),
        ("almeno 10", "10", SU, Fraction(1)),
        ("almeno 10", "7.5", SU, Fraction(3, 4)),
        ("almeno 10", "0", SU, Fraction(0)),
        ("almeno 10", "-2", SU, Fraction(0)),
        ("80%", "60", SU, Fraction(3, 4)),
        ("80%", "60", None, Fraction(3, 4)),
        ("80%", "60", GIU, Fraction(1)),
        ("più di 10", "10", SU, Fraction(99, 100)),
        ("più di 10", "9.99", SU, Fraction(99, 100)),
        ("più di 10", "5", SU, Fraction(1, 2)),
        ("più di 10", "10.01", SU, Fraction(1)),
        (">100%", "100", SU, Fraction(1)),
        (">100%", "50", SU, Fraction(1, 2)),
        ("massimo 2 giorni", "2", SU, Fraction(1)),
        ("massimo 2 giorni", "4", SU, Fraction(1, 2)),
        ("meno di 4%", "4", SU, Fraction(99, 100)),
        ("30", "40", GIU, Fraction(3, 4)),
        ("0", "0", GIU, Fraction(1)),
        ("0", "1", GIU, Fraction(0)),
        ("0", "0", SU, Fraction(1)),
        ("tra 10 e 20", "15", SU, Fraction(1)),
        ("tra 10 e 20", "5", SU, Fraction(1, 2)),
        ("tra 10 e 20", "40", SU, Fraction(1, 2)),
        ("3,5/4", "2.8", SU, Fraction(4, 5)),
        ("Report trimestrale", "3", SU, Fraction(3, 4)),
        ("Report trimestrale", "9", SU, Fraction(1)),
        ("pari a 10", "8", SU, Fraction(4, 5)),
    ],
)
def test_il_grado_di_una_misura(testo: str, valore: str, verso: Verso | None, grado: Fraction):
    assert voto(testo, numero(valore), verso).valore == grado


@pytest.mark.parametrize(
    ("testo", "base", "valore", "grado"),
    [
        ("+2", "9", "11", Fraction(1)),
        ("+2", "9", "10", Fraction(1, 2)),
        ("+2", "9", "8", Fraction(0)),
        ("+10%", "100", "110", Fraction(1)),
        ("+10%", "100", "105", Fraction(1, 2)),
        ("-30%", "200", "140", Fraction(1)),
        ("-30%", "200", "170", Fraction(1, 2)),
        ("-30%", "200", "230", Fraction(0)),
        ("+3 punti percentuali", "60", "63", Fraction(1)),
        ("riduzione non superiore al 5%", "100", "96", Fraction(1)),
        ("riduzione non superiore al 5%", "100", "90", Fraction(0)),
    ],
)
def test_una_variazione_si_misura_sul_valore_di_partenza(testo: str, base: str, valore: str, grado: Fraction):
    assert voto(testo, numero(valore), base=Decimal(base)).valore == grado


def test_una_variazione_senza_partenza_non_è_zero():
    assert (voto("+10%", numero("5")).stato, voto("+10%", numero("5")).valore) == (NON_CALCOLABILE, None)
    assert voto("+10%", numero("5"), base=Decimal(0)).stato is NON_CALCOLABILE
    assert voto("+10%", None, chiusa=True).stato is NON_CALCOLABILE


def test_la_partenza_scritta_nel_testo_vale_più_di_quella_dell_indicatore():
    assert voto("+5% rispetto a 120", numero("126"), base=Decimal(1)).valore == 1


def test_un_segnaposto_non_si_calcola_mai():
    assert voto("Da definire", Valore(fatto=True), chiusa=True).stato is NON_CALCOLABILE


def test_il_risultato_mancante_è_a_parte_finché_aperta_e_zero_alla_chiusura():
    aperto, chiuso = voto("almeno 10", None), voto("almeno 10", None, chiusa=True)
    assert (aperto.stato, aperto.valore) == (NON_RENDICONTATO, None)
    assert (chiuso.stato, chiuso.valore) == (CALCOLATO, Fraction(0))
    assert voto("almeno 10", Valore()).stato is NON_RENDICONTATO


@pytest.mark.parametrize(
    ("giorno", "ritardo", "grado"),
    [
        (date(2023, 6, 30), None, Fraction(1)),
        (date(2023, 7, 1), None, Fraction(0)),
        (date(2022, 12, 1), None, Fraction(1)),
        (date(2023, 7, 1), 30, Fraction(29, 30)),
        (date(2023, 7, 15), 30, Fraction(1, 2)),
        (date(2023, 9, 1), 30, Fraction(0)),
    ],
)
def test_una_scadenza_vale_fino_al_suo_giorno(giorno: date, ritardo: int | None, grado: Fraction):
    profilo = Profilo(ritardo_giorni=ritardo)
    assert voto("Entro giugno", Valore(data=giorno), profilo=profilo).valore == grado


def test_una_data_con_l_atto_ancora_da_fare_vale_zero():
    assert voto("Entro giugno", Valore(fatto=False, data=date(2023, 5, 1))).valore == 0
    assert voto("Entro giugno", Valore(fatto=False)).valore == 0
    assert voto("Entro giugno", Valore(fatto=True)).stato is NON_RENDICONTATO


def test_sì_o_no():
    assert voto("SI", Valore(fatto=True)).valore == 1
    assert voto("SI", Valore(fatto=False)).valore == 0
    assert voto("Avvio del servizio", Valore(fatto=True)).valore == 1
    assert voto("Con il Rendiconto", Valore(fatto=True)).valore == 1


def test_un_rapporto_vale_come_percentuale():
    assert voto("80%", Valore(numeratore=Decimal(12), denominatore=Decimal(15))).valore == 1
    assert voto("90%", Valore(numeratore=Decimal(12), denominatore=Decimal(15))).valore == Fraction(8, 9)


def test_il_profilo_può_togliere_la_proporzione_e_alzare_il_tetto():
    assert voto("almeno 10", numero("9"), profilo=Profilo(proporzionale=False)).valore == 0
    assert voto("almeno 10", numero("13"), profilo=Profilo(tetto=Fraction(6, 5))).valore == Fraction(6, 5)
    assert voto("almeno 10", numero("11"), profilo=Profilo(tetto=Fraction(6, 5))).valore == Fraction(11, 10)
    assert voto("almeno 10", numero("4"), profilo=Profilo(soglia_minima=Fraction(1, 2))).valore == 0
    assert voto("SI", Valore(fatto=True), profilo=Profilo(tetto=Fraction(6, 5))).valore == 1


@given(
    st.sampled_from(["almeno 10", "più di 0", "massimo 3", "meno di 1", "0", "80%", "tra 2 e 4", "+2", "-30%"]),
    st.decimals(min_value=-1000, max_value=1000, places=3),
    st.sampled_from([SU, GIU, None]),
    st.booleans(),
)
def test_il_grado_sta_tra_zero_e_il_tetto(testo: str, valore: Decimal, verso: Verso | None, proporzionale: bool):
    grado = voto(testo, Valore(numero=valore), verso, base=Decimal(7), profilo=Profilo(proporzionale=proporzionale))
    assert grado.valore is not None
    assert 0 <= grado.valore <= 1


@given(st.decimals(min_value=0, max_value=500, places=2), st.decimals(min_value=0, max_value=500, places=2))
def test_fare_di_più_non_abbassa_il_grado(a: Decimal, b: Decimal):
    meno, più = sorted([a, b])
    gradi = [voto("almeno 50", Valore(numero=v)).valore for v in (meno, più)]
    assert gradi[0] <= gradi[1]


def test_misure_con_nome_fanno_media_oppure_valgono_tutte():
    testo = "Corsi svolti almeno 4 Convegni svolti almeno 2"
    assert cella(testo, numero("2"), numero("2")).valore == Fraction(3, 4)
    assert cella(testo, numero("2"), numero("2"), profilo=Profilo(composta="tutte")).valore == Fraction(1, 2)


def test_una_scadenza_senza_nome_vale_per_la_misura_senza_nome():
    fatto_in_tempo, in_ritardo = Valore(data=date(2023, 6, 1)), Valore(data=date(2023, 8, 1))
    assert cella("Almeno 2 Entro giugno", numero("2"), fatto_in_tempo).valore == 1
    assert cella("Almeno 2 Entro giugno", numero("1"), fatto_in_tempo).valore == Fraction(1, 2)
    assert cella("Almeno 2 Entro giugno", numero("2"), in_ritardo).valore == 0
    assert cella("Entro giugno 100%", in_ritardo, numero("100")).valore == 0
    assert cella("Almeno 2 Entro giugno", numero("2"), None).stato is NON_RENDICONTATO


def test_una_scadenza_accanto_a_una_misura_con_nome_fa_media():
    assert cella(
        "Entro dicembre Personale formato 100%", Valore(data=date(2023, 5, 1)), numero("50")
    ).valore == Fraction(3, 4)


def test_il_termine_dello_step_vale_per_tutto_il_kpi():
    termine = date(2023, 6, 30)
    tardi, presto = Valore(data=date(2023, 7, 2)), Valore(data=date(2023, 6, 2))
    testo = "Utilizzo di almeno il 40% del fondo"
    assert cella(testo, tardi, numero("60"), termine=termine).valore == 0
    assert cella(testo, presto, numero("20"), termine=termine).valore == Fraction(1, 2)
    assert cella("Avvio del servizio", tardi, Valore(fatto=True), termine=termine).valore == 0


def test_le_parti_senza_risultato_escono_dalla_media_e_lo_si_dice():
    grado = cella("Corsi svolti almeno 4 Convegni svolti almeno 2", numero("2"), None)
    assert grado.valore == Fraction(1, 2)
    assert "esclusa" in grado.spiegazione.testo
    assert cella("Corsi svolti almeno 4 Convegni svolti almeno 2", None, None).stato is NON_RENDICONTATO
    chiuso = cella("Corsi svolti almeno 4 Convegni svolti almeno 2", numero("4"), None, chiusa=True)
    assert chiuso.valore == Fraction(1, 2)


def test_una_previsione_vuota_non_si_calcola():
    assert cella("").stato is NON_CALCOLABILE


def test_valori_e_condizioni_sono_in_pari_numero():
    with pytest.raises(ValueError, match="condizione"):
        cella("almeno 2")


def test_la_spiegazione_dice_i_numeri_che_ha_usato():
    grado = voto("almeno 12", numero("10"))
    paragrafo = grado.spiegazione.paragrafo()
    assert "83,33 %" in paragrafo
    assert "10 / 12" in paragrafo
    assert grado.spiegazione.righe()[0][1:3] == ("almeno 12", "10")


def test_la_spiegazione_dice_il_verso_che_ha_supposto():
    assert "più è meglio" in voto("80%", numero("60"), None).spiegazione.paragrafo()
    assert "più è meglio" not in voto("80%", numero("60"), SU).spiegazione.paragrafo()


@pytest.mark.parametrize("testo", ["almeno 12", "80%", "+3", "Da definire", "tra 1 e 2"])
def test_un_grado_torna_dal_suo_json(testo: str):
    grado = voto(testo, numero("1.3"))
    assert Grado.da_json(grado.in_json()) == grado


@pytest.mark.parametrize(
    ("testo", "valore", "atteso"),
    [
        ("almeno 10", numero("12"), "2"),
        ("almeno 10", numero("7.5"), "-2.5"),
        ("90%", Valore(numeratore=Decimal(12), denominatore=Decimal(15)), "-10"),
        ("Entro giugno", Valore(data=date(2023, 7, 2)), "2"),
        ("Entro il 30/06/2023", Valore(data=date(2023, 6, 20)), "-10"),
        ("tra 10 e 20", numero("23"), "3"),
        ("tra 10 e 20", numero("12"), "0"),
        ("+2", numero("10"), "-1"),
        ("SI", Valore(fatto=True), None),
        ("Con il Rendiconto", Valore(data=date(2023, 6, 20)), None),
        ("almeno 10", Valore(), None),
    ],
)
def test_lo_scostamento_è_consuntivo_meno_programmato(testo: str, valore: Valore, atteso: str | None):
    esito = scostamento(condizione(testo), valore, anno=ANNO, base=Decimal(9))
    assert esito == (None if atteso is None else Decimal(atteso))


def test_ogni_misura_vale_entro_la_sua_data():
    testo = "90% entro settembre e 100% entro dicembre"
    presto, tardi = Valore(data=date(2023, 9, 1)), Valore(data=date(2023, 10, 15))
    assert cella(testo, numero("90"), presto, numero("100"), tardi).valore == 1
    assert cella(testo, numero("90"), tardi, numero("100"), tardi).valore == Fraction(1, 2)
    assert cella(testo, numero("45"), presto, numero("100"), tardi).valore == Fraction(3, 4)


@pytest.mark.parametrize(
    ("verso", "valore", "grado"),
    [(SU, "100", 1), (SU, "101", 1), (SU, "99", 0), (GIU, "100", 1), (GIU, "99", 1), (GIU, "101", 0)],
)
def test_mantenere_un_valore_dipende_dal_verso(verso: Verso, valore: str, grado: int):
    assert voto("mantenimento del valore 2021", numero(valore), verso, base=Decimal(100)).valore == grado


def test_nessuno_è_una_soglia_di_zero():
    assert voto("Nessun reclamo", numero("0")).valore == 1
    assert voto("Nessun reclamo", numero("1")).valore == 0


def test_il_29_febbraio_di_un_altra_colonna_diventa_28():
    c = Condizione(Genere.SCADENZA, "<=", data="02-29")
    grado = grado_condizione(c, Valore(data=date(2023, 2, 28)), anno=ANNO, verso=None, profilo=PROFILO_PREDEFINITO)
    assert grado.valore == 1


def test_il_profilo_può_dare_metà_a_ciò_che_è_in_corso():
    metà, in_corso = Profilo(in_corso=Fraction(1, 2)), Valore(fatto=False, in_corso=True)
    assert voto("Avvio del servizio", in_corso, profilo=metà).valore == Fraction(1, 2)
    assert voto("SI", Valore(in_corso=True), profilo=metà).valore == Fraction(1, 2)
    assert voto("SI", in_corso, profilo=Profilo(in_corso=Fraction(1, 2), proporzionale=False)).valore == Fraction(1, 2)
    assert voto("SI", in_corso).valore == 0
    assert voto("NO", in_corso, profilo=metà).valore == 1
    assert voto("Con il Rendiconto", in_corso, profilo=metà).valore == 0


@pytest.mark.parametrize(
    ("testo", "base", "valore", "verso", "grado"),
    [
        ("almeno 20", "10", "15", SU, Fraction(1, 2)),
        ("almeno 20", "10", "20", SU, Fraction(1)),
        ("almeno 20", "10", "8", SU, Fraction(0)),
        ("almeno 20", "10", "25", SU, Fraction(1)),
        ("più di 20", "10", "20", SU, Fraction(99, 100)),
        ("30", "40", "35", GIU, Fraction(1, 2)),
        ("massimo 30", "40", "28", SU, Fraction(1)),
        ("massimo 30", "40", "44", SU, Fraction(0)),
        ("almeno 20", "20", "10", SU, Fraction(1, 2)),
        ("almeno 20", "25", "10", SU, Fraction(1, 2)),
        ("pari a 20", "10", "15", SU, Fraction(3, 4)),
        ("almeno 0", "-10", "-5", SU, Fraction(1, 2)),
    ],
)
def test_il_profilo_può_contare_il_cammino_dalla_partenza(
    testo: str, base: str, valore: str, verso: Verso, grado: Fraction
):
    profilo = Profilo(da_baseline=True)
    assert voto(testo, numero(valore), verso, base=Decimal(base), profilo=profilo).valore == grado
    assert "partenza" not in voto(testo, numero(valore), verso, profilo=profilo).spiegazione.paragrafo()


def test_la_partenza_dell_indicatore_vale_per_la_sua_unica_misura():
    profilo, base = Profilo(da_baseline=True), Decimal(10)
    assert cella("almeno 20", numero("15"), profilo=profilo, base=base).valore == Fraction(1, 2)
    due = cella("Corsi almeno 20 Convegni almeno 20", numero("15"), numero("15"), profilo=profilo, base=base)
    assert due.valore == Fraction(3, 4)


def test_senza_anno_una_scadenza_non_ha_scostamento():
    c = Condizione(Genere.SCADENZA, "<=", data="06-30")
    assert scostamento(c, Valore(data=date(2023, 7, 2))) is None
    assert data_di(Condizione(Genere.SCADENZA, "<="), ANNO) is None


def test_una_condizione_senza_valore_non_si_calcola():
    senza = Condizione(Genere.SOGLIA, ">=")
    grado = grado_condizione(senza, numero("3"), anno=ANNO, verso=None, profilo=PROFILO_PREDEFINITO)
    assert grado.stato is NON_CALCOLABILE


def test_una_scadenza_con_nome_non_vincola_le_altre_misure():
    tardi, presto = Valore(data=date(2023, 9, 1)), Valore(data=date(2023, 5, 1))
    testo = "Relazione entro giugno 100% entro luglio"
    assert [c.etichetta for c in interpreta(testo, ANNO).condizioni] == ["Relazione", None, None]
    assert cella(testo, tardi, numero("100"), presto).valore == Fraction(1, 2)


def test_una_voce_senza_calcolo_dice_il_grado():
    assert VoceSpiegazione("a").frase() == "a: senza grado"
    assert VoceSpiegazione("a", grado=Fraction(1, 2)).frase() == "a: 50 %"


def test_un_traguardo_solo_vale_entro_la_sua_data():
    parti = [
        Condizione(Genere.QUALITATIVO, etichetta="Avvio", sotto="milestone"),
        Condizione(Genere.SCADENZA, "<=", data="06-30"),
    ]
    for giorno, atteso in ((date(2023, 5, 1), 1), (date(2023, 8, 1), 0)):
        valori = [Valore(fatto=True), Valore(data=giorno)]
        grado = grado_previsione(parti, valori, anno=ANNO, verso=None, profilo=PROFILO_PREDEFINITO)
        assert grado.valore == atteso
