"""The bench of the import works on small plans as on big ones, and says what it must."""

from __future__ import annotations

import pytest

from indicatori.banco import importazione as banco
from indicatori.banco.memoria import memoria_del_figlio, picco
from indicatori.banco.piani import PER_SCHEDA, piano_di_prova
from indicatori.models import Indicatore, Previsione
from indicatori.motore.documento import PianoDati
from tests.importazione.fogli_di_prova import foglio, piano_piccolo
from tests.importazione.test_servizi import archivio

__all__ = ["archivio"]


@pytest.mark.django_db
def test_ogni_riga_ha_la_sua_misura_e_gli_obiettivi_sono_detti(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(banco, "TANTI", 60)
    monkeypatch.setattr(banco, "POCHI", 5)
    monkeypatch.setattr(banco, "RIGHE_ALTRUI", 20)
    righe = {riga.nome: riga for riga in banco.misure_dell_importazione([piano_piccolo()])}
    assert [riga.obiettivo for riga in righe.values() if riga.obiettivo] == [
        "meno di 1 s",
        "meno di 0,5 s",
        "al massimo 2 volte",
        "meno di 400 MB",
        "noi almeno 10 volte",
    ]
    # 2 schede, 12 azioni, 60 indicatori, 180 previsioni and those who answer
    responsabili = 90
    assert righe["il minimo: COPY delle stesse righe"].quantita.startswith(f"{2 + 12 + 60 + 180 + responsabili} righe")
    assert all(riga.secondi > 0 for riga in righe.values())
    assert Indicatore.objects.filter(scheda__piano__codice="banco-grande").count() == 60
    assert Previsione.objects.filter(indicatore__scheda__piano__codice="banco-altrui").count() == 15


def test_i_piani_di_prova_hanno_i_testi_dei_piani_veri_con_numeri_che_crescono() -> None:
    dati: PianoDati = piano_di_prova("p", "banco", [piano_piccolo()], PER_SCHEDA + 1)
    assert [len(scheda.indicatori) for scheda in dati.schede] == [PER_SCHEDA, 1]
    assert [len(scheda.azioni) for scheda in dati.schede] == [10, 1]
    testi = [testo for voce in dati.schede[0].indicatori for testo in voce.previsioni.values()]
    assert testi[:9] == ["SI", "SI", "Almeno 10", "SI", "SI", "Almeno 11", "SI", "SI", "Almeno 12"]


def test_la_memoria_si_misura_in_byte() -> None:
    assert picco() > 10 * 2**20
    assert memoria_del_figlio(foglio()) > 10 * 2**20
