"""The pages of the end of the year: buttons with their reasons, forms, badges."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.rendicontazione import chiusure
from tests.rendicontazione.test_schermate_quadro import corpo, dell_anno, esame
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]

ATTO = {"organo": "Assemblea", "numero": "7", "data_atto": "2024-04-30", "allegato": "B"}
RIAPERTURA = {**ATTO, "numero": "8", "motivo": "Un dato era di un altro anno.", "conferma": "on"}
MODIFICATO = "Modificato dopo la validazione"


def test_l_anno_si_approva_si_pubblica_e_si_riapre(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    chiusure.validata(cast, anno)
    amministratrice = entra("amministratrice")
    assert "Si pubblica una rendicontazione approvata" in corpo(amministratrice.get(dell_anno("quadro", anno)))
    approva = dell_anno("rendicontazione_approva", anno)
    assert "come sono stati validati" in corpo(amministratrice.get(approva))
    fatto = corpo(amministratrice.post(approva, ATTO, follow=True))
    assert "Approvata con Assemblea n. 7 del 30/04/2024 - Allegato B" in fatto
    pubblica = dell_anno("rendicontazione_pubblica", anno)
    assert amministratrice.get(pubblica).status_code == 200
    assert "Pubblicata il" in corpo(amministratrice.post(pubblica, follow=True))
    riapri = dell_anno("rendicontazione_riapri", anno)
    pagina = corpo(amministratrice.post(riapri, RIAPERTURA, follow=True))
    assert "Anno riaperto il" in pagina
    assert "Un dato era di un altro anno." in pagina
    assert "Era «pubblicata»" in pagina
    anno.refresh_from_db()
    assert anno.stato == StatoRendicontazione.IN_VALIDAZIONE


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({"conferma": ""}, "Spunta la conferma"),
        ({"motivo": ""}, "Scrivi perché"),
        ({"numero": ""}, "obbligatorio"),
        ({"data_atto": "2999-01-01"}, "nel futuro"),
    ],
)
def test_una_riapertura_incompleta_ha_la_sua_frase(
    entra: Entra, anno: Rendicontazione, cast: Cast, dati: dict[str, str], frase: str
) -> None:
    chiusure.validata(cast, anno)
    risposta = entra("amministratrice").post(dell_anno("rendicontazione_riapri", anno), {**RIAPERTURA, **dati})
    assert risposta.status_code == 422
    assert frase in corpo(risposta)
    anno.refresh_from_db()
    assert anno.stato == StatoRendicontazione.VALIDATA


@pytest.mark.parametrize("passo", ["approva", "pubblica", "riapri"])
@pytest.mark.parametrize("persona", ["direttore", "responsabile", "nucleo", "organo"])
def test_la_fine_dell_anno_e_dell_amministratore(
    entra: Entra, anno: Rendicontazione, cast: Cast, passo: str, persona: str
) -> None:
    chiusure.validata(cast, anno)
    indirizzo = dell_anno(f"rendicontazione_{passo}", anno)
    client = entra(persona)
    assert client.get(indirizzo).status_code == 403
    risposta = client.post(indirizzo, RIAPERTURA)
    assert risposta.status_code == 403
    assert "serve il ruolo di amministratore" in corpo(risposta)
    assert entra("estraneo").get(indirizzo).status_code == 404
    anno.refresh_from_db()
    assert anno.stato == StatoRendicontazione.VALIDATA


def test_il_passo_che_l_anno_attende_si_vede_spento_col_motivo(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    chiusure.validata(cast, anno)
    pagina = corpo(entra("nucleo").get(dell_anno("quadro", anno)))
    assert "Per registrare l&#x27;approvazione serve il ruolo di amministratore" in pagina
    assert dell_anno("rendicontazione_riapri", anno) not in pagina


def test_un_anno_aperto_non_si_approva_ne_si_riapre(entra: Entra, anno: Rendicontazione) -> None:
    for passo in ("approva", "pubblica", "riapri"):
        risposta = entra("amministratrice").get(dell_anno(f"rendicontazione_{passo}", anno))
        assert risposta.status_code == 403
        assert "questa è «aperta»" in corpo(risposta)


def test_cio_che_cambia_dopo_la_validazione_e_segnato_ovunque(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    chiusure.validata_di_nuovo(cast, anno)
    client = entra("organo")
    quadro = corpo(client.get(dell_anno("quadro", anno)))
    assert MODIFICATO in quadro
    assert "Modificati dopo la validazione" in quadro
    assert "Fu riaperto il" in quadro
    assert corpo(client.get(dell_anno("quadro_scheda", anno, codice="1"))).count(MODIFICATO) == 1
    assert "Alla prima validazione" in corpo(client.get(esame("1.3")))
    assert MODIFICATO not in corpo(client.get(esame("1.1")))


def test_senza_riaperture_non_c_e_nessun_segno(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    chiusure.validata(cast, anno)
    pagina = corpo(entra("organo").get(dell_anno("quadro", anno)))
    assert MODIFICATO not in pagina
    assert "riaperto" not in pagina


def test_il_quadro_di_un_anno_chiuso_resta_sotto_il_suo_tetto(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    chiusure.validata_di_nuovo(cast, anno)
    client = entra("amministratrice")
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(dell_anno("quadro", anno)).status_code == 200
    assert len(catturate) <= 15, "\n".join(domanda["sql"] for domanda in catturate)


def test_il_nucleo_cambia_giudizio_in_un_anno_riaperto(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    chiusure.riaperta(cast, anno)
    client = entra("nucleo")
    assert 'name="esito"' in corpo(client.get(esame("1.3")))
    dati = {"esito": "rettificato", "motivo": "Conteggio", "grado_rettificato": "90"}
    assert client.post(esame("1.3"), dati).status_code == 302
    assert scenari.risultato_di("1.3").stato == "rettificato"
