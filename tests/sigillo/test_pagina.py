"""Who checks finds the fingerprint of the body's history on the register, to write it down elsewhere."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from rendicontazione.sigillo.models import Sigillo
from tests import scenari
from tests.schermo.conftest import entra


def pagina(client: Client, utente: object, ente: str) -> str:
    entra(client, utente)
    return client.get(reverse("registro", kwargs={"ente": ente})).content.decode()


def test_il_registro_mostra_la_radice_dell_ente_e_non_quella_d_altri(client: Client, storia: scenari.Cast) -> None:
    vista = pagina(client, storia.nucleo, "ente-prova")
    sua = Sigillo.objects.filter(ente=storia.ente).latest("numero")
    altra = Sigillo.objects.filter(ente=storia.altro_ente).latest("numero")
    assert f"Sigillo n. {sua.numero} del" in vista
    assert sua.impronta in vista
    assert altra.impronta not in vista


def test_prima_del_primo_sigillo_lo_dice(client: Client, db: None) -> None:
    cast = scenari.crea_cast()
    assert "non sono ancora sigillate" in pagina(client, cast.nucleo, "ente-prova")
