"""Take the name off the logins of people who left. Without --conferma it only says whose. Exit code: 0, 1 not done."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from pianoperf.custodia.persone.anonimato import anonimizza, usciti
from pianoperf.organizzazione.models import Utente

MINIMO_ANNI = 1


class Command(BaseCommand):
    help = "Toglie il nome dagli accessi di chi non ha più incarichi da un certo numero di anni."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anni", type=int, default=5, help="dalla fine dell'ultimo incarico (5)")
        parser.add_argument("--utente", help="solo questo, se nessun suo incarico è in corso")
        parser.add_argument("--conferma", action="store_true", help="lo fa davvero: non si torna indietro")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        scelti = self._scelti(opzioni["anni"], opzioni["utente"])
        for utente, al in scelti:
            self.stdout.write(f"{utente.username}: ultimo incarico finito il {al:%d/%m/%Y}")
            if opzioni["conferma"]:
                anonimizza(utente=utente, adesso=timezone.now())
        fine = "anonimizzati" if opzioni["conferma"] else "da anonimizzare: aggiungi --conferma per farlo"
        self.stdout.write(f"{len(scelti)} {fine}.")

    def _scelti(self, anni: int, nome: str | None) -> list[tuple[Utente, Any]]:
        """Raises CommandError for a number of years too small, or a login that cannot be chosen."""
        if anni < MINIMO_ANNI:
            raise CommandError(f"--anni vuole un numero da {MINIMO_ANNI} in su.")
        oggi = timezone.localdate()
        # from the 29th of February the years count to the 28th
        prima_del = oggi.replace(year=oggi.year - anni, day=min(oggi.day, 28) if oggi.month == 2 else oggi.day)
        trovati = usciti(prima_del=oggi if nome else prima_del)
        scelti = [(uscito.utente, uscito.al) for uscito in trovati if nome in (None, uscito.utente.username)]
        if nome and not scelti:
            raise CommandError(f"L'utente «{nome}» non esiste, ha ancora incarichi in corso o è già anonimo.")
        return scelti
