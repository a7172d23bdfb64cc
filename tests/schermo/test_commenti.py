"""A Django comment ends on its own line, or the reader sees it on the page."""

from __future__ import annotations

from django.conf import settings


def test_nessun_commento_va_a_capo() -> None:
    aperti = [
        f"{file.name}: {riga.strip()}"
        for file in sorted((settings.RADICE / "templates").rglob("*.html"))
        for riga in file.read_text().splitlines()
        if riga.count("{#") != riga.count("#}")
    ]
    assert aperti == []
