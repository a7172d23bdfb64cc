"""The demo years grouped: the strutture of COeSO, the innovations of ASC InSieme, the steps of CSSM."""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from pianoperf.organizzazione.models import Utente
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.pluriennale import avanzamenti
from rendicontazione.selectors.raggruppamenti import Gruppo, dimensioni, raggruppa
from rendicontazione.selectors.valutazione import Valutazione, valutazione

pytestmark = pytest.mark.django_db
ANNI = {"coeso-2021-2023": 2021, "asc-insieme-2023-2025": 2023, "cssm-2023-2025": 2023}


def valutato(piano: str) -> Valutazione:
    anni = Rendicontazione.objects.select_related("piano__ente", "profilo")
    return valutazione(anni.get(piano__codice=piano, anno=ANNI[piano]))


def per(valutata: Valutazione, chiave: str) -> dict[str, Gruppo]:
    (dimensione,) = (d for d in dimensioni(valutata) if d.per == chiave)
    return {gruppo.nome: gruppo for gruppo in raggruppa(valutata, dimensione)}


@pytest.mark.parametrize(
    ("piano", "attese"),
    [
        ("coeso-2021-2023", ["struttura", "persona", "obiettivo"]),
        ("asc-insieme-2023-2025", ["persona", "innovazione"]),
        ("cssm-2023-2025", ["persona", "area", "obiettivo"]),
    ],
)
def test_ogni_piano_ha_le_sue_dimensioni(piano: str, attese: list[str]) -> None:
    assert [str(dimensione.per) for dimensione in dimensioni(valutato(piano))] == attese


@pytest.mark.parametrize("piano", ANNI)
def test_nessun_indicatore_si_perde(piano: str) -> None:
    valutata = valutato(piano)
    tutti = {voce.indicatore.pk for scheda in valutata.schede for voce in scheda.indicatori}
    for dimensione in dimensioni(valutata):
        gruppi = raggruppa(valutata, dimensione)
        righe = [riga.voce.indicatore.pk for gruppo in gruppi for riga in gruppo.righe]
        volte = sum(max(1, len(dimensione.etichette.get(pk, ()))) for pk in tutti)
        assert set(righe) == tutti
        assert len(righe) == volte


def test_le_aree_organizzative_di_coeso_e_i_loro_cinque_doppi() -> None:
    gruppi = per(valutato("coeso-2021-2023"), "struttura")
    assert len(gruppi) == 10
    assert list(gruppi)[-1] == "TUTTE LE AO DELLA UF"
    assert sum(len(gruppo.righe) for gruppo in gruppi.values()) == 60 + 5


def test_le_azioni_innovative_di_asc_insieme() -> None:
    gruppi = per(valutato("asc-insieme-2023-2025"), "innovazione")
    assert {nome: len(gruppo.righe) for nome, gruppo in gruppi.items()} == {"Azioni innovative": 19, "Altre azioni": 19}


def test_gli_step_di_cssm_pesano_in_tutto_cento() -> None:
    valutata = valutato("cssm-2023-2025")
    pesi = {
        riga.voce.indicatore.codice: riga.peso
        for gruppo in per(valutata, "obiettivo").values()
        for riga in gruppo.righe
    }
    assert len(pesi) == 39
    assert sum(peso or 0 for peso in pesi.values()) == 100
    assert pesi["F.1"] == 6
    assert pesi["H.2"] == Fraction(6 * 25, 60)


def test_f_ha_tutto_il_2023_e_il_cinque_per_cento_dell_obiettivo() -> None:
    progressi = {voce.scheda.scheda.codice: voce for voce in avanzamenti(valutato("cssm-2023-2025"))}
    effe = progressi["F"]
    assert (effe.scheda.aggregato.valore, effe.aggregato.valore) == (Fraction(1), Fraction(5, 100))
    assert effe.aggregato.copertura.testo == "1 di 4"
    assert [len(voce.passi) for voce in progressi.values()] == [2, 7, 2, 4, 3, 4, 3, 6, 14, 8]


@pytest.mark.parametrize("piano", ANNI)
def test_ogni_pagina_si_apre(client: Client, piano: str) -> None:
    valutata = valutato(piano)
    ente = valutata.rendicontazione.piano.ente.codice
    client.force_login(Utente.objects.get(username=f"nucleo.{ente}"), "django.contrib.auth.backends.ModelBackend")
    indirizzo = reverse("quadro_gruppi", kwargs={"ente": ente, "piano": piano, "anno": ANNI[piano]})
    for vista in [str(dimensione.per) for dimensione in dimensioni(valutata)]:
        pagina = client.get(f"{indirizzo}?per={vista}").content.decode()
        assert "Dati dimostrativi" in pagina
        gruppo = re.search(rf'href="([^"]+indicatori/\?{vista}=[^"]+)"', pagina)
        assert gruppo
        assert "Come è calcolato" in client.get(unescape(gruppo[1])).content.decode()
    confronti = client.get(f"{indirizzo}?per=avanzamento", follow=True).content.decode()
    assert ("Come è calcolato" in confronti) == (piano == "cssm-2023-2025")
