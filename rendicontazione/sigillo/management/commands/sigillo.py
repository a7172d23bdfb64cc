"""Seal the history, check it, or print the roots of its chains (docs/produzione/sigillo.md).

Exit code: 0 as it was sealed, 1 something is not (each place on a line), or the roots given cannot be read.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from rendicontazione.sigillo.controllo import Controllo, controlla
from rendicontazione.sigillo.radici import radici
from rendicontazione.sigillo.services import sigilla


class Command(BaseCommand):
    help = "Sigilla la storia (senza opzioni); --controlla cerca ciò che è stato cambiato; --radice stampa le impronte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--controlla", action="store_true", help="rifà tutte le impronte e dice che cosa non torna")
        parser.add_argument("--radice", action="store_true", help="stampa in JSON l'ultima impronta di ogni catena")
        parser.add_argument("--confronta", type=Path, metavar="FILE", help="con --controlla: le radici stampate allora")
        parser.add_argument("--json", action="store_true", help="scrive l'esito del controllo in JSON")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        if opzioni["radice"]:
            self.stdout.write(json.dumps({**radici(), "letta_il": timezone.now().isoformat()}, indent=1))
        elif opzioni["controlla"] or opzioni["confronta"]:
            self._controlla(_radici_note(opzioni["confronta"]), in_json=opzioni["json"])
        else:
            quanti = sigilla(adesso=timezone.now(), assestamento=timedelta(0))
            self.stdout.write(f"Eventi sigillati: {quanti}.")

    def _controlla(self, note: list[dict[str, Any]], *, in_json: bool) -> None:
        controllo = controlla(note=note)
        self.stdout.write(json.dumps(asdict(controllo), ensure_ascii=False) if in_json else _in_parole(controllo))
        if controllo.difetti:
            raise CommandError(f"La storia non è come fu sigillata: {len(controllo.difetti)} difetti.")


def _radici_note(file: Path | None) -> list[dict[str, Any]]:
    """The chains of a file made by --radice. Raises CommandError."""
    if file is None:
        return []
    try:
        catene: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["catene"]
    except (OSError, ValueError, KeyError, TypeError) as errore:
        raise CommandError(f"«{file}» non è un file di radici: {errore}.") from errore
    return catene


def _in_parole(controllo: Controllo) -> str:
    righe = [f"{difetto.catena or '(senza ente)'}: {difetto.dove}: {difetto.che_cosa}" for difetto in controllo.difetti]
    conti = (
        f"Controllati {controllo.eventi} eventi in {controllo.anelli} anelli; {controllo.da_sigillare} da sigillare."
    )
    if controllo.di_nuovo:
        conti += f" {controllo.di_nuovo} cambiati o tolti apposta (anonimizzazione, rimozione di un ente)."
    return "\n".join([*righe, conti])
