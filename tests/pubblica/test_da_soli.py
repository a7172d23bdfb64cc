"""Approving and publishing ask for their PDFs without reading what these print; the page waits for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from obiettivi.models import Piano
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.esecuzione import esegui
from pianoperf.lavori.models import Lavoro
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.documenti.tasks import DATI_CAMBIATI
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento, Rendicontazione
from rendicontazione.services.chiusura import pubblica_rendicontazione
from tests import scenari
from tests.pubblica.conftest import fai_i_documenti
from tests.pubblica.visita import leggi
from tests.rendicontazione.chiusure import DOPO, approvata, pubblicata, riapri
from tests.rimodulazione import proposte
from tests.scenari import Cast

PIANO = "/trasparenza/ente-prova/ente-prova-2023-2025/"
UN_ORA = timedelta(hours=1)


def test_un_piano_approvato_chiede_il_suo_pdf_e_la_pagina_lo_aspetta(cast: Cast, chiunque: Client) -> None:
    scenari.piano_approvato(cast)
    documento = Documento.objects.get()
    assert (documento.tipo, documento.versione, documento.pronto_il) == ("piano", 1, None)
    assert "PDF in preparazione" in leggi(chiunque.get(PIANO))
    fai_i_documenti()
    documento.refresh_from_db()
    assert documento.sha256 in leggi(chiunque.get(PIANO)).replace("<wbr>", "")


def test_pubblicare_un_anno_chiede_i_suoi_e_non_quello_che_c_è(cast: Cast) -> None:
    pubblicata(cast)
    assert sorted(Documento.objects.values_list("tipo", flat=True)) == [
        "piano",
        "relazione",
        "rendicontazione",
        "verbale",
    ]


def test_pubblicare_non_legge_quello_che_si_stampa(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seconds that four documents take to be read are the worker's."""
    anno = approvata(cast)
    monkeypatch.setattr("rendicontazione.documenti.services.vista_di", None)
    with CaptureQueriesContext(connection) as prese:
        pubblica_rendicontazione(rendicontazione=anno, utente=cast.amministratrice, adesso=DOPO)
    assert not [voce for voce in prese if "indicatori_" in voce["sql"]]
    assert Documento.objects.filter(anno=2023).count() == 3


def test_chi_chiede_poi_gli_stessi_dati_trova_lo_stesso_documento(cast: Cast) -> None:
    anno = pubblicata(cast)
    fai_i_documenti()
    relazione = Documento.objects.get(tipo="relazione")
    ancora = chiedi_documento(
        piano=Piano.objects.get(),
        tipo=TipoDocumento.RELAZIONE,
        anno=anno.anno,
        utente=cast.organo,
        adesso=DOPO + UN_ORA,
    )
    assert ancora == relazione


def test_chi_aveva_già_chiesto_gli_stessi_dati_tiene_il_suo(cast: Cast) -> None:
    piano = scenari.piano_approvato(cast)
    suo = chiedi_documento(piano=piano, tipo=TipoDocumento.PIANO, anno=None, utente=cast.organo, adesso=DOPO)
    fai_i_documenti()
    assert Documento.objects.count() == 2
    assert len(set(Documento.objects.values_list("sha256", flat=True))) == 1
    assert Lavoro.objects.filter(stato=StatoLavoro.PRONTO).count() == 2
    ancora = chiedi_documento(piano=piano, tipo=TipoDocumento.PIANO, anno=None, utente=cast.organo, adesso=DOPO)
    assert ancora == suo


def test_il_lavoro_di_un_anno_riaperto_nel_frattempo_non_stampa(cast: Cast, chiunque: Client) -> None:
    anno = pubblicata(cast)
    riapri(cast, anno)
    for lavoro in Lavoro.objects.filter(documento__anno=2023):
        esegui(lavoro.pk)
        lavoro.refresh_from_db()
        assert (lavoro.stato, lavoro.errore) == (StatoLavoro.FALLITO, DATI_CAMBIATI)
    assert not Documento.objects.filter(anno=2023, pronto_il__isnull=False).exists()


def test_una_rimodulazione_approvata_chiede_il_pdf_della_nuova_versione(cast: Cast, chiunque: Client) -> None:
    scenari.piano_approvato(cast)
    vecchio = Documento.objects.get()
    cambiata = proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%")
    proposte.approvata(cast, proposte.motivata(cast, cambiata))
    fai_i_documenti()
    vecchio.refresh_from_db()
    nuovo = Documento.objects.get(versione=2)
    # Asked for the first version, its job came when the second was in force already.
    assert vecchio.pronto_il is None
    assert nuovo.sha256 in leggi(chiunque.get(PIANO)).replace("<wbr>", "")
    assert "PDF non disponibile" in leggi(chiunque.get(PIANO))


def test_chi_rifiuta_la_pubblicazione_non_ha_chiesto_niente(cast: Cast, anno: Rendicontazione) -> None:
    quanti = Documento.objects.count()
    with pytest.raises(Exception, match="già pubblicat"):
        pubblica_rendicontazione(rendicontazione=anno, utente=cast.amministratrice, adesso=DOPO)
    assert Documento.objects.count() == quanti
