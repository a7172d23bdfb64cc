"""The rows of the year: filters of the address, sentences above them, pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from indicatori.models import Indicatore
from tests.quadro.conftest import aperto, chiuso, in_step
from tests.quadro.pagine import indirizzo, legge, righe
from tests.rendicontazione.piani_da_raggruppare import aggiungi
from tests.scenari import Cast

Entra = Callable[[str], Client]
# what each filter finds in the open year, by the codes of its rows
TROVATI = {
    "": "1.1 1.2 1.3 1.4 2.1",
    "?scheda=2": "2.1",
    "?innovazione=si": "1.1 1.2",
    "?innovazione=no&stato=rinviato": "1.3",
    "?struttura=senza": "1.4 2.1",
    "?area=2-anziani&termine=con_termine": "1.2 1.4",
    "?area=senza": "2.1",
    "?obiettivo=1A&fascia=raggiunto": "1.1",
    "?fascia=con_grado": "1.1 1.2",
    "?fascia=senza_grado": "1.3 1.4 2.1",
    "?fascia=non-raggiunto": "1.2",
    "?fascia=non_rendicontato": "1.3 2.1",
    "?fascia=non_valutabile": "1.4",
    "?stato=non_valutabile": "1.4",
    "?mancanza=non_rendicontato": "1.3 2.1",
    "?mancanza=neutralizzato": "1.4",
    "?mancanza=termine_superato": "1.2",
    "?mancanza=in_ritardo": "",
    "?mancanza=ribassato": "",
    "?puntualita=in_tempo": "1.1 1.2 1.3 1.4",
    "?puntualita=attesi": "2.1",
    "?termine=superato": "1.2",
    "?termine=rispettato": "1.4",
    "?testo=PROGETTI": "2.1",
    "?testo=sportello": "1.1",
}


def codici(client: Client, dove: str) -> str:
    pagina = client.get(dove).context["pagina"]
    return " ".join(riga.indicatore.codice for riga in pagina.paginator.object_list)


def test_ogni_filtro_trova_le_sue_righe(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("organo")
    trovati = {domanda: codici(client, indirizzo("quadro_indicatori", anno, domanda)) for domanda in TROVATI}
    assert trovati == TROVATI


def test_un_filtro_che_non_esiste_non_trova_niente_e_lo_dice(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    for domanda in ("?scheda=99", "?persona=0", "?fascia=ottimo", "?mancanza=%00", "?struttura=senza&struttura=x"):
        pagina = legge(client, indirizzo("quadro_indicatori", anno, domanda))
        assert "Questo filtro non c&#x27;è" in pagina or "Questo filtro non c'è" in pagina, domanda
        assert righe(pagina) == 0


def test_senza_risposte_la_pagina_dice_che_cosa_fare(entra: Entra, cast: Cast) -> None:
    pagina = legge(entra("nucleo"), indirizzo("quadro_indicatori", aperto(cast), "?scheda=2&stato=confermato"))
    assert "Nessun indicatore" in pagina
    assert "Togli i filtri" in pagina


@pytest.mark.parametrize(
    ("domanda", "frase"),
    [
        ("?mancanza=non_rendicontato", "nessun risultato che conti"),
        ("?puntualita=in_tempo", "entro la prima fine fissata"),
        ("?fascia=non-raggiunto", "Il grado è dal 0 % in su e sotto il 60 %."),
        ("?fascia=raggiunto", "Il grado è dal 90 % in su."),
        ("?struttura=senza", "conta in ciascuna di esse"),
        ("", "È il grado dell&#x27;ente"),
        ("?scheda=1", "È il grado della scheda"),
    ],
    ids=["mancanza", "invio", "fascia-bassa", "fascia-alta", "gruppo", "ente", "scheda"],
)
def test_sopra_le_righe_c_e_la_frase_che_le_spiega(entra: Entra, cast: Cast, domanda: str, frase: str) -> None:
    pagina = legge(entra("nucleo"), indirizzo("quadro_indicatori", aperto(cast), domanda)).replace("\u00a0", " ")
    assert frase in pagina.replace("l'ente", "l&#x27;ente")


def test_i_filtri_accesi_si_tolgono_uno_alla_volta(entra: Entra, cast: Cast) -> None:
    anno = aperto(cast)
    risposta = entra("nucleo").get(indirizzo("quadro_indicatori", anno, "?scheda=1&stato=rinviato"))
    assert [(voce["nome"], voce["parole"]) for voce in risposta.context["accesi"]] == [
        ("Scheda", "1 - Servizi alle persone"),
        ("Stato", "Rinviato"),
    ]
    assert [voce["senza"].partition("?")[2] for voce in risposta.context["accesi"]] == ["stato=rinviato", "scheda=1"]


def test_la_media_di_step_pesati_conta_i_pesi_dell_ente(entra: Entra, cast: Cast) -> None:
    risposta = entra("nucleo").get(indirizzo("quadro_indicatori", in_step(cast), "?area=3-anziani"))
    assert [riga.peso for riga in risposta.context["pagina"]] == [40, 15, 45]
    assert "incidenza del suo obiettivo" in risposta.content.decode()


def test_un_anno_chiuso_mostra_cio_che_la_validazione_ha_fermato(entra: Entra, cast: Cast) -> None:
    anno, client = chiuso(cast), entra("nucleo")
    Indicatore.objects.filter(codice="1.1").update(descrizione="Cambiata dopo")
    assert codici(client, indirizzo("quadro_indicatori", anno, "?mancanza=modificato")) == "1.3"
    assert codici(client, indirizzo("quadro_indicatori", anno, "?fascia=raggiunto")) == "1.1 1.3"
    assert codici(client, indirizzo("quadro_indicatori", anno, "?fascia=non_rendicontato")) == "1.2 1.4 2.1"


def test_tante_righe_stanno_in_piu_pagine_con_lo_stesso_filtro(entra: Entra, cast: Cast) -> None:
    anno, client = aperto(cast), entra("nucleo")
    aggiungi(anno, "2.1", 60)
    prima = legge(client, indirizzo("quadro_indicatori", anno, "?innovazione=no"))
    assert righe(prima) == 50
    assert "63 indicatori</h2>" in prima
    assert "innovazione=no&amp;page=2" in prima
    assert "Le voci sono le righe qui sotto" in prima
    assert righe(legge(client, indirizzo("quadro_indicatori", anno, "?innovazione=no&page=2"))) == 13
