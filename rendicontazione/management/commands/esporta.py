"""A plan out of the database: JSON, or the template workbook with its results (DESIGN.md 8)."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicatori.esportazione.formati import FORMATI, in_formato
from indicatori.esportazione.json_piano import in_json
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from rendicontazione.selectors.esportazione import risultati_in_testo, risultati_per_parti


class Command(BaseCommand):
    help = "Esporta un piano: JSON, oppure il modello compilato in xlsx, ods o csv (zip)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("piano", metavar="PIANO", help="il codice del piano")
        parser.add_argument("--formato", choices=["json", *FORMATI], default="json")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="senza: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        piano = Piano.objects.filter(codice=options["piano"]).select_related("ente").first()
        if piano is None:
            raise CommandError(f"Il piano «{options['piano']}» non esiste.")
        contenuto = self._contenuto(piano, options["formato"])
        if options["output"]:
            try:
                options["output"].write_bytes(contenuto)
            except OSError as errore:
                raise CommandError(f"Non riesco a scrivere «{options['output']}»: {errore.strerror}.") from errore
        elif options["formato"] == "json":
            self.stdout.write(contenuto.decode(), ending="")
        else:
            sys.stdout.buffer.write(contenuto)

    def _contenuto(self, piano: Piano, formato: str) -> bytes:
        dati = piano_in_dati(piano)
        if formato == "json":
            testo = json.dumps(in_json(dati, risultati_in_testo(piano)), ensure_ascii=False, indent=2)
            return f"{testo}\n".encode()
        return in_formato(formato, dati, risultati_per_parti(piano))
