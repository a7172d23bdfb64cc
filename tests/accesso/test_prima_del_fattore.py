"""Who owes a second factor opens nothing: the table of addresses, walked."""

from __future__ import annotations

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.permessi.matrice import MATRICE
from tests.permessi.scena import Regola, Scena

RETRO = "django.contrib.auth.backends.ModelBackend"
SICUREZZA = reverse("sicurezza")


def test_prima_del_secondo_fattore_nessuna_pagina_dell_ente_risponde(scena: Scena) -> None:
    """Every address of the table of permissions, as a page and as a part of one; the desk and the lists too."""
    scena.cast.ente.ruoli_secondo_fattore = ["nucleo"]
    scena.cast.ente.save()
    client = Client()
    client.force_login(scena.cast.nucleo, backend=RETRO)
    aperte = [
        (nome, regola.metodo)
        for nome, regole in MATRICE.items()
        for regola in regole
        if not _chiusa(client, scena, nome, regola)
    ]
    assert aperte == []
    for nome in ("scrivania", "enti", "riprendi", "admin:index"):
        assert client.get(reverse(nome)).url.startswith(SICUREZZA), nome
    assert "Serve un secondo fattore" in client.get(SICUREZZA).content.decode()


def _chiusa(client: Client, scena: Scena, nome: str, regola: Regola) -> bool:
    with transaction.atomic():
        caso = Scena(scena.cast, scena.anno)
        indirizzo = reverse(nome, kwargs={"ente": caso.ente, **regola.argomenti(caso)})
        chiede = getattr(client, regola.metodo)
        pagina, parte = chiede(indirizzo, regola.dati(caso)), chiede(indirizzo, headers={"HX-Request": "true"})
        transaction.set_rollback(True)
    alla_sicurezza = pagina.status_code == 302 and pagina.url.split("?")[0] == SICUREZZA
    return alla_sicurezza and (parte.headers.get("HX-Redirect"), parte.content) == (SICUREZZA, b"")
