"""The mail settings: files or log by default, SMTP by environment, and never half a configuration."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from pianoperf.posta import CONSOLE, SMTP, SU_FILE, Posta, leggi

INTERA = {
    "PIANOPERF_SMTP_HOST": "posta.ente.it",
    "PIANOPERF_SMTP_UTENTE": "pianoperf",
    "PIANOPERF_SMTP_PASSWORD": "segreta",
    "PIANOPERF_EMAIL_MITTENTE": "Performance <performance@ente.it>",
    "PIANOPERF_INDIRIZZO": "https://piani.ente.it/",
}
ALTRE = ("PIANOPERF_EMAIL_BACKEND", "PIANOPERF_EMAIL_RISPOSTE", "PIANOPERF_PREAVVISI")
ALTRE_SMTP = ("PIANOPERF_SMTP_PORTA", "PIANOPERF_SMTP_TLS", "PIANOPERF_SMTP_ATTESA")


def letta(monkeypatch: pytest.MonkeyPatch, **variabili: str) -> Posta:
    for nome in (*INTERA, *ALTRE, *ALTRE_SMTP):
        monkeypatch.setenv(nome, variabili.get(nome, ""))
    return leggi()


def test_without_a_server_messages_go_to_files_and_never_to_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    posta = letta(monkeypatch)
    assert (posta.backend, posta.preavvisi) == (SU_FILE, (15, 7, 1))
    assert posta.indirizzo == "http://localhost:8000"
    assert letta(monkeypatch, PIANOPERF_EMAIL_BACKEND="console").backend == CONSOLE


def test_a_whole_configuration_sends_by_smtp(monkeypatch: pytest.MonkeyPatch) -> None:
    posta = letta(monkeypatch, **INTERA)
    assert (posta.backend, posta.porta, posta.cifratura, posta.attesa) == (SMTP, 587, "starttls", 10)
    assert posta.indirizzo == "https://piani.ente.it"
    assert letta(monkeypatch, **INTERA, PIANOPERF_SMTP_TLS="ssl").porta == 465
    assert letta(monkeypatch, **INTERA, PIANOPERF_PREAVVISI="3, 30").preavvisi == (30, 3)


@pytest.mark.parametrize("manca", INTERA)
def test_half_a_configuration_does_not_start_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, manca: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=manca):
        letta(monkeypatch, **{**INTERA, manca: ""})


@pytest.mark.parametrize(
    ("nome", "valore"),
    [
        ("PIANOPERF_SMTP_TLS", "forse"),
        ("PIANOPERF_SMTP_PORTA", "smtp"),
        ("PIANOPERF_SMTP_ATTESA", "-1"),
        ("PIANOPERF_EMAIL_MITTENTE", "performance"),
        ("PIANOPERF_EMAIL_RISPOSTE", "a@b.it\nBcc: c@d.it"),
        ("PIANOPERF_INDIRIZZO", "piani.ente.it"),
        ("PIANOPERF_PREAVVISI", "15,domani"),
    ],
)
def test_a_wrong_value_does_not_start_either(monkeypatch: pytest.MonkeyPatch, nome: str, valore: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=nome):
        letta(monkeypatch, **{**INTERA, nome: valore})
