"""Whatever the method, who is not of the body finds nothing there."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Scena
from tests.permessi.test_indirizzi import stato

METODI = ("get", "head", "post", "put", "patch", "delete", "options")


@pytest.mark.django_db
@pytest.mark.parametrize("nome", MATRICE)
def test_con_nessun_metodo_uno_di_fuori_trova_qualcosa(scena: Scena, nome: str) -> None:
    """Whatever he asks with; who has no login is sent to it, or refused, and told nothing."""
    sbagliati = []
    for regola in MATRICE[nome]:
        with transaction.atomic():
            caso = Scena(scena.cast, scena.anno)
            regola.prepara(caso)
            dove = reverse(nome, kwargs={"ente": caso.ente, **regola.argomenti(caso)})
            for metodo in METODI:
                stati = {chi: stato(chi, dove, metodo, {}, {}) for chi in ("estraneo", "scaduto")}
                sbagliati += [f"{metodo} {dove} di {chi}: {stato}" for chi, stato in stati.items() if stato != 404]
                nessuno = getattr(Client(raise_request_exception=False), metodo)(dove)
                if nessuno.status_code not in (302, 405) or caso.cast.ente.nome in nessuno.content.decode():
                    sbagliati.append(f"{metodo} {dove} senza accesso: {nessuno.status_code}")
            transaction.set_rollback(True)
    assert sbagliati == []
