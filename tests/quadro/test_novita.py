"""What changed since a day: sendings, decisions, requests, proofs, steps of the year; each role its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from rendicontazione.enums import EsitoGiudizio, TipoRichiesta
from rendicontazione.models import Evidenza, Rendicontazione
from rendicontazione.nucleo.services.richieste import chiedi_al_nucleo
from rendicontazione.quadro.novita import TipoNovita, conti_delle_novita, novita_di
from rendicontazione.quadro.periodo import ieri
from tests import scenari
from tests.quadro.conftest import chiuso
from tests.quadro.pagine import indirizzo, legge
from tests.scenari import ADESSO, Cast

Entra = Callable[[str], Client]


def _prova(cast: Cast, codice: str, *, riservata: bool) -> Evidenza:
    dati: dict[str, Any] = {"indirizzo": "https://esempio.it/atto", "caricata_da": cast.direttore}
    return Evidenza.objects.create(
        risultato=scenari.risultato_di(codice), caricata_il=ADESSO, riservata=riservata, **dati
    )


def _frasi(anno: Rendicontazione, **altro: Any) -> list[str]:
    dal = ieri(timezone.now())
    voci = novita_di(anno, dal, **{"riservate": True, **altro})
    return [f"{voce.frase} {voce.risultato.previsione.indicatore.codice if voce.risultato else '-'}" for voce in voci]


def test_ogni_cosa_che_succede_e_una_novita(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    inviato = scenari.inviato(cast, "1.3", "60")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    scenari.inviato(cast, "1.3", "70")
    _prova(cast, "1.3", riservata=False).delete()
    chiedi_al_nucleo(
        risultato=scenari.risultato_di("1.1"),
        tipo=TipoRichiesta.NEUTRALIZZAZIONE,
        grado_chiesto=None,
        motivo="Servizio chiuso",
        utente=cast.direttore,
        adesso=ADESSO,
    )
    assert inviato.pk
    frasi = _frasi(anno)
    assert sorted(frasi) == sorted(
        [
            "Rilevazione aperta -",
            "Inviato al Nucleo 1.3",
            "Rinviato dal Nucleo 1.3",
            "Inviato al Nucleo 1.3",
            "Evidenza aggiunta 1.3",
            "Evidenza tolta 1.3",
            "Neutralizzazione chiesta 1.1",
        ]
    )
    conti = conti_delle_novita(anno, ieri(timezone.now()), riservate=True)
    assert conti == {**dict.fromkeys(TipoNovita.values, 0), "invio": 2, "giudizio": 1, "richiesta": 1} | {
        "evidenza": 2,
        "anno": 1,
    }


def test_i_passi_dell_anno_sono_nell_ordine_in_cui_successero(cast: Cast) -> None:
    anno = chiuso(cast)
    assert [frase.removesuffix(" -") for frase in _frasi(anno, tipo="anno")] == [
        "Anno validato",
        "Anno riaperto",
        "Anno validato",
        "Validazione avviata",
        "Anno trasmesso al Nucleo",
        "Rilevazione aperta",
    ]


def test_una_bozza_salvata_non_e_una_novita(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.3", "60")
    assert _frasi(anno) == ["Rilevazione aperta -"]


def test_prima_del_giorno_scelto_non_si_vede_niente(entra: Entra, cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    domani = timezone.localdate() + timedelta(days=1)
    pagina = legge(entra("nucleo"), indirizzo("quadro_novita", anno, f"?dal={domani:%Y-%m-%d}"))
    assert "Nessuna novità" in pagina
    assert "Scegli un giorno più indietro" in pagina


def test_un_giorno_che_non_c_e_vale_ieri(entra: Entra, cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    for domanda in ("", "?dal=ieri", "?dal=2024-02-31", "?tipo=altro", "?page=99"):
        pagina = legge(entra("nucleo"), indirizzo("quadro_novita", anno, domanda))
        assert "1 novità dal" in pagina, domanda


def test_l_organo_non_sa_delle_evidenze_riservate(entra: Entra, cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    _prova(cast, "1.1", riservata=True)
    for persona, quante in (("nucleo", "2 novità"), ("organo", "1 novità")):
        client = entra(persona)
        assert f"{quante} da ieri" in legge(client, indirizzo("quadro", anno))
        assert f"{quante} dal" in legge(client, indirizzo("quadro_novita", anno))


def test_il_numero_della_sintesi_e_quello_della_pagina(entra: Entra, cast: Cast) -> None:
    anno, client = chiuso(cast), entra("nucleo")
    quante = sum(conti_delle_novita(anno, ieri(timezone.now()), riservate=True).values())
    assert f"{quante} novità da ieri" in legge(client, indirizzo("quadro", anno))
    pagina = legge(client, indirizzo("quadro_novita", anno))
    assert f"{quante} novità dal" in pagina
    assert pagina.count('class="novita-ora"') == quante
