"""The findings of the engine on a plan in the database (DESIGN.md 8)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicatori.motore.controlli import controlla
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano


class Command(BaseCommand):
    help = "Elenca ciò che in un piano non torna: E errori, W avvisi, I informazioni."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("piano", metavar="PIANO", help="il codice del piano")
        parser.add_argument("--json", action="store_true", help="scrive JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        piano = Piano.objects.filter(codice=options["piano"]).select_related("ente").first()
        if piano is None:
            raise CommandError(f"Il piano «{options['piano']}» non esiste.")
        rilievi = controlla(piano_in_dati(piano))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(rilievo) for rilievo in rilievi], ensure_ascii=False, indent=2))
            return
        for rilievo in rilievi:
            self.stdout.write(f"{rilievo.gravita} {rilievo.codice} {rilievo.dove}: {rilievo.messaggio}")
        self.stdout.write(f"{len(rilievi)} rilievi.")
