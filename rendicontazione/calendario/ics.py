"""The calendar as iCalendar (RFC 5545), for the agenda of who wants it there. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from rendicontazione.calendario.selectors import Voce

FINE = "\r\n"
OTTETTI = 75


def in_ics(voci: Iterable[Voce], *, nome: str, sito: str, adesso: datetime) -> str:
    """One event of a whole day per date; `sito` makes the identifiers unique, and they never change."""
    righe = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pianoperf//calendario//IT", "CALSCALE:GREGORIAN"]
    righe.append(f"X-WR-CALNAME:{_testo(nome)}")
    for voce in voci:
        righe += _evento(voce, sito, adesso)
    righe.append("END:VCALENDAR")
    return "".join(_piegata(riga) + FINE for riga in righe)


def _evento(voce: Voce, sito: str, adesso: datetime) -> list[str]:
    dettagli = "\n".join(
        parte for parte in (voce.fonte, voce.regola, f"{voce.stato.nome}: {voce.stato.frase}") if parte
    )
    return [
        "BEGIN:VEVENT",
        f"UID:{voce.chiave}@{sito}",
        f"DTSTAMP:{adesso.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{voce.data:%Y%m%d}",
        f"DTEND;VALUE=DATE:{voce.data + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_testo(voce.titolo)}",
        f"DESCRIPTION:{_testo(dettagli)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _testo(testo: str) -> str:
    sicuro = testo.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return sicuro.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _piegata(riga: str) -> str:
    """Lines longer than 75 octets go on after a line break and a space, never in the middle of a character."""
    pezzi: list[str] = []
    pezzo = ""
    for carattere in riga:
        if len((pezzo + carattere).encode()) > OTTETTI - (1 if pezzi else 0):
            pezzi.append(pezzo)
            pezzo = ""
        pezzo += carattere
    return (FINE + " ").join([*pezzi, pezzo])
