"""Acceptance 30 of reliability.md: whatever a text asks for, composing opens no connection and no file of ours."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.stampa import componi_pezzo
from tests.relazioni.lettura_pdf import compatto, scritto_in
from tests.relazioni.piani import vista

INDIRIZZI = (
    "http://127.0.0.1:9/x.png",
    "http://169.254.169.254/latest/meta-data/",
    "https://example.org/x.png",
    "http://[::1]:9/x",
    "http://2130706433/x",
    "//example.org/x.png",
    "HTTP://EXAMPLE.ORG/X",
    "ftp://example.org/x",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "file://{segreto}",
    "FILE://{segreto}",
    "file:{segreto}",
    "file://localhost{segreto}",
    "{segreto}",
    "../../../../../../..{segreto}",
    "pianoperf:/caratteri/../../../../../../..{segreto}",
    "pianoperf:/caratteri/%2e%2e/%2e%2e/manage.py",
    "pianoperf:/caratteri/..\\..\\manage.py",
    "pianoperf:{segreto}",
    "pianoperf:/logo/../..{segreto}",
)
MODI = (
    '<img src="{dove}" alt="x">',
    '<link rel="attachment" href="{dove}">',
    '<a rel="attachment" href="{dove}">x</a>',
    '<link rel="stylesheet" href="{dove}">',
    '<style>@import "{dove}";</style>',
    "<p style=\"background:url('{dove}')\">x</p>",
    "<p style=\"content:url('{dove}')\">x</p>",
    "<ul><li style=\"list-style-image:url('{dove}')\">x</li></ul>",
    '<style>@font-face{{font-family:x;src:url("{dove}")}} p{{font-family:x}}</style><p>x</p>',
    '<object data="{dove}" type="image/png"></object>',
    '<embed src="{dove}" type="image/png">',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{dove}" width="9" height="9"/></svg>',
)
_aperti: list[str] = []
_guarda = False


def _nota(evento: str, argomenti: tuple[object, ...]) -> None:
    if _guarda and evento == "open" and isinstance(argomenti[0], (str, bytes)):
        _aperti.append(argomenti[0] if isinstance(argomenti[0], str) else argomenti[0].decode(errors="replace"))


sys.addaudithook(_nota)


@pytest.fixture
def sorvegliato(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses that were asked for; files are in `_aperti`."""
    global _guarda
    chiesti: list[str] = []

    def rifiuta(*argomenti: object, **_: object) -> None:
        chiesti.append(repr(argomenti[-1]))
        raise OSError("nessuna rete nelle prove")

    monkeypatch.setattr(socket.socket, "connect", rifiuta)
    monkeypatch.setattr(socket, "create_connection", rifiuta)
    monkeypatch.setattr(socket, "getaddrinfo", rifiuta)
    _aperti.clear()
    _guarda = True
    yield chiesti
    _guarda = False


@pytest.fixture
def segreto(tmp_path: Path) -> Path:
    file = tmp_path / "segreto.txt"
    file.write_text("ROSSO-COME-IL-SEGRETO", encoding="utf-8")
    return file


@pytest.mark.parametrize("modo", MODI, ids=[f"modo-{n}" for n in range(len(MODI))])
def test_anche_come_marcatura_non_si_apre_niente(modo: str, sorvegliato: list[str], segreto: Path) -> None:
    """As if the escaping had failed: the fetcher alone stands between the text and the machine."""
    for indirizzo in INDIRIZZI:
        corpo = modo.format(dove=indirizzo.format(segreto=segreto))
        try:
            pezzo = componi_pezzo(Foglio(f'<html lang="it"><title>Prova</title><body>{corpo}</body></html>', ""))
        except Rifiuto:
            continue
        assert b"ROSSO-COME-IL-SEGRETO" not in pezzo.pdf
        assert b"/EmbeddedFile" not in pezzo.pdf
    assert sorvegliato == []
    assert [file for file in _aperti if file in (str(segreto), "/etc/passwd") or file.endswith("manage.py")] == []


def test_come_testo_si_stampano_come_sono(sorvegliato: list[str], segreto: Path) -> None:
    letta = vista("asc-insieme-2023-2025")
    ostili = [modo.format(dove=INDIRIZZI[n].format(segreto="/etc/passwd")) for n, modo in enumerate(MODI)]
    indicatori = [indicatore for scheda in letta.piano.schede for indicatore in scheda.indicatori]
    for indicatore, ostile in zip(indicatori, ostili, strict=False):
        indicatore.previsioni[2023] = ostile
    testo = scritto_in(produci(letta, "piano"))
    assert [ostile for ostile in ostili if compatto(ostile) not in testo] == []
    assert [uno for uno in sorvegliato if "socket" not in uno] == []


def test_il_sorvegliante_vede_chi_apre(sorvegliato: list[str], segreto: Path) -> None:
    segreto.read_text(encoding="utf-8")
    with pytest.raises(OSError, match="nessuna rete"):
        socket.create_connection(("127.0.0.1", 9))
    assert str(segreto) in _aperti
    assert sorvegliato
