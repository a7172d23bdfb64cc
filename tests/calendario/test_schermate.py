"""The pages of the calendar: who opens them, what they write, what they say when they may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.models import Persona
from rendicontazione.calendario.services import concedi_proroga, fissa_intermedio, scrivi_scadenza
from rendicontazione.enums import Periodo
from rendicontazione.models import Proroga, Rendicontazione, Scadenza
from tests import scenari
from tests.calendario.conftest import Entra
from tests.scenari import Cast

TUTTI = ("amministratrice", "direttore", "responsabile", "nucleo", "organo")
DOMANI = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    """Its window ended yesterday."""
    rendicontazione = scenari.anno_aperto(cast)
    rendicontazione.finestra_al = timezone.now() - timedelta(days=1)
    rendicontazione.save(update_fields=["finestra_al"])
    return rendicontazione


def indirizzo(nome: str, **altro: object) -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", **altro})


DEL_PIANO = {"anno": 2023, "piano": "ente-prova-2023-2025"}


def proroga(cast: Cast, anno: Rendicontazione) -> Proroga:
    return concedi_proroga(
        rendicontazione=anno,
        persona=Persona.objects.get(cognome="Rossi"),
        periodo=Periodo.FINALE,
        fino_al=timezone.now() + timedelta(days=3),
        motivo="Malattia",
        utente=cast.amministratrice,
        adesso=timezone.now(),
    )


@pytest.mark.parametrize("persona", TUTTI)
def test_ogni_ruolo_legge_il_calendario_e_solo_uno_lo_cambia(
    entra: Entra, cast: Cast, anno: Rendicontazione, persona: str
) -> None:
    client = entra(persona)
    assert client.get(indirizzo("calendario")).url == indirizzo("calendario_anno", anno=2023)
    risposta = client.get(indirizzo("calendario_anno", anno=2023))
    pagina = risposta.content.decode()
    assert risposta.status_code == 200
    assert "Relazione sulla performance 2023" in pagina
    assert "D.Lgs. 150/2009, art. 10" in pagina
    assert ("Aggiungi una scadenza" in pagina) == (persona == "amministratrice")
    agenda = client.get(indirizzo("calendario_ics", anno=2023))
    assert agenda["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in agenda["Content-Disposition"]


def pagine_di_modifica(cast: Cast, anno: Rendicontazione) -> list[str]:
    scadenza = scrivi_scadenza(ente=cast.ente, anno=2023, data=DOMANI, titolo="Assemblea", utente=cast.amministratrice)
    return [
        indirizzo("scadenza_nuova", anno=2023),
        indirizzo("scadenza", scadenza=scadenza.pk),
        indirizzo("scadenza_togli", scadenza=scadenza.pk),
        indirizzo("ritardo_motivo", anno=2023, adempimento="relazione"),
        indirizzo("intermedio_fissa", **DEL_PIANO),
        indirizzo("proroga_concedi", **DEL_PIANO),
    ]


@pytest.mark.parametrize("persona", [*TUTTI, "estraneo"])
def test_le_pagine_di_modifica_sono_dell_amministratrice(
    entra: Entra, cast: Cast, anno: Rendicontazione, persona: str
) -> None:
    atteso = {"amministratrice": 200, "estraneo": 404}.get(persona, 403)
    client = entra(persona)
    for pagina in pagine_di_modifica(cast, anno):
        assert client.get(pagina).status_code == atteso, pagina
        if atteso != 200:
            assert client.post(pagina, {}).status_code == atteso, pagina
    termina = indirizzo("proroga_termina", proroga=proroga(cast, anno).pk)
    assert client.post(termina).status_code == (302 if atteso == 200 else atteso)


def test_per_un_estraneo_il_calendario_non_esiste(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    client = entra("estraneo")
    for nome, altro in (("calendario", {}), ("calendario_anno", {"anno": 2023}), ("calendario_ics", {"anno": 2023})):
        assert client.get(indirizzo(nome, **altro)).status_code == 404
    assert b"Piano di prova" not in client.get("/altro-ente/calendario/2023/").content


def test_una_scadenza_o_una_proroga_di_un_altro_ente_non_si_apre(
    entra: Entra, cast: Cast, anno: Rendicontazione
) -> None:
    scadenza = scrivi_scadenza(ente=cast.ente, anno=2023, data=DOMANI, titolo="Assemblea", utente=cast.amministratrice)
    client, concessa = entra("estraneo"), proroga(cast, anno)
    assert client.get(f"/altro-ente/calendario/scadenze/{scadenza.pk}/").status_code == 404
    assert client.post(f"/altro-ente/calendario/proroghe/{concessa.pk}/termina/").status_code == 404


@pytest.mark.parametrize("quale", ["1999", "2101", "99999999999999999999"])
def test_un_anno_impossibile_risponde_404(entra: Entra, cast: Cast, quale: str) -> None:
    assert entra("direttore").get(f"/ente-prova/calendario/{quale}/").status_code == 404
    assert entra("amministratrice").get(f"/ente-prova/calendario/{quale}/scadenze/").status_code == 404


def manda(client: Client, dove: str, **dati: object) -> str:
    risposta = client.post(dove, dati, follow=True)
    return risposta.content.decode()


def test_la_scadenza_si_aggiunge_si_cambia_e_si_toglie(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    client = entra("amministratrice")
    nuova = indirizzo("scadenza_nuova", anno=2023)
    assert "Scrivi che cosa scade." in manda(client, nuova, giorno="31/12/2023")
    assert "31/12/2023" in manda(client, nuova, giorno="31/12/2023", titolo="Assemblea")
    scadenza = Scadenza.objects.get()
    manda(client, indirizzo("scadenza", scadenza=scadenza.pk), giorno="2024-01-02", titolo="Bilancio", bilancio="on")
    scadenza.refresh_from_db()
    assert (scadenza.titolo, scadenza.bilancio) == ("Bilancio", True)
    assert "Scadenza tolta" in manda(client, indirizzo("scadenza_togli", scadenza=scadenza.pk))
    assert not Scadenza.objects.exists()


def test_il_motivo_di_un_ritardo_si_scrive_e_si_toglie(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    client, dove = entra("amministratrice"), indirizzo("ritardo_motivo", anno=2023, adempimento="relazione")
    assert "Motivo del ritardo: Elezioni" in manda(client, dove, motivo="Elezioni")
    assert "Elezioni" not in manda(client, dove, motivo="")
    assert client.get(indirizzo("ritardo_motivo", anno=2023, adempimento="altro")).status_code == 404
    assert client.post(indirizzo("ritardo_motivo", anno=2023, adempimento="piao"), {"motivo": "x"}).status_code == 422


def test_la_proroga_si_concede_si_vede_e_si_termina(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    client, rita = entra("amministratrice"), Persona.objects.get(cognome="Rossi")
    dove = indirizzo("proroga_concedi", **DEL_PIANO)
    assert "Scrivi il motivo" in manda(client, dove, persona=rita.pk, periodo="finale", fino_al=DOMANI)
    pagina = manda(client, dove, persona=rita.pk, periodo="finale", fino_al=DOMANI, motivo="Malattia")
    assert f"Rossi Rita può inserire fino al {DOMANI:%d/%m/%Y}" in pagina
    assert "Termina ora" in pagina
    elenco = indirizzo("rilevazioni_anno", **DEL_PIANO)
    assert (
        f"Hai tempo fino al {DOMANI:%d/%m/%Y}, ore 23:59, per proroga."
        in entra("responsabile").get(elenco).content.decode()
    )
    completamento = client.get(indirizzo("completamento", **DEL_PIANO)).content.decode()
    assert f"proroga fino al {DOMANI:%d/%m/%Y}" in completamento
    assert "è finita adesso" in manda(client, indirizzo("proroga_termina", proroga=Proroga.objects.get().pk))
    assert "La tua proroga è finita." in entra("responsabile").get(elenco).content.decode()


def test_chi_non_segue_l_anno_vede_solo_le_proprie_proroghe(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    proroga(cast, anno)
    dove = indirizzo("calendario_anno", anno=2023)
    assert "Malattia" in entra("responsabile").get(dove).content.decode()
    assert "Malattia" in entra("nucleo").get(dove).content.decode()
    assert "Malattia" not in entra("organo").get(dove).content.decode()


def test_il_monitoraggio_intermedio_si_fissa_dalla_pagina(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    client, dove = entra("amministratrice"), indirizzo("intermedio_fissa", **DEL_PIANO)
    assert "La finestra deve finire dopo" in manda(client, dove, dal="2023-07-31", al="2023-07-01")
    assert "Monitoraggio intermedio dal 01/07/2023 al 31/07/2023" in manda(
        client, dove, dal="01/07/2023", al="31/07/2023"
    )
    intermedio = f"{indirizzo('completamento', **DEL_PIANO)}?periodo=intermedio"
    assert "Inviati 0 di 5" in client.get(intermedio).content.decode()
    assert 'value="2023-07-31"' in client.get(dove).content.decode()


def test_i_comandi_grigi_dicono_perche(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    scenari.porta_al_nucleo(cast, anno)
    pagina = entra("amministratrice").get(indirizzo("calendario_anno", anno=2023)).content.decode()
    assert "si correggono solo i risultati che il Nucleo rinvia, senza bisogno di altro tempo" in pagina


def test_la_scrivania_conta_il_monitoraggio_finche_e_aperto(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    client, scrivania = entra("responsabile"), indirizzo("scrivania_rilevazioni")
    assert "monitoraggio intermedio" not in client.get(scrivania).content.decode()
    Rendicontazione.objects.update(finestra_al=timezone.now() + timedelta(days=60))
    fissa_intermedio(
        rendicontazione=anno,
        dal=timezone.now() - timedelta(days=1),
        al=timezone.now() + timedelta(days=5),
        utente=cast.amministratrice,
    )
    pagina = client.get(scrivania).content.decode()
    assert "<strong>4</strong> <span>da fare per il monitoraggio intermedio" in pagina
