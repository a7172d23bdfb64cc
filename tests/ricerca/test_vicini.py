"""Previous and next wherever things are examined one after another, through the filters of the list one comes from."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from indicatori.models import Previsione
from indicatori.rimodulazione.services import proponi_rimodulazione
from obiettivi.models import Capitolo, Piano, Scheda
from pianoperf.web.vicini import Vicino, filtri_in, vicini_in
from rendicontazione.enums import TipoRichiesta
from rendicontazione.models import Rendicontazione
from rendicontazione.nucleo.services.richieste import chiedi_al_nucleo
from tests import scenari
from tests.ricerca.conftest import cliente
from tests.scenari import ADESSO, Cast


def _vicino(nome: str) -> Vicino:
    return Vicino(f"/{nome}/", nome)


@pytest.mark.parametrize(
    ("qui", "tra", "prima", "dopo", "posto", "totale"),
    [
        ("a", None, None, "b", 1, 4),
        ("d", None, "c", None, 4, 4),
        ("b", {"a", "d"}, "a", "d", None, 2),
        ("d", {"a", "d"}, "a", None, 2, 2),
        ("assente", None, None, "a", None, 4),
        ("b", set(), None, None, None, 0),
    ],
)
def test_the_neighbours_are_the_nearest_that_the_filter_keeps(
    qui: str, tra: set[str] | None, prima: str | None, dopo: str | None, posto: int | None, totale: int
) -> None:
    vicini = vicini_in(["a", "b", "c", "d"], qui, _vicino, tra=tra)
    assert (vicini.precedente and vicini.precedente.nome) == prima
    assert (vicini.successivo and vicini.successivo.nome) == dopo
    assert (vicini.posto, vicini.totale) == (posto, totale)


def test_only_the_filters_of_the_list_follow() -> None:
    assert filtri_in(QueryDict("stato=bozza&page=3&testo="), ("stato", "testo")) == "?stato=bozza"
    assert filtri_in(QueryDict("page=3"), ("stato",)) == ""


def _legami(html: str) -> dict[str, str]:
    return {
        verso: indirizzo.replace("&amp;", "&")
        for verso, indirizzo in re.findall(r'rel="(prev|next)"[^>]*? href="([^"]+)"', html)
    }


def _pagina(cast: Cast, indirizzo: str, chi: str = "direttore") -> tuple[dict[str, str], str]:
    risposta = cliente(cast.per_nome(chi)).get(indirizzo)
    assert risposta.status_code == 200
    html = re.sub(r'class="vicini-dopo" ', "", risposta.content.decode())
    posto = re.search(r'vicini-posto">([^<]+)<', html)
    return _legami(html), posto[1] if posto else ""


def _risultato(codice: str) -> int:
    return scenari.risultato_di(codice).pk


def test_from_scheda_to_scheda(cast: Cast, piano: Piano) -> None:
    prima, dopo = (f"/ente-prova/piani/{piano.codice}/schede/{n}/" for n in "12")
    assert _pagina(cast, prima) == ({"next": dopo}, "1 di 2")
    assert _pagina(cast, dopo) == ({"prev": prima}, "2 di 2")


def test_from_scheda_to_scheda_of_the_dashboard(cast: Cast, piano: Piano) -> None:
    prima, dopo = (f"/ente-prova/quadro/{piano.codice}/2023/schede/{n}/" for n in "12")
    assert _pagina(cast, prima) == ({"next": dopo}, "1 di 2")


def test_from_scheda_to_scheda_of_a_proposal(cast: Cast, piano: Piano) -> None:
    proposta = proponi_rimodulazione(piano=piano, oggetto="Meno", utente=cast.direttore, adesso=ADESSO)
    prima, dopo = (f"/ente-prova/piani/{piano.codice}/rimodulazioni/{proposta.pk}/schede/{n}/" for n in "12")
    assert _pagina(cast, prima) == ({"next": dopo}, "1 di 2")


def test_from_chapter_to_chapter(cast: Cast, bozza: Piano) -> None:
    secondo = Capitolo.objects.create(piano=bozza, ordine=9, numero="3", titolo="Le risorse")
    primo = Capitolo.objects.get(numero="2.1")
    dove = f"/ente-prova/piani/{bozza.codice}/capitoli"
    assert _pagina(cast, f"{dove}/{secondo.pk}/") == ({"prev": f"{dove}/{primo.pk}/"}, "2 di 2")


def test_from_result_to_result_through_the_list(cast: Cast, piano: Piano) -> None:
    dove = "/ente-prova/rilevazioni"
    legami, posto = _pagina(cast, f"{dove}/{_risultato('1.2')}/")
    assert legami == {"prev": f"{dove}/{_risultato('1.1')}/", "next": f"{dove}/{_risultato('1.3')}/"}
    assert posto == "2 di 5"
    scheda = Scheda.objects.get(codice="1").pk
    filtri = f"?stato=da_inserire&scheda={scheda}"
    legami, posto = _pagina(cast, f"{dove}/{_risultato('1.3')}/{filtri}")
    assert legami == {"prev": f"{dove}/{_risultato('1.2')}/{filtri}", "next": f"{dove}/{_risultato('1.4')}/{filtri}"}
    assert posto == "2 di 3 con i filtri dell'elenco"
    elenco = cliente(cast.direttore).get(f"{dove}/{piano.codice}/2023/{filtri}").content.decode()
    assert f"{dove}/{_risultato('1.3')}/{filtri.replace('&', '&amp;')}" in elenco


def test_a_responsabile_moves_among_his_own_only(cast: Cast, piano: Piano) -> None:
    legami, posto = _pagina(cast, f"/ente-prova/rilevazioni/{_risultato('1.4')}/", "responsabile")
    assert set(legami) == {"prev"}
    assert posto == "4 di 4"


def test_saving_keeps_the_filters(cast: Cast, piano: Piano) -> None:
    Rendicontazione.objects.update(finestra_al=timezone.now() + timedelta(days=1))
    indirizzo = f"/ente-prova/rilevazioni/{_risultato('1.2')}/?stato=da_fare"
    dati = {"versione": 0, "parte_0": "", "nota": "Una nota", "causa": "", "fonte": ""}
    assert cliente(cast.direttore).post(indirizzo, dati).headers["Location"] == indirizzo


def test_the_nucleo_goes_through_the_filters_of_its_list(cast: Cast, piano: Piano) -> None:
    dove, filtri = "/ente-prova/quadro/risultati", "?stato=non_inviati"
    legami, posto = _pagina(cast, f"{dove}/{_risultato('1.3')}/{filtri}", "nucleo")
    assert legami == {"prev": f"{dove}/{_risultato('1.2')}/{filtri}", "next": f"{dove}/{_risultato('1.4')}/{filtri}"}
    assert posto == "2 di 3 con i filtri dell'elenco"
    esami = f"/ente-prova/quadro/{piano.codice}/2023/esami/{filtri}"
    assert f"{dove}/{_risultato('1.3')}/{filtri}" in cliente(cast.nucleo).get(esami).content.decode()


def test_after_an_opinion_the_nucleo_stays_in_the_filters(cast: Cast, piano: Piano) -> None:
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.porta_al_nucleo(cast, Rendicontazione.objects.get())
    scheda = Scheda.objects.get(codice="1").pk
    dove, filtri = "/ente-prova/quadro/risultati", f"?scheda={scheda}"
    client = cliente(cast.nucleo)
    detto = client.post(f"{dove}/{_risultato('1.1')}/{filtri}", {"esito": "confermato"})
    assert detto.headers["Location"] == f"{dove}/{_risultato('1.2')}/{filtri}"
    detto = client.post(f"{dove}/{_risultato('1.2')}/{filtri}", {"esito": "confermato"})
    assert detto.headers["Location"] == f"/ente-prova/quadro/{piano.codice}/2023/esami/{filtri}"


def test_from_reading_to_reading_through_the_list(cast: Cast, piano: Piano) -> None:
    letture = list(
        Previsione.objects.order_by("indicatore__scheda__ordine", "indicatore__ordine", "anno").values_list(
            "pk", flat=True
        )
    )
    dove = f"/ente-prova/piani/{piano.codice}/letture"
    legami, posto = _pagina(cast, f"{dove}/{letture[1]}/")
    assert legami == {"prev": f"{dove}/{letture[0]}/", "next": f"{dove}/{letture[2]}/"}
    assert posto == f"2 di {len(letture)}"
    legami, posto = _pagina(cast, f"{dove}/{letture[-1]}/?scheda=2")
    assert legami == {}
    assert f"{letture[-1]}/?scheda=2" in cliente(cast.direttore).get(f"{dove}/?scheda=2").content.decode()


def test_confirming_a_reading_stays_in_the_filters(cast: Cast, piano: Piano) -> None:
    sola = Previsione.objects.get(indicatore__codice="2.1")
    dove = f"/ente-prova/piani/{piano.codice}/letture"
    dati = {"righe": "almeno 4", "verso": sola.indicatore.verso}
    confermata = cliente(cast.direttore).post(f"{dove}/{sola.pk}/?scheda=2", dati)
    assert confermata.headers["Location"] == f"{dove}/?scheda=2"


def test_from_request_to_request_for_who_reads_the_list(cast: Cast, piano: Piano) -> None:
    prima, dopo = (
        chiedi_al_nucleo(
            risultato=scenari.risultato_di(codice),
            tipo=TipoRichiesta.NEUTRALIZZAZIONE,
            motivo="Passato al Comune",
            utente=cast.direttore,
            adesso=ADESSO,
        ).pk
        for codice in ("1.2", "1.3")
    )
    dove = "/ente-prova/richieste"
    assert _pagina(cast, f"{dove}/{prima}/", "nucleo") == ({"next": f"{dove}/{dopo}/"}, "1 di 2")
    filtro = "?stato=in_attesa"
    assert _pagina(cast, f"{dove}/{dopo}/{filtro}", "nucleo")[0] == {"prev": f"{dove}/{prima}/{filtro}"}
    assert _pagina(cast, f"{dove}/{prima}/", "responsabile") == ({}, "")
