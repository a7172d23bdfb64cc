"""`manage.py ricalcola --controlla`: recompute every stored grade, print differences, exit 1 if any."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rendicontazione.verifiche import differenze


class Command(BaseCommand):
    help = "Ricalcola tutti i gradi conservati e stampa le differenze; esce con 1 se ce ne sono."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--controlla", action="store_true", help="confronta soltanto, senza scrivere")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["controlla"]:
            raise CommandError("Un grado conservato non si riscrive: usa --controlla per confrontarlo.")
        trovate = list(differenze())
        for differenza in trovate:
            self.stdout.write(
                f"{differenza.dove}: conservato {differenza.conservato}, ricalcolato {differenza.ricalcolato}"
            )
        if trovate:
            sys.exit(1)
        self.stdout.write("Nessuna differenza.")
