"""Who has not filled what: totals by persona and struttura, the list, the gate before the year is handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Attribuzione, Previsione
from indicatori.motore.condizioni import SEGNAPOSTO, Condizione, Genere
from pianoperf.organizzazione.models import Struttura
from rendicontazione.enums import EsitoGiudizio, StatoRendicontazione
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.completamento import completamento
from tests import scenari
from tests.rendicontazione.piani_da_raggruppare import aggiungi, interrogazioni
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]


def indirizzo(anno: Rendicontazione, nome: str = "completamento") -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", "piano": anno.piano.codice, "anno": anno.anno})


def corpo(risposta: HttpResponse) -> str:
    assert risposta.status_code == 200
    return risposta.content.decode()


def elencati(risposta: HttpResponse) -> list[str]:
    return [riga.record.previsione.indicatore.codice for riga in risposta.context["tabella"].rows]


@pytest.fixture
def a_meta(anno: Rendicontazione, cast: Cast) -> Rendicontazione:
    """1.1 sent, 1.2 sent back, 1.3 a draft below its target, the others empty; 2.1 of nobody; 1.1 and 1.2 of the AO."""
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.giudicato(cast, "1.2", EsitoGiudizio.RINVIATO, "Manca il verbale")
    scenari.bozza(cast, "1.3", "60", nota="", causa="")
    scenari.indicatore_di("2.1").responsabilita.all().delete()
    area = Struttura.objects.create(ente=cast.ente, nome="AO Sportelli")
    for codice in ("1.1", "1.2"):
        Attribuzione.objects.create(indicatore=scenari.indicatore_di(codice), struttura=area)
    return anno


def test_the_totals_are_by_persona_and_by_struttura_with_nobody_last(a_meta: Rendicontazione) -> None:
    letto = completamento(a_meta, timezone.now())
    assert (letto.anno.inviati, letto.anno.totale, letto.anno.percento, letto.anno.in_ritardo) == (1, 5, 20, 0)
    assert [(c.nome, c.inviati, c.totale, c.percento) for c in letto.persone] == [
        ("Rossi Rita", 1, 4, 25),
        ("Nessun responsabile", 0, 1, 0),
    ]
    assert [(c.nome, c.conti["rinviato"], c.totale) for c in letto.strutture] == [
        ("AO Sportelli", 1, 2),
        ("Nessuna struttura", 0, 3),
    ]


def test_what_was_never_sent_is_late_once_the_window_is_over_or_the_year_is_at_the_nucleo(
    a_meta: Rendicontazione, cast: Cast
) -> None:
    dopo = timezone.now() + timedelta(days=60)
    assert completamento(a_meta, dopo).anno.in_ritardo == 3
    trasmessa = scenari.porta_al_nucleo(cast, a_meta)
    assert completamento(trasmessa, timezone.now()).anno.in_ritardo == 3


def test_la_pagina_elenca_cio_che_manca_con_le_frasi_e_i_collegamenti(entra: Entra, a_meta: Rendicontazione) -> None:
    risposta = entra("amministratrice").get(indirizzo(a_meta))
    pagina = corpo(risposta)
    assert elencati(risposta) == ["1.2", "1.3", "1.4", "2.1"]
    for frase in (
        "Inviati 1 di 5 (20 %)",
        "Non è stato inserito niente.",
        "scegli la causa dello scostamento",
        "Manca il verbale",
        "1 indicatore non ha",
        "nessun responsabile",
        "Nessun risultato è in ritardo",
    ):
        assert frase in pagina
    voce = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("2.1").pk})
    assert f'href="{voce}?da=completamento"' in pagina
    filtrata = corpo(entra("amministratrice").get(indirizzo(a_meta) + "?stato=tutti&scheda=" + str(scheda_di("2.1"))))
    assert f'href="{voce}?da=completamento&amp;stato=tutti&amp;scheda={scheda_di("2.1")}"' in filtrata
    prima = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.4").pk})
    assert f'href="{prima}?da=completamento"' in corpo(entra("amministratrice").get(f"{voce}?da=completamento"))


@pytest.mark.parametrize(
    ("filtro", "codici"),
    [
        ("stato=tutti", ["1.1", "1.2", "1.3", "1.4", "2.1"]),
        ("stato=trasmesso", ["1.1"]),
        ("stato=in_ritardo", []),
        ("persona=nessuno", ["2.1"]),
        ("persona=RITA&stato=tutti", ["1.1", "1.2", "1.3", "1.4"]),
        ("struttura=nessuno", ["1.3", "1.4", "2.1"]),
        ("struttura=AREA", ["1.2"]),
        ("testo=pagopa", ["1.4"]),
        ("persona=999999", None),
        ("stato=inventato", None),
        ("struttura=abc", None),
        ("testo=%00", None),
    ],
)
def test_i_filtri_stanno_nell_indirizzo(
    entra: Entra, a_meta: Rendicontazione, cast: Cast, filtro: str, codici: list[str] | None
) -> None:
    rita = str(cast.responsabile.persone.get().pk)
    area = str(Struttura.objects.get(nome="AO Sportelli").pk)
    filtro = filtro.replace("RITA", rita).replace("AREA", area)
    risposta = entra("nucleo").get(f"{indirizzo(a_meta)}?{filtro}")
    assert risposta.status_code == 200
    assert codici is None or elencati(risposta) == codici


def test_scaduta_la_finestra_i_ritardi_si_filtrano(entra: Entra, a_meta: Rendicontazione) -> None:
    a_meta.finestra_al = timezone.now() - timedelta(days=1)
    a_meta.save(update_fields=["finestra_al"])
    risposta = entra("direttore").get(f"{indirizzo(a_meta)}?stato=in_ritardo")
    assert elencati(risposta) == ["1.3", "1.4", "2.1"]
    assert "3 risultati sono in ritardo" in corpo(risposta)


@pytest.mark.parametrize(
    ("persona", "stato"),
    [("amministratrice", 200), ("direttore", 200), ("nucleo", 200), ("organo", 403), ("responsabile", 403)],
)
def test_lo_apre_chi_segue_l_anno(entra: Entra, anno: Rendicontazione, persona: str, stato: int) -> None:
    client = entra(persona)
    assert client.get(indirizzo(anno)).status_code == stato
    collegamento = f'href="{indirizzo(anno)}"'
    assert (collegamento in corpo(client.get(indirizzo(anno, "rilevazioni_anno")))) == (stato == 200)


def test_per_un_estraneo_non_esiste(entra: Entra, anno: Rendicontazione) -> None:
    assert entra("estraneo").get(indirizzo(anno)).status_code == 404


@pytest.mark.parametrize("nome", ["completamento", "rendicontazione_trasmetti"])
def test_piu_indicatori_non_costano_piu_interrogazioni(entra: Entra, a_meta: Rendicontazione, nome: str) -> None:
    client = entra("direttore")
    prima = interrogazioni(client, indirizzo(a_meta, nome))
    aggiungi(a_meta, "1.4", 12)
    assert interrogazioni(client, indirizzo(a_meta, nome)) == prima
    assert prima <= 20


def test_prima_di_trasmettere_si_legge_tutto_cio_che_manca(entra: Entra, a_meta: Rendicontazione) -> None:
    da_definire = Condizione(Genere.QUALITATIVO, sotto=SEGNAPOSTO)
    Previsione.objects.filter(indicatore__codice="1.4").update(condizioni=[da_definire.in_json()])
    pagina = corpo(entra("direttore").get(indirizzo(a_meta, "rendicontazione_trasmetti")))
    for frase in (
        "3 risultati su 5 non sono stati inviati",
        "2 valgono 0",
        "1 non entra nella media",
        "scegli la causa dello scostamento",
        "Nessun responsabile: va affidato a una persona.",
        "1 risultato è stato rinviato dal Nucleo",
        "Manca il verbale",
    ):
        assert frase in pagina
    for codice in ("1.2", "1.3", "1.4", "2.1"):
        voce = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})
        assert f'href="{voce}"' in pagina


def test_se_non_manca_niente_lo_dice_e_trasmette(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    testi = {"1.1": ["SI"], "1.2": ["30/06/2023"], "1.3": ["90"], "1.4": ["30/06/2023", "100"], "2.1": ["4"]}
    for codice, valori in testi.items():
        scenari.inviato(cast, codice, *valori)
    client = entra("direttore")
    assert "tutti i 5 risultati sono stati inviati" in corpo(client.get(indirizzo(anno, "rendicontazione_trasmetti")))
    assert client.post(indirizzo(anno, "rendicontazione_trasmetti")).status_code == 302
    anno.refresh_from_db()
    assert anno.stato == StatoRendicontazione.TRASMESSA


def scheda_di(codice: str) -> int:
    return scenari.indicatore_di(codice).scheda_id
