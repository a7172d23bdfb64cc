"""Every state of what the pages show: the scenes of the table of permissions, and what has no row there."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from rendicontazione.tavola import voci
from tests import scenari
from tests.accessibilita.controlli import difetti
from tests.accessibilita.stati import VISTE
from tests.accessibilita.vetrina import entrato, mostra
from tests.permessi import stati


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("oggetto", "stato", "prepara"),
    [voce for voce in stati.scene() if voce[0].nome in VISTE],
    ids=[f"{o.nome}: {stato}" for o, stato, _ in stati.scene() if o.nome in VISTE],
)
def test_a_page_has_no_violation_in_any_state(
    pagina: Page, oggetto: voci.Oggetto, stato: str, prepara: stati.Scena
) -> None:
    cast = scenari.crea_cast()
    cose = prepara(cast)
    trovati = []
    for vista in VISTE[oggetto.nome]:
        argomenti = vista.argomenti(cose)
        dove = {} if vista.nome == "lavoro" else {"ente": cast.ente.codice}
        indirizzo = reverse(vista.nome, kwargs={**dove, **argomenti})
        client = entrato(vista.chi)
        risposta: Any = client.get(indirizzo, follow=True)
        assert risposta.status_code in (200, 403), (vista.nome, risposta.status_code)
        mostra(pagina, client, indirizzo, risposta)
        trovati += difetti(pagina, f"{vista.nome}, {vista.chi}")
    assert not trovati, "\n".join(trovati)
