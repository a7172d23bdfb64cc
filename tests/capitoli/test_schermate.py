"""The pages of the chapters: who reads, who writes, what the preview shows, what an approved plan says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from obiettivi.models import Capitolo, Piano
from obiettivi.services import approva_piano
from tests import scenari
from tests.capitoli.conftest import capitolo, numeri
from tests.scenari import Cast

Entra = Callable[[str], Client]
ATTO = {"organo": "Assemblea", "numero": "4", "data": date(2023, 1, 30)}


def indirizzo(nome: str, piano: Piano, voce: Capitolo | None = None) -> str:
    altro = {"capitolo": voce.pk} if voce else {}
    return reverse(nome, kwargs={"ente": "ente-prova", "piano": piano.codice, **altro})


def pagina_di(client: Client, dove: str) -> str:
    risposta = client.get(dove)
    assert risposta.status_code == 200
    return risposta.content.decode()


def campi(voce: Capitolo, client: Client, **altro: str) -> dict[str, str]:
    """What the form of a chapter would send."""
    pagina = pagina_di(client, indirizzo("capitolo_modifica", voce.piano, voce))
    impronta = re.search(r'name="impronta" value="([0-9a-f]{64})"', pagina)
    assert impronta
    return {
        "impronta": impronta[1],
        "numero": voce.numero,
        "titolo": voce.titolo,
        "testo": voce.testo,
        "tavola": voce.tavola,
        **altro,
    }


@pytest.mark.parametrize("persona", ["amministratrice", "direttore", "responsabile", "nucleo", "organo"])
def test_ognuno_legge_i_capitoli_e_uno_solo_li_scrive(entra: Entra, bozza: Piano, persona: str) -> None:
    client = entra(persona)
    assert indirizzo("capitoli", bozza) in pagina_di(client, indirizzo("piano", bozza))
    pagina = pagina_di(client, indirizzo("capitoli", bozza))
    assert [pagina.index(titolo) for titolo in ("Premessa", "Analisi", "Pianificazione")] == sorted(
        pagina.index(titolo) for titolo in ("Premessa", "Analisi", "Pianificazione")
    )
    assert ("Aggiungi un capitolo" in pagina) == (persona == "amministratrice")
    assert pagina.count("<h1>") == 1


def test_un_capitolo_si_legge_come_una_pagina(entra: Entra, bozza: Piano) -> None:
    client = entra("organo")
    assert "<strong>piano</strong>" in pagina_di(client, indirizzo("capitolo", bozza, capitolo("1")))
    analisi = pagina_di(client, indirizzo("capitolo", bozza, capitolo("2")))
    assert '<th scope="col" class="a-destra">2023</th>' in analisi
    assert "tabella-cornice" in analisi
    assert 'rel="prev"' in analisi
    assert 'rel="next"' in analisi
    pianificazione = pagina_di(client, indirizzo("capitolo", bozza, capitolo("2.1")))
    posti = [pianificazione.index(pezzo) for pezzo in ("<p>Prima.</p>", "tabella triennale", "<p>Dopo.</p>")]
    assert posti == sorted(posti)
    assert "[tavola]" not in pianificazione


def test_si_aggiunge_un_capitolo_dove_si_vuole(entra: Entra, bozza: Piano) -> None:
    client = entra("amministratrice")
    dove = indirizzo("capitolo_nuovo", bozza)
    assert f'<option value="{capitolo("2.1").pk}" selected>' in pagina_di(client, dove)
    nuovo = {"numero": "1.1", "titolo": "Contesto", "testo": "  Riga\r\n\r\naltra\r\n", "tavola": ""}
    risposta = client.post(dove, {**nuovo, "dopo": str(capitolo("1").pk)}, follow=True)
    assert "Capitolo aggiunto: 1.1 Contesto." in risposta.content.decode()
    assert numeri() == ["1", "1.1", "2", "2.1"]
    assert capitolo("1.1").testo == "Riga\n\naltra"
    client.post(dove, {**nuovo, "numero": "0", "titolo": "Indice", "dopo": "0"})
    assert numeri()[0] == "0"


def test_l_anteprima_mostra_il_testo_e_non_salva(entra: Entra, bozza: Piano) -> None:
    client, uno = entra("amministratrice"), capitolo("1")
    dati = campi(uno, client, testo="# Nuovo\n\n<script>alert(1)</script> **forte**", anteprima="1")
    pagina = client.post(indirizzo("capitolo_modifica", bozza, uno), dati).content.decode()
    assert "niente è ancora salvato" in pagina
    assert "<h4>Nuovo</h4>" in pagina
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; <strong>forte</strong></p>" in pagina
    assert "<script>alert" not in pagina
    assert capitolo("1").testo == "Il **piano** di tutti."
    del dati["anteprima"]
    risposta = client.post(indirizzo("capitolo_modifica", bozza, uno), dati, follow=True)
    assert "Capitolo salvato." in risposta.content.decode()
    assert capitolo("1").testo.startswith("# Nuovo")


def test_un_testo_che_non_va_resta_nel_modulo_con_la_sua_frase(entra: Entra, bozza: Piano) -> None:
    client, uno = entra("amministratrice"), capitolo("1")
    for altro, frase in (
        ({"testo": "x" * 60_001}, "al massimo 60000"),
        ({"testo": "> " * 500}, "per troppi livelli"),
        ({"numero": "2"}, "c&#x27;è già un capitolo «2»"),
        ({"titolo": ""}, "campo-errato"),
        ({"anteprima": "1", "titolo": ""}, "campo-errato"),
    ):
        risposta = client.post(indirizzo("capitolo_modifica", bozza, uno), campi(uno, client, **altro))
        assert risposta.status_code == 200
        assert frase in risposta.content.decode()
    assert capitolo("1").testo == "Il **piano** di tutti."


def test_chi_salva_per_secondo_vede_i_due_testi_e_sceglie(entra: Entra, bozza: Piano) -> None:
    client, uno = entra("amministratrice"), capitolo("1")
    dove = indirizzo("capitolo_modifica", bozza, uno)
    miei = campi(uno, client, testo="Il mio testo.")
    client.post(dove, campi(uno, client, testo="Il testo di un altro."))
    risposta = client.post(dove, miei)
    pagina = risposta.content.decode()
    assert risposta.status_code == 409
    assert "Il testo di un altro." in pagina
    assert "Il mio testo." in pagina
    impronta = re.search(r'name="impronta" value="([0-9a-f]{64})"', pagina)
    assert impronta
    client.post(dove, {**miei, "impronta": impronta[1]})
    assert capitolo("1").testo == "Il mio testo."


def test_si_sposta_e_si_elimina_dopo_una_domanda(entra: Entra, bozza: Piano) -> None:
    client = entra("amministratrice")
    client.post(indirizzo("capitolo_sposta", bozza, capitolo("1")), {"verso": "giu"})
    assert numeri() == ["2", "1", "2.1"]
    dove = indirizzo("capitolo_elimina", bozza, capitolo("2"))
    assert "«Analisi» e il suo testo" in pagina_di(client, dove)
    assert numeri() == ["2", "1", "2.1"]
    client.post(dove)
    assert numeri() == ["1", "2.1"]


def test_un_piano_approvato_dice_perché_e_porta_alla_rimodulazione(entra: Entra, cast: Cast, bozza: Piano) -> None:
    approva_piano(piano=bozza, utente=cast.amministratrice, **ATTO)
    frase = "Il piano è approvato con Assemblea n. 4 del 30/01/2023: i suoi capitoli si cambiano con una rimodulazione."
    for dove in (indirizzo("capitoli", bozza), indirizzo("capitolo", bozza, capitolo("1"))):
        pagina = pagina_di(entra("amministratrice"), dove)
        assert frase in pagina
        assert "rimodulazioni/nuova/" in pagina
        assert "modifica/" not in pagina
        assert frase not in pagina_di(entra("responsabile"), dove)
    rifiuto = entra("amministratrice").post(indirizzo("capitolo_modifica", bozza, capitolo("1")), {"testo": "x"})
    assert rifiuto.status_code == 403
    assert frase in rifiuto.content.decode()


def test_un_piano_senza_capitoli_non_ne_parla_a_chi_non_li_scrive(entra: Entra, cast: Cast) -> None:
    piano = scenari.piano_approvato(cast)
    assert indirizzo("capitoli", piano) not in pagina_di(entra("organo"), indirizzo("piano", piano))
    assert "Il piano non ha capitoli" in pagina_di(entra("organo"), indirizzo("capitoli", piano))


def test_un_capitolo_che_non_c_è_non_si_trova(entra: Entra, bozza: Piano) -> None:
    assert entra("amministratrice").get(indirizzo("capitoli", bozza) + "0/").status_code == 404
