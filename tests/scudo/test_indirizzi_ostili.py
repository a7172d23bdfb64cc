"""Acceptance 30 of reliability.md: whatever a text asks for, composing opens no connection and no file of ours."""

from __future__ import annotations

import pytest

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.composizione.pezzi import Foglio
from rendicontazione.relazioni.stampa import componi_pezzo

SEGRETO = "/etc/passwd"
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


@pytest.mark.parametrize("modo", MODI, ids=[f"modo-{n}" for n in range(len(MODI))])
def test_anche_come_marcatura_non_si_apre_niente(modo: str, sorvegliato: list[str]) -> None:
    """As if the escaping had failed: the fetcher alone stands between the text and the machine."""
    for indirizzo in INDIRIZZI:
        corpo = modo.format(dove=indirizzo.format(segreto=SEGRETO))
        try:
            pezzo = componi_pezzo(Foglio(f'<html lang="it"><title>Prova</title><body>{corpo}</body></html>', ""))
        except Rifiuto:
            continue
        assert b"/EmbeddedFile" not in pezzo.pdf
    assert sorvegliato == []
