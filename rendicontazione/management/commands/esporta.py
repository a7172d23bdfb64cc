"""A plan, the results of a year, or everything of a body, out of the database (DESIGN.md 8)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from indicatori.esportazione.formati import FORMATI, in_formato
from indicatori.esportazione.json_piano import json_del_piano
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.esportazione.archivio_ente import archivio_dell_ente
from rendicontazione.esportazione.formati import file_dei_risultati
from rendicontazione.esportazione.risultati import risultati_esportabili
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.esportazione import risultati_in_testo, risultati_per_parti


class Command(BaseCommand):
    help = (
        "Esporta un piano (JSON, oppure il modello compilato in xlsx, ods o csv in uno zip), i risultati di un anno"
        " (--risultati --anno) o tutti i dati di un ente (--ente, uno zip)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("piano", metavar="PIANO", nargs="?", help="il codice del piano")
        parser.add_argument("--formato", choices=["json", *FORMATI], default="json")
        parser.add_argument("--risultati", action="store_true", help="i risultati di un anno, invece del piano")
        parser.add_argument("--anno", type=int, help="l'anno dei risultati")
        parser.add_argument("--ente", metavar="CODICE", help="tutti i dati di un ente, invece di un piano")
        parser.add_argument("--con-email", action="store_true", help="con --ente: anche gli indirizzi delle persone")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="senza: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            contenuto = _contenuto(options)
        except Rifiuto as rifiuto:
            raise CommandError(str(rifiuto)) from rifiuto
        if options["output"]:
            try:
                options["output"].write_bytes(contenuto)
            except OSError as errore:
                raise CommandError(f"Non riesco a scrivere «{options['output']}»: {errore.strerror}.") from errore
        elif options["formato"] == "json" and not options["ente"]:
            self.stdout.write(contenuto.decode(), ending="")
        else:
            sys.stdout.buffer.write(contenuto)


def _contenuto(opzioni: dict[str, Any]) -> bytes:
    if bool(opzioni["piano"]) == bool(opzioni["ente"]):
        raise CommandError("Indica il codice di un piano, oppure --ente con il codice di un ente.")
    if opzioni["ente"]:
        return _tutto_l_ente(opzioni["ente"], con_email=opzioni["con_email"])
    piano = Piano.objects.filter(codice=opzioni["piano"]).select_related("ente").first()
    if piano is None:
        raise CommandError(f"Il piano «{opzioni['piano']}» non esiste.")
    if opzioni["risultati"]:
        return _risultati(piano, opzioni["anno"], opzioni["formato"])
    dati = piano_in_dati(piano)
    parti = risultati_per_parti(piano)
    if opzioni["formato"] == "json":
        return json_del_piano(dati, risultati_in_testo(piano), parti)
    return in_formato(opzioni["formato"], dati, parti)


def _risultati(piano: Piano, anno: int | None, formato: str) -> bytes:
    if anno is None:
        raise CommandError("Con --risultati serve l'anno: aggiungi --anno.")
    anni = Rendicontazione.objects.select_related("piano__ente", "profilo")
    rendicontazione = anni.filter(piano=piano, anno=anno).first()
    if rendicontazione is None:
        raise CommandError(f"Nessuna rendicontazione del {anno} per il piano «{piano.codice}».")
    return file_dei_risultati(formato, risultati_esportabili(rendicontazione, None))


def _tutto_l_ente(codice: str, *, con_email: bool) -> bytes:
    ente = Ente.objects.filter(codice=codice).first()
    if ente is None:
        raise CommandError(f"L'ente «{codice}» non esiste.")
    return archivio_dell_ente(ente, con_email=con_email, il=timezone.localdate())
