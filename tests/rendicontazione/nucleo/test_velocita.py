"""The Nucleo's pages of a plan of 500 indicators: at most 15 queries, and the kept year is never an old one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Indicatore
from pianoperf.organizzazione.enums import Ruolo
from rendicontazione.banco.nucleo import INDICATORI, anno_da_misurare, entrato, misure_del_nucleo, pagine_del_nucleo
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors import memoria
from rendicontazione.selectors.memoria import _ricordi, ricorda
from rendicontazione.selectors.valutazione import valutata, valutazione, valutazione_ricalcolata
from tests import scenari
from tests.rendicontazione import chiusure
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
TETTO = 15


def test_the_pages_make_as_many_queries_for_500_indicators_as_for_20() -> None:
    anni = [anno_da_misurare(timezone.now(), quanti) for quanti in (20, INDICATORI)]
    client = entrato(Ruolo.NUCLEO)
    domande: list[dict[str, int]] = []
    for anno in anni:
        _ricordi.clear()
        conti = {}
        for nome, indirizzo in pagine_del_nucleo(anno).items():
            with CaptureQueriesContext(connection) as catturate:
                assert client.get(indirizzo).status_code == 200
            conti[nome] = len(catturate)
        domande.append(conti)
    assert domande[0] == domande[1]
    assert max(domande[1].values()) <= TETTO, domande[1]


def test_the_examination_stays_within_the_limit_in_a_year_that_was_opened_again(cast: Cast) -> None:
    chiusure.riaperta(cast)
    client = Client()
    client.force_login(cast.nucleo, backend="django.contrib.auth.backends.ModelBackend")
    indirizzo = reverse("esame", kwargs={"ente": cast.ente.codice, "risultato": scenari.risultato_di("1.3").pk})
    with CaptureQueriesContext(connection) as catturate:
        assert 'name="esito"' in client.get(indirizzo).content.decode()
    assert len(catturate) <= TETTO, "\n".join(domanda["sql"] for domanda in catturate)


def test_every_page_is_measured_beside_an_empty_one() -> None:
    anno = anno_da_misurare(timezone.now(), 20)
    righe = list(misure_del_nucleo(anno, giri=3))
    assert [riga.nome for riga in righe] == ["pagina vuota", "quadro", "quadro_scheda", "esame", "esami"]
    assert righe[0].volte == 1
    assert all(riga.domande and 0 < riga.mediana <= riga.p95 for riga in righe)


def _cambia_risultato(cast: Cast) -> None:
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RETTIFICATO, grado_rettificato=Decimal("0.5"))


def _cambia_indicatore(cast: Cast) -> None:
    Indicatore.objects.filter(codice="1.3").update(descrizione="Altro nome")


def _cambia_ente(cast: Cast) -> None:
    cast.ente.nome_breve = "Altro nome"
    cast.ente.save()


@pytest.mark.parametrize("cambia", [_cambia_risultato, _cambia_indicatore, _cambia_ente])
def test_a_kept_year_is_given_again_until_one_of_its_rows_changes(cast: Cast, cambia: Callable[[Cast], None]) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    prima = valutata(rendicontazione)
    assert valutata(rendicontazione) is prima
    cambia(cast)
    riletta = Rendicontazione.objects.select_related("piano__ente", "profilo").get(pk=rendicontazione.pk)
    assert valutata(riletta) is not prima
    assert valutazione(riletta) == valutazione_ricalcolata(riletta)


def test_a_change_that_is_undone_leaves_nothing_behind(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    prima = valutazione(rendicontazione)
    with transaction.atomic():
        rendicontazione.risultati.update(valori=[{"numero": "10"}])
        assert valutazione(rendicontazione) != prima
        transaction.set_rollback(True)
    assert valutazione(rendicontazione) == prima


def test_only_so_many_years_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    valutata_una_volta = valutazione(rendicontazione)
    peso = _ricordi[rendicontazione.pk].peso
    assert peso == 1 + sum(len(scheda.indicatori) for scheda in valutata_una_volta.schede) > 1
    monkeypatch.setattr(memoria, "INDICATORI", peso * 3)
    _ricordi.clear()
    for pk in range(1, 6):
        ricorda(
            Rendicontazione(pk=-pk, piano=rendicontazione.piano, profilo=rendicontazione.profilo),
            lambda: valutata_una_volta,
        )
    assert list(_ricordi) == [-3, -4, -5]


def test_the_page_after_an_opinion_is_the_new_one(cast: Cast) -> None:
    rendicontazione = chiusure.riaperta(cast)
    primo = valutazione(rendicontazione).ente.valore
    scenari.giudicato(cast, "1.1", EsitoGiudizio.NON_VALUTABILE)
    assert valutazione(rendicontazione).ente.valore != primo
