"""Chapters of an approved plan: changed in the copy or by a workbook, compared, approved by an act, carried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import CapitoloDati, PianoDati
from indicatori.rimodulazione import fronte as a_fronte
from indicatori.rimodulazione.cambiamenti import cambiamenti_tra
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.parole import affianca
from indicatori.rimodulazione.services import annulla_cambiamento
from indicatori.scorrimento.services import scorri
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano, Rimodulazione
from obiettivi.services import approva_piano
from tests.capitoli.conftest import CAPITOLI, capitolo, dati
from tests.rimodulazione import proposte
from tests.scenari import ADESSO, Cast

Entra = Callable[[str], Client]


@pytest.fixture
def piano(cast: Cast, bozza: Piano) -> Piano:
    return approva_piano(
        piano=bozza, utente=cast.amministratrice, organo="Assemblea", numero="4", data=date(2023, 1, 30)
    )


@pytest.fixture
def proposta(cast: Cast, piano: Piano) -> Rimodulazione:
    return proposte.proposta(cast)


def indirizzo(nome: str, proposta: Rimodulazione, **altro: int) -> str:
    argomenti = {"ente": "ente-prova", "piano": proposta.piano.codice, "rimodulazione": proposta.pk}
    return reverse(nome, kwargs={**argomenti, **altro})


def capitoli_di(proposta: Rimodulazione) -> list[CapitoloDati]:
    proposta.refresh_from_db()
    return da_json(proposta.dati).capitoli


def test_i_cambiamenti_dei_capitoli_si_dicono_uno_per_uno() -> None:
    prima = dati()
    dopo = dati(replace(CAPITOLI[2], testo="Altro."), CAPITOLI[0], CapitoloDati("", "Nota/1", "Testo della nota."))
    righe = [(c.percorso, c.luogo, c.tipo, c.etichetta) for c in cambiamenti_tra(prima, dopo)]
    assert righe == [
        ("piano/ordine_capitolo", "Piano", "modificato", "Ordine (capitolo)"),
        ("capitoli/2.1/testo", "Capitolo 2.1", "modificato", "Testo"),
        ("capitoli/Nota%2F1", "Capitolo Nota/1", "nuovo", "Capitolo in più"),
        ("capitoli/2", "Capitolo 2", "tolto", "Capitolo da togliere"),
    ]
    nuovo = cambiamenti_tra(prima, dopo)[2]
    assert nuovo.dopo == "Nota/1\nTesto della nota."
    assert not any(cambio.anni or cambio.scheda for cambio in cambiamenti_tra(prima, dopo))


def test_si_cambia_si_aggiunge_e_si_toglie_nella_copia_e_il_piano_resta(entra: Entra, proposta: Rimodulazione) -> None:
    client = entra("direttore")
    pagina = client.get(indirizzo("rimodulazione", proposta)).content.decode()
    assert indirizzo("rimodulazione_capitolo", proposta, posto=3) in pagina
    dove = indirizzo("rimodulazione_capitolo", proposta, posto=1)
    campi = {"numero": "1", "titolo": "Premessa", "testo": "Il piano **rivisto**.", "tavola": ""}
    anteprima = client.post(dove, {**campi, "modifica": "0", "anteprima": "1"}).content.decode()
    assert "Il piano <strong>rivisto</strong>." in anteprima
    assert capitoli_di(proposta) == CAPITOLI
    risposta = client.post(dove, {**campi, "modifica": "0"}, follow=True).content.decode()
    assert "Capitolo 1: testo" in risposta
    nuovo = {"numero": "1.1", "titolo": "Contesto", "testo": "Testo.", "tavola": "", "dopo": "1", "modifica": "1"}
    assert client.post(indirizzo("rimodulazione_nuovo_capitolo", proposta), nuovo).status_code == 302
    client.post(indirizzo("rimodulazione_togli_capitolo", proposta, posto=3), {"modifica": "2"})
    assert [(voce.numero, voce.testo) for voce in capitoli_di(proposta)] == [
        ("1", "Il piano **rivisto**."),
        ("1.1", "Testo."),
        ("2.1", CAPITOLI[2].testo),
    ]
    assert piano_in_dati(proposta.piano).capitoli == CAPITOLI


def test_un_numero_già_preso_e_due_browser(entra: Entra, proposta: Rimodulazione) -> None:
    client, dove = entra("direttore"), indirizzo("rimodulazione_capitolo", proposta, posto=1)
    campi = {"numero": "2", "titolo": "Premessa", "testo": "Mio.", "tavola": "", "modifica": "0"}
    assert "già un capitolo «2»" in client.post(dove, campi).content.decode()
    client.post(dove, {**campi, "numero": "1", "testo": "Di un altro."})
    risposta = client.post(dove, {**campi, "numero": "1"})
    assert risposta.status_code == 409
    assert "Di un altro." in risposta.content.decode()
    assert "Mio." in risposta.content.decode()
    assert client.get(indirizzo("rimodulazione_capitolo", proposta, posto=9)).status_code == 404


def test_annullare_rimette_il_capitolo_come_nel_piano(cast: Cast, proposta: Rimodulazione) -> None:
    def cambia(copia: PianoDati) -> None:
        copia.capitoli = [replace(CAPITOLI[1], titolo="Altro"), CapitoloDati("3", "Nuovo"), CAPITOLI[0]]

    proposta = proposte.modifica(cast, proposta, cambia)
    percorsi = ["capitoli/2/titolo", "capitoli/3", "capitoli/2.1", "piano/ordine_capitolo"]
    assert {c.percorso for c in cambiamenti_tra(da_json(proposta.base.dati), da_json(proposta.dati))} == set(percorsi)
    for percorso in percorsi:
        proposta = annulla_cambiamento(
            rimodulazione=proposta, modifica=proposta.modifica, percorso=percorso, utente=cast.direttore
        )
    assert capitoli_di(proposta) == CAPITOLI


def test_l_atto_scrive_il_capitolo_e_il_fronte_lo_mostra(cast: Cast, proposta: Rimodulazione) -> None:
    chiavi = {numero: capitolo(numero).pk for numero in ("1", "2.1")}

    def cambia(copia: PianoDati) -> None:
        copia.capitoli = [replace(CAPITOLI[0], titolo="Introduzione", testo="Il **piano** di molti."), CAPITOLI[2]]

    proposta = proposte.modifica(cast, proposta, cambia)
    versione = proposte.approvata(cast, proposte.motivata(cast, proposta))
    ora = piano_in_dati(proposta.piano)
    assert [voce.titolo for voce in ora.capitoli] == ["Introduzione", "Pianificazione"]
    assert {numero: capitolo(numero).pk for numero in chiavi} == chiavi
    capi = [a_fronte.capo_di(voce) for voce in (proposta.base, versione)]
    fronte = a_fronte.testo_a_fronte(proposta.piano, *capi)
    righe = {(riga.luogo, riga.etichetta): riga for gruppo in fronte.gruppi for riga in gruppo.righe}
    testo = righe["Capitolo 1", "Testo"]
    assert [pezzo.testo for pezzo in testo.testi.dopo if pezzo.cambia] == ["molti"]
    assert testo.motivi[0].testo == proposte.MOTIVO
    assert ("Capitolo 1", "Titolo") in righe
    assert righe["Capitolo 2", "Capitolo da togliere"].prima.startswith("Analisi\n| Voce | 2023 |")


def test_un_foglio_su_un_piano_approvato_propone_i_suoi_capitoli(cast: Cast, piano: Piano) -> None:
    nuovi = dati(replace(CAPITOLI[0], testo="Dal foglio."), CapitoloDati("3", "In più", "Nuovo."))
    esito = importa_piano(dati=nuovi, utente=cast.amministratrice, adesso=ADESSO, nome_file="piano.xlsx")
    assert esito.rimodulazione is not None
    assert [voce.chiave for voce in capitoli_di(esito.rimodulazione)] == ["1", "3", "2", "2.1"]
    assert piano_in_dati(piano).capitoli == CAPITOLI


def test_la_prossima_edizione_porta_i_capitoli_nella_bozza(entra: Entra, cast: Cast, piano: Piano) -> None:
    pagina = reverse("prossima_edizione", kwargs={"ente": "ente-prova", "piano": piano.codice})
    assert "I 3 capitoli passano parola per parola" in entra("amministratrice").get(pagina).content.decode()
    nuovo = scorri(piano=piano, utente=cast.amministratrice, adesso=ADESSO)
    assert piano_in_dati(nuovo).capitoli == CAPITOLI
    assert piano_in_dati(piano).capitoli == CAPITOLI


def test_di_un_testo_lungo_si_vede_la_sola_parola_cambiata() -> None:
    righe = [f"Riga {n} con alcune parole, sempre diverse: {n * 7}.\n" for n in range(400)]
    prima = "".join(righe)
    righe[200] = righe[200].replace("alcune", "poche")
    affiancati = affianca(prima, "".join(righe))
    assert "".join(pezzo.testo for pezzo in affiancati.prima) == prima
    assert [pezzo.testo for pezzo in affiancati.prima if pezzo.cambia] == ["alcune"]
    assert [pezzo.testo for pezzo in affiancati.dopo if pezzo.cambia] == ["poche"]


def test_un_testo_con_troppe_righe_si_mostra_intero() -> None:
    prima, dopo = "a\n" * 2_000, "b\n" * 2_000
    assert [pezzo.cambia for pezzo in affianca(prima, dopo).prima] == [True]
