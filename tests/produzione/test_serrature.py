"""The settings do not start with what is missing, known to everybody or meant for a trial; the sentence says which."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from pianoperf.ambiente import RADICE
from pianoperf.serrature import CHIAVI_NOTE, controlla_produzione, controlla_prova

CHIAVE = "8f3b1c0a9d7e25648f0b6a1c3e5d79f24b8a60c1d3e5f7091b2c4d6e8fa0b1c3"
VERE = {
    "DATABASE_URL": "postgresql://p@127.0.0.1:1/p",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "PIANOPERF_SECRET_KEY": CHIAVE,
    "PIANOPERF_HOSTS": "piani.ente.example.it",
    "PIANOPERF_ORIGINI": "https://piani.ente.example.it",
}
LETTE = ("SECRET_KEY", "DEBUG", "MESSAGE_STORAGE")
LETTE += tuple(f"{chi}_COOKIE_{che}" for chi in ("SESSION", "CSRF") for che in ("NAME", "SECURE", "SAMESITE"))
LETTE += ("SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "ALLOWED_HOSTS")
PROGRAMMA = f"""
import json
from pianoperf import settings
from django.conf import global_settings
print(json.dumps({{nome: getattr(settings, nome, getattr(global_settings, nome)) for nome in {LETTE!r}}}))
"""


def legge(**variabili: str) -> subprocess.CompletedProcess[str]:
    """The settings as a process of a real installation reads them."""
    ambiente = {nome: valore for nome, valore in os.environ.items() if not nome.startswith(("PIANOPERF_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", PROGRAMMA],
        cwd=RADICE, env={**ambiente, **VERE, **variabili}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_con_quelle_vere_parte_e_i_biscotti_sono_solo_di_questo_sito() -> None:
    letto = legge()
    assert letto.returncode == 0, letto.stderr
    valori = json.loads(letto.stdout)
    assert (valori["SECRET_KEY"], valori["DEBUG"]) == (CHIAVE, False)
    assert valori["ALLOWED_HOSTS"] == ["piani.ente.example.it"]
    for chi in ("SESSION", "CSRF"):
        assert valori[f"{chi}_COOKIE_NAME"].startswith("__Host-")
        assert (valori[f"{chi}_COOKIE_SECURE"], valori[f"{chi}_COOKIE_SAMESITE"]) == (True, "Lax")
    # what the prefix asks for: no domain, the whole site
    assert (valori["SESSION_COOKIE_DOMAIN"], valori["SESSION_COOKIE_PATH"]) == (None, "/")
    assert valori["SESSION_COOKIE_HTTPONLY"] is True
    assert valori["MESSAGE_STORAGE"] == "pianoperf.web.avvisi.AvvisiDelSito"


@pytest.mark.parametrize(
    ("variabili", "nome"),
    [
        ({"PIANOPERF_SECRET_KEY": ""}, "Manca PIANOPERF_SECRET_KEY"),
        ({"PIANOPERF_SECRET_KEY": "", "DATABASE_URL": "", "REDIS_URL": ""}, "Manca PIANOPERF_SECRET_KEY"),
        ({"PIANOPERF_HOSTS": ""}, "Manca PIANOPERF_HOSTS"),
        ({"PIANOPERF_ORIGINI": "http://piani.ente.example.it"}, "PIANOPERF_ORIGINI"),
        ({"PIANOPERF_INCORPORATO": "1"}, "PIANOPERF_INCORPORATO è per provare"),
        ({"PIANOPERF_DEBUG": "1"}, "PIANOPERF_DEBUG è per provare"),
    ],
    ids=["chiave", "chiave-senza-banca-dati", "nomi", "origini", "incorporato", "debug"],
)
def test_un_processo_vero_non_parte_e_dice_quale_variabile(variabili: dict[str, str], nome: str) -> None:
    letto = legge(**variabili)
    assert letto.returncode != 0
    assert nome in letto.stderr
    assert CHIAVE not in letto.stderr


@pytest.mark.parametrize(
    ("chiave", "frase"),
    [
        ("", "Manca"),
        ("corta-ma-varia-0123456789", "troppo corta"),
        ("a" * 64, "troppo poco varia"),
        ("abcabcabc" * 8, "troppo poco varia"),
        ("password-123!" * 5, "troppo poco varia"),
        *((f"{nota}{CHIAVE}", "che tutti conoscono") for nota in CHIAVI_NOTE),
    ],
    ids=str,
)
def test_una_chiave_che_si_indovina_si_rifiuta(chiave: str, frase: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"PIANOPERF_SECRET_KEY.*{frase}|{frase} PIANOPERF_SECRET_KEY"):
        controlla_produzione(chiave=chiave, hosts=["piani.ente.it"], origini=[])


@pytest.mark.parametrize("hosts", [[], ["*"], ["piani.ente.it", "*"], ["*.ente.it"], [".ente.it"], ["https://ente.it"]])
def test_i_nomi_del_servizio_si_scrivono_uno_per_uno(hosts: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="PIANOPERF_HOSTS"):
        controlla_produzione(chiave=CHIAVE, hosts=hosts, origini=[])


@pytest.mark.parametrize("origine", ["http://piani.ente.it", "piani.ente.it", "https://", "https://*.ente.it"])
def test_un_origine_è_https_e_intera(origine: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PIANOPERF_ORIGINI"):
        controlla_produzione(chiave=CHIAVE, hosts=["piani.ente.it"], origini=["https://piani.ente.it", origine])


@pytest.mark.parametrize("host", ["piani.ente.it", "*", ".ente.it", "8.8.8.8", "2606:4700::1111", "[2606:4700::1111]"])
def test_la_prova_non_si_fa_con_un_nome_pubblico(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PIANOPERF_HOSTS"):
        controlla_prova(chi="PIANOPERF_INCORPORATO", hosts=["localhost", host])


def test_la_prova_si_fa_su_questa_macchina_e_sulla_sua_rete() -> None:
    locali = ["localhost", "127.0.0.1", "[::1]", "192.168.1.7", "ufficio", "ufficio.local", "prova.localhost"]
    controlla_prova(chi="PIANOPERF_INCORPORATO", hosts=locali)
