"""`manage.py azzera_secondo_fattore UTENTE`: for who lost the telephone, the keys and the codes."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError
from django.core.management.base import CommandParser
from django.utils import timezone

from pianoperf.organizzazione.accesso.services import azzera_secondo_fattore
from pianoperf.organizzazione.models import Utente
from pianoperf.web.comandi import ComandoTracciato


class Command(ComandoTracciato):
    help = "Toglie i secondi fattori di un utente e chiude le sue sessioni: al prossimo accesso ne imposta uno nuovo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("utente", help="il nome utente")

    def handle(self, *args: Any, **options: Any) -> None:
        utente = Utente.objects.filter(username=options["utente"]).first()
        if utente is None:
            raise CommandError(f"Non c'è nessun utente «{options['utente']}».")
        quanti = azzera_secondo_fattore(di=utente, adesso=timezone.now())
        self.stdout.write(f"Tolti {quanti} fattori di {utente.username}; le sue sessioni sono chiuse.")
