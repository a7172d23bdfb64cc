"""The state of this installation, without secrets. Exit code: 0 always: it is asked for when something is broken."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand

from pianoperf.custodia.diagnosi.raccolta import diagnosi


class Command(BaseCommand):
    help = "Versioni, impostazioni, code, disco, copie e sigillo, senza segreti: da allegare a una segnalazione."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="come oggetto JSON")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        fatti = diagnosi()
        if opzioni["json"]:
            self.stdout.write(json.dumps(fatti, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_in_righe(fatti, "")))


def _in_righe(fatti: dict[str, Any], rientro: str) -> Iterator[str]:
    for nome, valore in fatti.items():
        if isinstance(valore, dict):
            yield f"{rientro}{nome}:"
            yield from _in_righe(valore, f"{rientro}  ")
        elif isinstance(valore, (list, tuple)):
            yield f"{rientro}{nome}: {'; '.join(str(voce) for voce in valore) or '–'}"
        else:
            yield f"{rientro}{nome}: {_in_parole(valore)}"


def _in_parole(valore: object) -> str:
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    return "–" if valore is None else str(valore)
