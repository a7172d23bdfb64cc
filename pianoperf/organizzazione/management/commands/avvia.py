"""`manage.py avvia` (`make run`): everything pianoperf needs, until Ctrl-C."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command, get_commands

from pianoperf import ambiente
from pianoperf.incorporati.avvio import Avvio
from pianoperf.incorporati.errori import ServizioNonAvviabile
from pianoperf.incorporati.pango import MANCA_PANGO, pango_presente
from pianoperf.organizzazione.dimostrazione import accessi_dimostrativi


class Command(BaseCommand):
    help = "Prepara la banca dati e avvia il server web, l'esecutore dei lavori e l'orologio, fino a Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 with one sentence when something cannot start or ends by itself."""
        if not pango_presente():
            self.stderr.write(MANCA_PANGO)
        self._prepara_dati()
        try:
            self._avvia(_porta_richiesta())
        except ServizioNonAvviabile as errore:
            raise CommandError(str(errore)) from errore

    def _prepara_dati(self) -> None:
        self.stdout.write("Preparo la banca dati…")
        call_command("migrate", verbosity=0, interactive=False)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        if not settings.SVILUPPO:
            call_command("collectstatic", verbosity=0, interactive=False)
        if settings.INCORPORATO and "carica_esempi" in get_commands() and not _ci_sono_piani():
            self.stdout.write("Carico i cinque piani di esempio…")
            call_command("carica_esempi", verbosity=0, stdout=self.stdout, stderr=self.stderr)

    def _avvia(self, porta: int) -> None:
        avvio = Avvio(porta)
        if avvio.porta != porta:
            self.stdout.write(f"La porta {porta} è occupata: uso la {avvio.porta}.")
        try:
            if avvio.avvia():
                self._annuncia(avvio.porta)
                avvio.resta()
        finally:
            finito = avvio.ferma()
        if finito:
            raise CommandError(f"Si è fermato {finito}: ho fermato anche il resto. Il motivo è nei messaggi qui sopra.")
        self.stdout.write("Fermato.")

    def _annuncia(self, porta: int) -> None:
        self.stdout.write(f"\npianoperf risponde a http://localhost:{porta}/ (Ctrl-C per fermare)\n")
        if not settings.INCORPORATO:
            return
        accessi = accessi_dimostrativi()
        larghezza = max((len(utente) for utente, _, _ in accessi), default=0)
        self.stdout.write("Accessi dimostrativi (solo su questa banca dati):")
        for utente, parola, descrizione in accessi:
            self.stdout.write(f"  {utente:<{larghezza}}  {parola}  {descrizione}")


def _porta_richiesta() -> int:
    testo = ambiente.testo("PIANOPERF_PORTA", "8000")
    if not testo.isdigit() or not 0 < int(testo) < 65536:
        raise CommandError(f"PIANOPERF_PORTA deve essere un numero da 1 a 65535, non «{testo}».")
    return int(testo)


def _ci_sono_piani() -> bool:
    return bool(apps.get_model("obiettivi", "Piano").objects.exists())
