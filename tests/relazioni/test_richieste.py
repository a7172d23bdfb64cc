"""A request from the page: its fragment, who joins it, and the e-mail to who asked for one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from obiettivi.models import Piano
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.esecuzione import esegui, prendi
from pianoperf.lavori.models import Attesa, Lavoro
from pianoperf.lavori.services import annulla, segna_fallito
from rendicontazione.models import Documento, Messaggio
from tests import scenari
from tests.relazioni.archivio_finto import chiesto, in_una_cartella, pronto, senza_comporre
from tests.relazioni.test_documenti import entra, indirizzo

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _finto(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_una_cartella(settings, tmp_path)
    senza_comporre(monkeypatch)
    settings.INDIRIZZO_DEL_SITO = "https://piani.ente.it"


@pytest.fixture
def cast() -> scenari.Cast:
    cast = scenari.crea_cast()
    cast.organo.email = "orso@ente.it"
    cast.organo.save()
    return cast


@pytest.fixture
def piano(cast: scenari.Cast) -> Piano:
    return scenari.piano_approvato(cast)


def richiesta(piano: Piano, **altro: str) -> dict[str, str]:
    return {"documento": f"{piano.pk}-piano-0", **altro}


def test_by_htmx_the_answer_is_the_fragment_of_the_job(cast: scenari.Cast, piano: Piano) -> None:
    risposta = entra(cast, "organo").post(indirizzo("documento_chiedi"), richiesta(piano), headers=HTMX)
    testo = risposta.content.decode()
    assert risposta.status_code == 202
    assert "in coda: comincia appena possibile" in testo
    assert 'data-annuncia="' in testo
    assert "<html" not in testo


def test_what_exists_is_given_at_once(cast: scenari.Cast, piano: Piano) -> None:
    documento = pronto(cast, piano)
    risposta = entra(cast, "nucleo").post(indirizzo("documento_chiedi"), richiesta(piano), headers=HTMX)
    assert risposta.status_code == 200
    assert indirizzo("documento_scarica", documento=documento.pk) in risposta.content.decode()
    assert Attesa.objects.get(utente=cast.nucleo).visto_il is not None
    assert Attesa.objects.get(utente=cast.organo).visto_il is None


def test_a_wrong_request_comes_back_as_its_form(cast: scenari.Cast, piano: Piano) -> None:
    risposta = entra(cast, "organo").post(indirizzo("documento_chiedi"), {"documento": "9-x-0"}, headers=HTMX)
    assert (risposta.status_code, risposta["HX-Retarget"]) == (422, "#chiedi-documento")
    assert "non si può chiedere" in risposta.content.decode()


def test_a_cancelled_document_is_asked_for_anew(cast: scenari.Cast, piano: Piano) -> None:
    primo = chiesto(cast, piano)
    annulla(lavoro=primo.lavoro, utente=cast.organo, adesso=scenari.ADESSO)
    client = entra(cast, "organo")
    assert "annullato" in client.get(indirizzo("documenti")).content.decode()
    client.post(f"/lavori/{primo.lavoro_id}/richiedi/")
    assert sorted(Lavoro.objects.values_list("stato", flat=True)) == [StatoLavoro.ANNULLATO, StatoLavoro.IN_CODA]
    assert Documento.objects.count() == 2


def test_opening_the_list_is_having_seen_it(cast: scenari.Cast, piano: Piano) -> None:
    pronto(cast, piano)
    client = entra(cast, "organo")
    assert "1 documento pronto" in client.get("/").content.decode()
    assert "1 documento pronto" not in client.get(indirizzo("documenti")).content.decode()
    assert "1 documento pronto" not in client.get("/").content.decode()


def test_who_did_not_ask_is_told_nothing(cast: scenari.Cast, piano: Piano) -> None:
    pronto(cast, piano)
    for chi in ("estraneo", "nucleo"):
        assert "documento pronto" not in entra(cast, chi).get("/").content.decode()


def chiesto_con_email(cast: scenari.Cast, piano: Piano) -> Documento:
    entra(cast, "organo").post(indirizzo("documento_chiedi"), richiesta(piano, con_email="on"))
    return Documento.objects.select_related("lavoro").get()


def test_who_asked_for_it_is_written_to_with_the_page_and_not_the_file(cast: scenari.Cast, piano: Piano) -> None:
    chiesto(cast, piano, chi="nucleo")
    documento = chiesto_con_email(cast, piano)
    esegui(documento.lavoro_id)
    messaggio = Messaggio.objects.get()
    assert (messaggio.indirizzo, messaggio.nomi_dei_motivi) == ("orso@ente.it", ["Documento chiesto"])
    assert "pronto" in messaggio.oggetto
    assert "https://piani.ente.it/ente-prova/documenti/\n" in messaggio.testo
    assert indirizzo("documento_scarica", documento=documento.pk) not in messaggio.testo
    esegui(Lavoro.objects.get(tipo=TipoLavoro.PROMEMORIA).pk)
    assert [lettera.to for lettera in mail.outbox] == [["orso@ente.it"]]


def test_a_failed_one_is_told_with_the_reason(cast: scenari.Cast, piano: Piano) -> None:
    documento = chiesto_con_email(cast, piano)
    segna_fallito(prendi(documento.lavoro_id, adesso=scenari.ADESSO), "Spazio esaurito.", scenari.ADESSO)
    assert "non riuscito" in Messaggio.objects.get().oggetto
    assert "Spazio esaurito." in Messaggio.objects.get().testo


def test_who_has_no_role_any_more_is_not_written_to(cast: scenari.Cast, piano: Piano) -> None:
    documento = chiesto_con_email(cast, piano)
    cast.organo.incarichi.update(al=scenari.ADESSO.date())
    esegui(documento.lavoro_id)
    assert Messaggio.objects.count() == 0


def test_without_an_address_the_box_is_not_offered(cast: scenari.Cast, piano: Piano) -> None:
    assert 'name="con_email"' in entra(cast, "organo").get(indirizzo("documenti")).content.decode()
    senza = entra(cast, "nucleo").get(indirizzo("documenti")).content.decode()
    assert 'name="con_email"' not in senza
    assert "serve un indirizzo" in senza


@pytest.mark.django_db(transaction=True)
def test_two_equal_requests_at_once_are_one_document_that_both_wait_for(cast: scenari.Cast, piano: Piano) -> None:
    insieme = Barrier(2)

    def chiedi(chi: str) -> int:
        insieme.wait(20)
        try:
            return chiesto(cast, piano, chi=chi).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as fili:
        chiavi = set(fili.map(chiedi, ["organo", "nucleo"]))
    assert len(chiavi) == 1
    assert (Lavoro.objects.count(), Documento.objects.count(), Attesa.objects.count()) == (1, 1, 2)
