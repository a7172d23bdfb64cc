"""Removal of a body, for the end of a contract or a right to erasure (docs/produzione/dati-personali.md).

Without --conferma it only says what would go. Exit code: 0 done (or said), 1 not done.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from pianoperf.custodia.copie.scrittura import impronta_di
from pianoperf.custodia.enti.esportazione import esporta_ente
from pianoperf.custodia.enti.rimozione import Anteprima, anteprima, rimozioni_alterate, rimuovi
from pianoperf.custodia.management.commands.esporta_ente import ente_di
from pianoperf.custodia.models import Rimozione
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto


class Command(BaseCommand):
    help = "Toglie un ente con tutte le sue righe, la sua storia e i suoi file, dopo averlo esportato."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ente", nargs="?", help="il codice dell'ente")
        parser.add_argument("--conferma", action="store_true", help="lo toglie davvero")
        parser.add_argument("--uscita", type=Path, metavar="FILE", help="dove scrivere prima l'esportazione")
        parser.add_argument(
            "--senza-esportazione", action="store_true", help="non esporta nulla: non si torna indietro"
        )
        parser.add_argument(
            "--elenco", action="store_true", help="gli enti già tolti, e se i loro verbali sono intatti"
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        if opzioni["elenco"]:
            self._elenco()
            return
        if not opzioni["ente"]:
            raise CommandError("Indica il codice dell'ente da togliere.")
        ente = ente_di(opzioni["ente"])
        if not opzioni["conferma"]:
            self._racconta(anteprima(ente))
            self.stdout.write("Non è stato tolto nulla. Per toglierlo davvero aggiungi --conferma.")
            return
        try:
            self._rimuovi(ente, opzioni)
        except Rifiuto as rifiuto:
            raise CommandError(str(rifiuto)) from rifiuto

    def _rimuovi(self, ente: Ente, opzioni: dict[str, Any]) -> None:
        adesso, impronta = timezone.now(), ""
        if not opzioni["senza_esportazione"]:
            file = opzioni["uscita"] or settings.CARTELLA_COPIE / f"{ente.codice}-{timezone.localdate(adesso)}.zip"
            esporta_ente(ente=ente, file=file, adesso=adesso)
            impronta = impronta_di(file)
            self.stdout.write(f"Esportato in {file} (sha256 {impronta}).")
        rimozione = rimuovi(ente=ente, esportazione=impronta, adesso=adesso)
        righe = sum(rimozione.righe.values())
        self.stdout.write(f"Tolti {rimozione.codice}, {righe} righe e {rimozione.file} file.")
        self.stdout.write("Le copie di sicurezza fatte finora lo contengono ancora: scadono con --tieni.")

    def _racconta(self, conti: Anteprima) -> None:
        for tabella, quante in conti.righe.items():
            self.stdout.write(f"{tabella}: {quante}")
        self.stdout.write(f"storia: {sum(conti.storia.values())} eventi")
        self.stdout.write(f"file: {conti.file}")
        self.stdout.write(f"utenti che non servono altro: {conti.utenti}; utenti che restano: {conti.restano}")

    def _elenco(self) -> None:
        for rimozione in Rimozione.objects.all():
            righe = sum(rimozione.righe.values())
            self.stdout.write(
                f"{rimozione.rimosso_il:%d/%m/%Y} {rimozione.codice}: {righe} righe, {rimozione.file} file"
            )
        if alterate := rimozioni_alterate():
            raise CommandError("Verbali alterati: " + ", ".join(rimozione.codice for rimozione in alterate))
