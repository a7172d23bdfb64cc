"""Reads target texts from standard input, one a line, and writes their reading as one JSON a line (DESIGN.md 8)."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from indicatori.motore.grammatica import interpreta


class Command(BaseCommand):
    help = "Legge previsioni da standard input, una per riga, e ne scrive la lettura in JSON, una per riga."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anno", type=int, help="l'anno della colonna (senza: l'anno in corso)")

    def handle(self, *args: Any, anno: int | None, **options: Any) -> None:
        anno = anno or timezone.localdate().year
        for riga in sys.stdin:
            testo = riga.rstrip("\r\n")
            letta = interpreta(testo, anno)
            dati = {
                "text": testo,
                "conditions": [condizione.in_json() for condizione in letta.condizioni],
                "avvisi": [asdict(avviso) for avviso in letta.avvisi],
            }
            self.stdout.write(json.dumps(dati, ensure_ascii=False))
