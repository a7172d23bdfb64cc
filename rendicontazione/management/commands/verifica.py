"""`manage.py verifica FILE`: which Documento this PDF is, and whether it is unaltered (exit 1 when it is not)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rendicontazione.documenti.archivio import impronta
from rendicontazione.documenti.verifica import verifica_pdf
from rendicontazione.models import Documento


class Command(BaseCommand):
    help = "Dice quale documento è un PDF e se è rimasto identico a quello prodotto."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            contenuto = options["file"].read_bytes()
        except OSError as errore:
            raise CommandError(f"Non riesco a leggere {options['file']}: {errore.strerror}.") from errore
        verifica = verifica_pdf(contenuto, Documento.objects.select_related("piano__ente", "lavoro"))
        self.stdout.write(verifica.frase)
        self.stdout.write(f"Impronta (sha256): {impronta(contenuto)}")
        if verifica.documento:
            self.stdout.write(f"Ente: {verifica.documento.piano.ente}.")
            for frase in verifica.dettagli:
                self.stdout.write(frase)
        if not verifica.intatto:
            sys.exit(1)
