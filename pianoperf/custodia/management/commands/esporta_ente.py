"""Everything of a body in one zip, files included. Exit code: 0 done, 1 not done, 3 done but some file was missing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from pianoperf.custodia.enti.esportazione import esporta_ente
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto

CON_MANCANZE = 3


def ente_di(codice: str) -> Ente:
    """Raises CommandError for a code of no body."""
    ente = Ente.objects.filter(codice=codice).first()
    if ente is None:
        raise CommandError(f"L'ente «{codice}» non esiste.")
    return ente


class Command(BaseCommand):
    help = "Tutto di un ente in un solo zip: piani, risultati, registro, evidenze, PDF e fogli importati."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ente", help="il codice dell'ente")
        parser.add_argument("-o", "--uscita", type=Path, metavar="FILE", help="lo zip da scrivere")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        ente, adesso = ente_di(opzioni["ente"]), timezone.now()
        file = opzioni["uscita"] or settings.CARTELLA_COPIE / f"{ente.codice}-{timezone.localdate(adesso)}.zip"
        try:
            parti, mancanti = esporta_ente(ente=ente, file=file, adesso=adesso)
        except Rifiuto as rifiuto:
            raise CommandError(str(rifiuto)) from rifiuto
        self.stdout.write(f"Scritto {file}: {len(parti)} file.")
        for nome in mancanti:
            self.stdout.write(f"manca: {nome}")
        if mancanti:
            raise CommandError("L'esportazione è fatta, ma non tutti i file c'erano.", returncode=CON_MANCANZE)
