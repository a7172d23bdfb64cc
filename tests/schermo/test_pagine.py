"""Who opens which page of a plan: every role of the body; a stranger finds nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from indicatori.models import Previsione
from obiettivi.models import Piano
from tests.scenari import Cast
from tests.schermo.conftest import entra

PERSONE = ("amministratrice", "direttore", "responsabile", "nucleo", "organo")


def indirizzi(piani: list[Piano]) -> list[str]:
    """Every page of every plan of the body."""
    trovati = [reverse("piani", kwargs={"ente": "ente-prova"})]
    for piano in piani:
        del_piano = {"ente": "ente-prova", "piano": piano.codice}
        trovati += [reverse(nome, kwargs=del_piano) for nome in ("piano", "letture")]
        lettura = Previsione.objects.filter(indicatore__scheda__piano=piano).exclude(testo="")[0]
        trovati.append(reverse("lettura", kwargs={**del_piano, "previsione": lettura.pk}))
        for scheda in piano.schede.all():
            della_scheda = {**del_piano, "scheda": scheda.codice}
            trovati += [reverse(nome, kwargs=della_scheda) for nome in ("scheda", "indicatori_scheda")]
    return trovati


@pytest.mark.parametrize("persona", PERSONE)
def test_ogni_ruolo_apre_le_pagine_dei_piani(client: Client, cast: Cast, piani: list[Piano], persona: str) -> None:
    entra(client, cast.per_nome(persona))
    for indirizzo in ["/", *indirizzi(piani)]:
        assert client.get(indirizzo).status_code == 200, indirizzo


def test_un_estraneo_non_trova_nulla(client: Client, cast: Cast, piani: list[Piano]) -> None:
    entra(client, cast.estraneo)
    for indirizzo in indirizzi(piani):
        assert client.get(indirizzo).status_code == 404, indirizzo
        altrove = indirizzo.replace("/ente-prova/", "/altro-ente/")
        assert piani[0].titolo not in client.get(altrove).content.decode()


def test_chi_non_e_entrato_va_alla_pagina_di_accesso(client: Client, cast: Cast, piani: list[Piano]) -> None:
    for indirizzo in ["/", *indirizzi(piani)]:
        assert client.get(indirizzo).status_code == 302, indirizzo


def test_solo_l_amministratore_registra_l_approvazione(client: Client, cast: Cast, piani: list[Piano]) -> None:
    indirizzo = reverse("approva_piano", kwargs={"ente": "ente-prova", "piano": "piao-prova"})
    entra(client, cast.direttore)
    assert client.post(indirizzo, _atto()).status_code == 403
    entra(client, cast.amministratrice)
    assert client.post(indirizzo, _atto() | {"numero": ""}).context["form"].errors["numero"]
    assert client.post(indirizzo, _atto()).status_code == 302
    assert str(Piano.objects.get(codice="piao-prova").atto) == "Assemblea n. 7 del 20/12/2022"
    assert "è già «approvato»" in client.get(indirizzo).content.decode()


def test_l_anagrafica_e_solo_per_chi_governa_il_sistema(client: Client, cast: Cast) -> None:
    cast.amministratrice.is_staff = True
    cast.amministratrice.save()
    entra(client, cast.amministratrice)
    assert client.get("/amministrazione/").status_code == 302
    cast.amministratrice.is_superuser = True
    cast.amministratrice.save()
    for pagina in ("", "organizzazione/utente/", "organizzazione/incarico/", "obiettivi/piano/", "obiettivi/atto/"):
        assert client.get(f"/amministrazione/{pagina}").status_code == 200, pagina


def _atto() -> dict[str, str]:
    return {"organo": "Assemblea", "numero": "7", "data_atto": "2022-12-20", "allegato": ""}
