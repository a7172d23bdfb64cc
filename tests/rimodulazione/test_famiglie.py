"""The forms of the copy in the two other families of plans, and a change from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from indicatori.esportazione.formati import in_formato
from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione.dati import da_json
from obiettivi.models import Piano, Rimodulazione
from obiettivi.services import approva_piano
from tests import scenari
from tests.rimodulazione import proposte
from tests.scenari import ADESSO, Cast
from tests.schermo.conftest import _albero, _piao

pytestmark = pytest.mark.django_db


def _proposta(cast: Cast, dati: PianoDati) -> Rimodulazione:
    importa_piano(dati=dati, utente=cast.amministratrice, adesso=ADESSO)
    piano = approva_piano(
        piano=Piano.objects.get(codice=dati.codice),
        organo="Assemblea",
        numero="1",
        data=date(2022, 12, 1),
        utente=cast.amministratrice,
    )
    return proposte.proponi_rimodulazione(piano=piano, oggetto="Prova", utente=cast.direttore, adesso=ADESSO)


def test_a_step_changes_its_term_and_weight_and_its_objective_its_texts(
    entra: Callable[[str], Client], cast: Cast
) -> None:
    proposta = _proposta(cast, _piao())
    radice = f"/ente-prova/piani/piao-prova/rimodulazioni/{proposta.pk}/schede/A/"
    client = entra("direttore")
    passo = {"modifica": "0", "descrizione": "Primo step", "verso": "crescente", "previsione_2023": "Delibera"}
    pagina = client.get(f"{radice}indicatori/A.1/").content.decode()
    assert "Termine" in pagina
    assert "Strutture" not in pagina
    assert client.post(f"{radice}indicatori/A.1/", passo | {"termine": "2023-09-30", "peso": "7,5"}).status_code == 302
    testata = {"modifica": "1", "titolo": "Pronto intervento", "incidenza": "100", "testo_criticita": "Altre"}
    assert client.post(f"{radice}testata/", testata).status_code == 302
    proposta.refresh_from_db()
    scheda = da_json(proposta.dati).schede[0]
    assert (scheda.indicatori[0].termine, str(scheda.indicatori[0].peso)) == (date(2023, 9, 30), "7.5")
    assert scheda.testi == {"criticita": "Altre"}


def test_a_step_becomes_yearly_and_hangs_on_another(entra: Callable[[str], Client], cast: Cast) -> None:
    proposta = _proposta(cast, _piao())
    dove = f"/ente-prova/piani/piao-prova/rimodulazioni/{proposta.pk}/schede/A/indicatori/A.2/"
    passo = {"modifica": "0", "descrizione": "Secondo step", "termine": "2023-09-30", "peso": "25"}
    passo |= {"previsione_2023": "40%", "ciclico": "on"}
    client = entra("direttore")
    assert "campo-errato" in client.post(dove, passo | {"condizionato_da": "A.2"}).content.decode()
    assert client.post(dove, passo | {"condizionato_da": "A.1"}).status_code == 302
    proposta.refresh_from_db()
    voce = da_json(proposta.dati).schede[0].indicatori[1]
    assert (voce.ciclico, voce.condizionato_da) == (True, "A.1")


def test_a_weight_beyond_100_is_refused_beside_its_field(entra: Callable[[str], Client], cast: Cast) -> None:
    proposta = _proposta(cast, _piao())
    dove = f"/ente-prova/piani/piao-prova/rimodulazioni/{proposta.pk}/schede/A/indicatori/A.1/"
    pagina = entra("direttore").post(dove, {"modifica": "0", "descrizione": "Primo step", "peso": "120"})
    assert "campo-errato" in pagina.content.decode()


def test_an_indicator_of_the_tree_keeps_its_strutture(entra: Callable[[str], Client], cast: Cast) -> None:
    proposta = _proposta(cast, _albero())
    dove = f"/ente-prova/piani/albero-prova/rimodulazioni/{proposta.pk}/schede/1.1/indicatori/1.1.1/"
    dati = {
        "modifica": "0",
        "descrizione": "Riunioni",
        "azione": "1",
        "strutture": "Area minori; Sede",
        "baseline": "3",
    }
    assert entra("direttore").post(dove, dati | {"previsione_2023": "6"}).status_code == 302
    proposta.refresh_from_db()
    voce = da_json(proposta.dati).schede[0].indicatori[0]
    assert (voce.strutture, voce.previsioni) == (("Area minori", "Sede"), {2023: "6"})


def _foglio(cartella: Path) -> Path:
    dati = scenari.dati_di_prova()
    dati.schede[0].indicatori[2].previsioni[2023] = "almeno 70%"
    file = cartella / "piano.xlsx"
    file.write_bytes(in_formato("xlsx", dati))
    return file


def test_the_command_proposes_in_the_name_of_a_person(cast: Cast, tmp_path: Path) -> None:
    scenari.piano_approvato(cast)
    file, uscita = _foglio(tmp_path), StringIO()
    call_command("importa", file, ente="ente-prova", stdout=uscita)
    assert "il piano è approvato. Con --conferma e --utente nasce una rimodulazione." in uscita.getvalue()
    with pytest.raises(CommandError, match="indica chi la propone con --utente"):
        call_command("importa", file, ente="ente-prova", conferma=True, stdout=uscita)
    assert not Rimodulazione.objects.exists()
    uscita = StringIO()
    call_command("importa", file, ente="ente-prova", conferma=True, utente="anna", json=True, stdout=uscita)
    proposta = Rimodulazione.objects.get()
    assert json.loads(uscita.getvalue())["rimodulazione"] == proposta.pk
    assert proposta.oggetto == "Cambiamenti dal foglio piano.xlsx"
    assert da_json(proposta.dati).schede[0].indicatori[2].previsioni[2023] == "almeno 70%"
    assert proposte.piano().versioni.count() == 1
