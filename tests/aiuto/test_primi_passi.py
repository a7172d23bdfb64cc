"""The first steps of each role on the desk: what they say, where they lead, when they go away."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from pianoperf.organizzazione.aiuto import manuale
from pianoperf.organizzazione.aiuto.primi_passi import MANUALE, PASSI, primi_passi
from pianoperf.organizzazione.aiuto.services import nascondi_passi
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Incarico, PassiVisti
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.segni import PROVE
from tests import scenari
from tests.permessi.matrice import MATRICE
from tests.scenari import Cast
from tests.schermo.conftest import entra

CHI = {"amministratore": "amministratrice"}
ESCONO = "Ho capito, nascondi"


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


def _scrivania(client: Client) -> str:
    return client.get(reverse("scrivania")).content.decode()


@pytest.mark.parametrize("ruolo", Ruolo.values)
def test_ogni_passo_porta_dove_il_ruolo_può_andare(ruolo: str) -> None:
    chi = CHI.get(ruolo, ruolo)
    assert MANUALE[ruolo] in manuale.nomi()
    for passo in PASSI[ruolo]:
        ammessi = {nome for regola in MATRICE[passo.indirizzo] if regola.metodo == "get" for nome in regola.ammessi}
        assert chi in ammessi, passo.indirizzo
        assert not passo.segno or passo.segno in PROVE


@pytest.mark.parametrize("ruolo", Ruolo.values)
def test_la_prima_volta_la_scrivania_mostra_i_passi_e_poi_si_nascondono(client: Client, cast: Cast, ruolo: str) -> None:
    entra(client, cast.per_nome(CHI.get(ruolo, ruolo)))
    prima = _scrivania(client)
    assert ESCONO in prima
    for passo in PASSI[ruolo]:
        indirizzo = reverse(passo.indirizzo, kwargs={"ente": cast.ente.codice})
        assert f'<a href="{indirizzo}">{escape(passo.azione)}</a>' in prima
        assert client.get(indirizzo).status_code == 200
    risposta = client.post(reverse("aiuto_primi_passi"), {"ruolo": ruolo}, follow=True)
    assert "La presentazione è nascosta" in risposta.content.decode()
    assert ESCONO not in _scrivania(client)
    assert escape(PASSI[ruolo][0].azione) in client.get(reverse("aiuto_primi_passi")).content.decode()


def test_si_può_rimettere_sulla_scrivania(client: Client, cast: Cast) -> None:
    entra(client, cast.organo)
    client.post(reverse("aiuto_primi_passi"), {"ruolo": "organo"})
    client.post(reverse("aiuto_primi_passi"), {"mostra": "1"})
    assert ESCONO in _scrivania(client)


def test_chi_ha_due_ruoli_vede_un_riquadro_per_volta(client: Client, cast: Cast) -> None:
    Incarico.objects.create(utente=cast.direttore, ente=cast.altro_ente, ruolo=Ruolo.ORGANO, dal=timezone.localdate())
    entra(client, cast.direttore)
    assert _scrivania(client).count(ESCONO) == 1
    nascondi_passi(ruolo="direttore", utente=cast.direttore, adesso=timezone.now())
    seconda = _scrivania(client)
    assert "I primi passi: organo di governo" in seconda
    assert reverse("documenti", kwargs={"ente": "altro-ente"}) in seconda


def test_nascondere_due_volte_non_cambia_niente_e_un_ruolo_inventato_non_esiste(client: Client, cast: Cast) -> None:
    for _ in range(2):
        nascondi_passi(ruolo="nucleo", utente=cast.nucleo, adesso=timezone.now())
    assert PassiVisti.objects.count() == 1
    with pytest.raises(DatiNonValidi):
        nascondi_passi(ruolo="re", utente=cast.nucleo, adesso=timezone.now())
    entra(client, cast.nucleo)
    risposta = client.post(reverse("aiuto_primi_passi"), {"ruolo": "re"}, follow=True)
    assert "Questo ruolo non esiste" in risposta.content.decode()


def test_un_passo_si_segna_quando_i_dati_lo_dicono(cast: Cast) -> None:
    def fatti(chi: str, ruolo: str) -> list[bool | None]:
        return [voce.fatto for voce in primi_passi(cast.per_nome(chi), cast.ente, ruolo).passi]

    assert fatti("amministratrice", "amministratore") == [False, False, False]
    anno = scenari.anno_aperto(cast)
    assert fatti("amministratrice", "amministratore") == [True, True, False]
    assert fatti("responsabile", "responsabile") == [None, False, False]
    scenari.porta_al_nucleo(cast, anno)
    assert fatti("direttore", "direttore")[2] is True
    assert fatti("nucleo", "nucleo") == [None, False, False]
    scenari.valida(cast, anno)
    assert fatti("nucleo", "nucleo")[2] is True
    assert fatti("organo", "organo") == [None, False, None]


def test_i_segni_costano_una_domanda_ciascuno(client: Client, cast: Cast) -> None:
    scenari.anno_aperto(cast)
    entra(client, cast.amministratrice)
    with CaptureQueriesContext(connection) as con:
        _scrivania(client)
    nascondi_passi(ruolo="amministratore", utente=cast.amministratrice, adesso=timezone.now())
    with CaptureQueriesContext(connection) as senza:
        _scrivania(client)
    assert len(con) - len(senza) == 3
    assert len(con) <= 15


def test_un_giudizio_del_nucleo_si_segna(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO)
    assert anno.piano.ente == cast.ente
    assert [voce.fatto for voce in primi_passi(cast.nucleo, cast.ente, "nucleo").passi] == [None, True, False]
