"""Lists and desk: counters, filters, what each role finds, and how many queries a page costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Indicatore, Previsione
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.memoria import _ricordi
from rendicontazione.views import rilevazioni
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]


def indirizzo(nome: str, anno: Rendicontazione | None = None) -> str:
    dell_anno = {"piano": anno.piano.codice, "anno": anno.anno} if anno else {}
    return reverse(nome, kwargs={"ente": "ente-prova", **dell_anno})


def corpo(risposta: HttpResponse) -> str:
    return risposta.content.decode()


def test_il_responsabile_trova_i_suoi_indicatori_e_solo_quelli(entra: Entra, anno: Rendicontazione) -> None:
    pagina = corpo(entra("responsabile").get(indirizzo("rilevazioni_anno", anno)))
    assert "Le mie rilevazioni 2023" in pagina
    assert "Sportello aperto" in pagina
    assert "Progetti presentati" not in pagina
    assert "Responsabili" not in pagina


def test_il_direttore_li_trova_tutti_con_i_responsabili(entra: Entra, anno: Rendicontazione) -> None:
    pagina = corpo(entra("direttore").get(indirizzo("rilevazioni_anno", anno)))
    assert "Progetti presentati" in pagina
    assert "Responsabili" in pagina
    assert "Bianchi" in pagina
    assert "La finestra si chiude il" in pagina


def test_i_contatori_dicono_quanti_in_ogni_stato(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.bozza(cast, "1.1", "SI")
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.inviato(cast, "1.3", "90%")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    conti = entra("direttore").get(indirizzo("rilevazioni_anno", anno)).context["conti"]
    attesi = {"da_inserire": 2, "bozza": 1, "trasmesso": 1, "rinviato": 1, "confermato": 0}
    assert {stato: quanti for stato, _, quanti in conti} == attesi


@pytest.mark.parametrize(
    ("filtro", "trovati"),
    [("stato=bozza", 1), ("stato=da_fare", 4), ("stato=trasmesso", 1), ("testo=pagopa", 1), ("testo=giugno", 2)],
)
def test_i_filtri(entra: Entra, anno: Rendicontazione, cast: Cast, filtro: str, trovati: int) -> None:
    scenari.bozza(cast, "1.1", "SI")
    scenari.inviato(cast, "1.2", "30/06/2023")
    risposta = entra("direttore").get(f"{indirizzo('rilevazioni_anno', anno)}?{filtro}")
    assert risposta.context["trovati"] == trovati


def test_il_filtro_per_scheda(entra: Entra, anno: Rendicontazione) -> None:
    scheda = anno.piano.schede.get(codice="2")
    risposta = entra("direttore").get(f"{indirizzo('rilevazioni_anno', anno)}?scheda={scheda.pk}")
    assert [gruppo[0] for gruppo in risposta.context["gruppi"]] == [scheda]


def test_un_filtro_senza_esito_lo_dice(entra: Entra, anno: Rendicontazione) -> None:
    pagina = corpo(entra("direttore").get(f"{indirizzo('rilevazioni_anno', anno)}?testo=zzz"))
    assert "Nessuna rilevazione corrisponde" in pagina


@pytest.mark.parametrize("filtro", ["stato=inventato", "scheda=abc", "scheda=999999", "testo=%00", "pagina=9"])
def test_un_filtro_senza_senso_non_rompe_la_pagina(entra: Entra, anno: Rendicontazione, filtro: str) -> None:
    assert entra("direttore").get(f"{indirizzo('rilevazioni_anno', anno)}?{filtro}").status_code == 200


def test_chi_non_ha_indicatori_non_vede_l_anno(entra: Entra, anno: Rendicontazione) -> None:
    for indicatore in Indicatore.objects.filter(scheda__piano=anno.piano):
        indicatore.responsabilita.all().delete()
    assert "Niente da inserire" in corpo(entra("responsabile").get(indirizzo("rilevazioni")))


def test_la_fascia_dei_dati_dimostrativi(entra: Entra, anno: Rendicontazione) -> None:
    pagina = indirizzo("rilevazioni_anno", anno)
    senza = corpo(entra("direttore").get(pagina)).count("Dati dimostrativi")
    anno.dimostrativa = True
    anno.save(update_fields=["dimostrativa"])
    con = entra("direttore").get(pagina)
    assert corpo(con).count("Dati dimostrativi") == max(1, senza)


@pytest.mark.parametrize(
    ("persona", "frase"),
    [("responsabile", "rinviati dal Nucleo"), ("nucleo", "in attesa di giudizio"), ("direttore", "con un grado")],
)
def test_la_scrivania_conta_secondo_il_ruolo(entra: Entra, anno: Rendicontazione, persona: str, frase: str) -> None:
    intera = corpo(entra(persona).get(indirizzo("scrivania_rilevazioni")))
    assert frase in intera
    assert "<html" in intera
    frammento = corpo(entra(persona).get(indirizzo("scrivania_rilevazioni"), headers={"HX-Request": "true"}))
    assert frase in frammento
    assert "<html" not in frammento


@pytest.mark.parametrize("nome", ["rilevazioni", "rilevazioni_anno", "quadri", "quadro", "scrivania_rilevazioni"])
def test_piu_righe_non_costano_piu_interrogazioni(entra: Entra, anno: Rendicontazione, nome: str) -> None:
    client = entra("direttore")
    pagina = indirizzo(nome, anno if nome in {"rilevazioni_anno", "quadro"} else None)
    client.get(pagina)
    prima = _interrogazioni(client, pagina)
    _aggiungi_indicatori(anno, 12)
    assert _interrogazioni(client, pagina) == prima
    assert prima <= 25


def test_piu_indicatori_non_costano_piu_interrogazioni_nella_scheda(entra: Entra, anno: Rendicontazione) -> None:
    client = entra("nucleo")
    dell_anno = {"ente": "ente-prova", "piano": anno.piano.codice, "anno": anno.anno, "codice": "1"}
    pagina = reverse("quadro_scheda", kwargs=dell_anno)
    client.get(pagina)
    prima = _interrogazioni(client, pagina)
    _aggiungi_indicatori(anno, 12)
    assert _interrogazioni(client, pagina) == prima


def _interrogazioni(client: Client, pagina: str) -> int:
    """Those of a process that has not valued the year yet."""
    _ricordi.clear()
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(pagina).status_code == 200
    return len(catturate)


def _aggiungi_indicatori(anno: Rendicontazione, quanti: int) -> None:
    modello = Indicatore.objects.get(scheda__piano=anno.piano, codice="1.1")
    condizioni = modello.previsioni.get(anno=anno.anno).condizioni
    for n in range(quanti):
        nuovo = Indicatore.objects.create(
            scheda=modello.scheda,
            azione=modello.azione,
            ordine=50 + n,
            codice=f"1.{50 + n}",
            descrizione=f"In più {n}",
            verso=modello.verso,
        )
        previsione = Previsione.objects.create(indicatore=nuovo, anno=anno.anno, testo="SI", condizioni=condizioni)
        Risultato.objects.create(rendicontazione=anno, previsione=previsione)


def test_la_finestra_chiusa_si_legge_nell_elenco(entra: Entra, anno: Rendicontazione) -> None:
    anno.finestra_al = timezone.now() - timedelta(days=1)
    anno.save(update_fields=["finestra_al"])
    assert "La finestra si è chiusa il" in corpo(entra("direttore").get(indirizzo("rilevazioni_anno", anno)))


@pytest.mark.parametrize(
    ("righe_per_scheda", "attese"),
    [([], []), ([3, 4, 5], [7, 5]), ([9, 1], [9, 1]), ([12, 2, 2], [12, 4]), ([4, 4, 4], [8, 4])],
)
def test_una_pagina_ha_schede_intere(
    righe_per_scheda: list[int], attese: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rilevazioni, "RIGHE_PER_PAGINA", 8)
    righe = [(scheda * 100 + n, scheda) for scheda, quante in enumerate(righe_per_scheda) for n in range(quante)]
    pagine = rilevazioni.pagine_di_schede(righe)
    assert [len(pagina) for pagina in pagine] == attese
    assert [pk for pagina in pagine for pk in pagina] == [pk for pk, _ in righe]


def test_l_elenco_va_a_pagine_e_i_filtri_restano(
    entra: Entra, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rilevazioni, "RIGHE_PER_PAGINA", 1)
    client, dove = entra("direttore"), indirizzo("rilevazioni_anno", anno)
    tutti = Risultato.objects.filter(rendicontazione=anno).count()
    pagine = client.get(dove).context["pagina"].paginator.num_pages
    assert pagine > 1
    trovati = [
        riga.record.pk
        for numero in range(1, pagine + 1)
        for _, tabella, _ in client.get(dove, {"page": numero}).context["gruppi"]
        for riga in tabella.rows
    ]
    assert len(trovati) == len(set(trovati)) == tutti
    prima = client.get(dove, {"stato": "da_inserire"})
    assert f"{tutti} indicatori con questi filtri" in corpo(prima)
    assert "?stato=da_inserire&amp;page=2" in corpo(prima)
