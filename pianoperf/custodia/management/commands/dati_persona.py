"""The personal data of one login as JSON, for who asks for them (GDPR, art. 15). Exit code: 0 done, 1 not done."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from pianoperf.custodia.persone.estratto import estratto
from pianoperf.organizzazione.models import Utente


class Command(BaseCommand):
    help = "Tutti i dati personali di un utente, in JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("utente", help="il nome utente")
        parser.add_argument("-o", "--uscita", type=Path, metavar="FILE", help="il file da scrivere (standard output)")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        utente = Utente.objects.filter(username=opzioni["utente"]).first()
        if utente is None:
            raise CommandError(f"L'utente «{opzioni['utente']}» non esiste.")
        testo = json.dumps(estratto(utente=utente, adesso=timezone.now()), ensure_ascii=False, indent=1)
        if opzioni["uscita"] is None:
            self.stdout.write(testo)
            return
        try:
            opzioni["uscita"].touch(mode=0o600)
            opzioni["uscita"].write_text(testo, encoding="utf-8")
        except OSError as errore:
            raise CommandError(f"Non posso scrivere {opzioni['uscita']}: {errore.strerror or errore}.") from errore
