"""Preview of a workbook, or its import (DESIGN.md 8): exit code 1 on errors, with all of them."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from indicatori.importazione.anteprima import Esame, esamina_percorso
from indicatori.importazione.differenze import Voce
from indicatori.importazione.services import importa_piano
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto

SEGNI = {"nuovo": "+", "modificato": "~", "scompare": "-"}


class Command(BaseCommand):
    help = "Mostra che cosa farebbe l'importazione di un foglio; con --conferma la esegue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="xlsx, ods, csv, zip di csv o cartella di csv")
        parser.add_argument("--ente", required=True, metavar="CODICE", help="l'ente del piano")
        parser.add_argument("--piano", default="", metavar="CODICE", help="il piano che il foglio deve descrivere")
        parser.add_argument("--conferma", action="store_true", help="scrive nella banca dati")
        parser.add_argument("--json", action="store_true", help="scrive JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        ente = Ente.objects.filter(codice=options["ente"]).first()
        if ente is None:
            raise CommandError(f"L'ente «{options['ente']}» non esiste.")
        try:
            esame = esamina_percorso(options["file"], ente, codice=options["piano"])
            importato = options["conferma"] and self._importa(esame)
        except Rifiuto as rifiuto:
            raise CommandError(str(rifiuto)) from rifiuto
        except OSError as errore:
            raise CommandError(f"Il file «{options['file']}» non si legge: {errore.strerror}.") from errore
        if options["json"]:
            dati = esame.in_json() | {"importato": importato}
            self.stdout.write(json.dumps(dati, ensure_ascii=False, indent=2))
        else:
            self._racconta(esame, importato)
        if esame.bloccato:
            sys.exit(1)

    def _importa(self, esame: Esame) -> bool:
        if esame.bloccato or esame.dati is None:
            return False
        importa_piano(dati=esame.dati, utente=None, adesso=timezone.now())
        return True

    def _racconta(self, esame: Esame, importato: bool) -> None:
        for rilievo in esame.rilievi:
            self.stdout.write(str(rilievo))
        if esame.radice is not None:
            self._racconta_voce(esame.radice, [])
            conteggi = esame.in_json()["conteggi"]
            self.stdout.write(
                f"{conteggi['nuovo']} nuovi, {conteggi['modificato']} modificati, {conteggi['uguale']} uguali,"
                f" {conteggi['scompare']} non più presenti nel foglio."
            )
        if esame.bloccato:
            self.stdout.write("Niente è stato importato: ci sono errori da correggere.")
        else:
            self.stdout.write("Importato." if importato else "Niente è stato scritto: per importare usa --conferma.")

    def _racconta_voce(self, voce: Voce, sopra: list[str]) -> None:
        percorso = [*sopra, f"{voce.genere} {voce.chiave}"]
        if voce.esito in SEGNI:
            self.stdout.write(f"{SEGNI[voce.esito]} {' > '.join(percorso)}: {voce.titolo[:80]}")
        for campo in voce.campi:
            self.stdout.write(f"    {campo.etichetta}: «{campo.prima}» -> «{campo.dopo}»")
        for figlio in voce.figli:
            self._racconta_voce(figlio, percorso)
