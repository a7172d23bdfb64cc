"""`manage.py permessi [--controlla]`: print the table of permissions, or compare docs/permessi.md with it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rendicontazione.tavola import pagina


class Command(BaseCommand):
    help = "Stampa chi può fare che cosa; con --controlla esce con 1 se docs/permessi.md dice altro."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--controlla", action="store_true", help="confronta soltanto docs/permessi.md")

    def handle(self, *args: Any, **options: Any) -> None:
        testo = pagina.testo()
        if not options["controlla"]:
            self.stdout.write(testo, ending="")
            return
        scritto = pagina.PAGINA.read_text(encoding="utf-8") if pagina.PAGINA.exists() else ""
        if scritto != testo:
            raise CommandError("docs/permessi.md non è aggiornato: manage.py permessi > docs/permessi.md")
        self.stdout.write("docs/permessi.md è aggiornato.")
