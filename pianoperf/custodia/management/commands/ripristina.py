"""Restore of a backup made by `manage.py copia`. Exit code: 0 done, 1 not done (and everything is as it was)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from pianoperf.custodia.copie.chiave import segreto
from pianoperf.custodia.copie.ripristino import ripristina
from pianoperf.web.rifiuti import Rifiuto


class Command(BaseCommand):
    help = "Rimette la banca dati e i file come erano quando la copia fu fatta; poi applica le migrazioni più nuove."
    # the tables that a check may look at are not there yet
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="la copia")
        parser.add_argument("--chiave", type=Path, metavar="FILE", help="il file con la chiave di cifratura")
        parser.add_argument("--sovrascrivi", action="store_true", help="anche se la banca dati non è vuota")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        try:
            esito = ripristina(
                file=opzioni["file"],
                segreto=segreto(opzioni["chiave"]),
                sovrascrivi=opzioni["sovrascrivi"],
                segna=self.stdout.write,
            )
        except Rifiuto as rifiuto:
            raise CommandError(str(rifiuto)) from rifiuto
        self.stdout.write(f"Ripristinate {esito.righe} righe e {esito.file} file, uguali alla copia.")
        if esito.migrazioni:
            self.stdout.write(f"Poi applicate {esito.migrazioni} migrazioni più nuove della copia.")
        for nome in [*esito.esame.manifesto["mancanti"], *esito.esame.manifesto["alterati"]]:
            self.stdout.write(f"già mancante o alterato al momento della copia: {nome}")
