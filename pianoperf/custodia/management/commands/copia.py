"""Backup of everything in one file, or the check of one (docs/produzione/copie.md).

Exit code: 0 done, 1 not done, 3 done but some files of the archive were missing or altered.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from pianoperf.custodia.copie.chiave import segreto
from pianoperf.custodia.copie.conservazione import togli_le_interrotte, togli_le_vecchie
from pianoperf.custodia.copie.lettura import Esame, esamina
from pianoperf.custodia.copie.pacco import ARCHIVIO
from pianoperf.custodia.copie.scrittura import Mancanze, crea_copia, nome_della_copia
from pianoperf.custodia.models import Copia
from pianoperf.web.rifiuti import Rifiuto

CON_MANCANZE = 3


class Command(BaseCommand):
    help = "Salva la banca dati e tutti i file in un'unica copia, e la rilegge; con --verifica controlla una copia."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verifica", type=Path, metavar="FILE", help="rilegge per intero una copia fatta")
        parser.add_argument("--cartella", type=Path, help="dove metterla (PIANOPERF_COPIE, o PIANOPERF_VAR/copie)")
        parser.add_argument("-o", "--uscita", type=Path, metavar="FILE", help="il file da scrivere, con il suo nome")
        parser.add_argument("--cifra", action="store_true", help="rifiuta di scriverla in chiaro")
        parser.add_argument("--chiave", type=Path, metavar="FILE", help="il file con la chiave di cifratura")
        parser.add_argument("--tieni", type=int, metavar="N", help="poi toglie dalla cartella tutte le altre meno N-1")
        parser.add_argument("--senza-rilettura", action="store_true", help="non rilegge la copia appena scritta")
        parser.add_argument("--json", action="store_true", help="scrive l'esito in JSON")

    def handle(self, *args: Any, **opzioni: Any) -> None:
        try:
            chiave = segreto(opzioni["chiave"])
            if opzioni["verifica"]:
                self._verifica(opzioni["verifica"], chiave, in_json=opzioni["json"])
            else:
                self._copia(chiave, opzioni)
        except Rifiuto as rifiuto:
            raise CommandError(str(rifiuto)) from rifiuto

    def _copia(self, chiave: bytes | None, opzioni: dict[str, Any]) -> None:
        if opzioni["cifra"] and chiave is None:
            raise CommandError("Manca la chiave: indica --chiave FILE, o la frase in PIANOPERF_COPIA_FRASE.")
        if opzioni["tieni"] is not None and opzioni["tieni"] < 1:
            raise CommandError("--tieni vuole un numero da 1 in su.")
        adesso = timezone.now()
        file: Path = opzioni["uscita"] or (opzioni["cartella"] or settings.CARTELLA_COPIE) / nome_della_copia(adesso)
        togli_le_interrotte(file.parent, adesso=adesso)
        copia, mancanze = crea_copia(file=file, segreto=chiave, adesso=adesso, rileggi=not opzioni["senza_rilettura"])
        tolte = togli_le_vecchie(file.parent, tieni=opzioni["tieni"]) if opzioni["tieni"] else []
        self._racconta(copia, file, mancanze, tolte, in_json=opzioni["json"])
        if mancanze.quante:
            raise CommandError("La copia è fatta, ma non tutti i file c'erano.", returncode=CON_MANCANZE)

    def _racconta(self, copia: Copia, file: Path, mancanze: Mancanze, tolte: list[str], *, in_json: bool) -> None:
        if in_json:
            self.stdout.write(
                json.dumps(
                    {
                        "file": str(file),
                        "byte": copia.dimensione,
                        "sha256": copia.sha256,
                        "cifrata": copia.cifrata,
                        "file_dell_archivio": copia.file,
                        "mancanti": mancanze.mancanti,
                        "alterati": mancanze.alterati,
                        "tolte": tolte,
                    },
                    ensure_ascii=False,
                )
            )
            return
        cifrata = "cifrata" if copia.cifrata else "in chiaro"
        self.stdout.write(f"Copia fatta e riletta: {file} ({copia.dimensione} byte, {cifrata}, {copia.file} file).")
        self.stdout.write(f"sha256 {copia.sha256}")
        for nome in mancanze.mancanti:
            self.stdout.write(f"manca: {nome}")
        for nome in mancanze.alterati:
            self.stdout.write(f"alterato: {nome}")
        for nome in tolte:
            self.stdout.write(f"tolta la copia vecchia {nome}")

    def _verifica(self, file: Path, chiave: bytes | None, *, in_json: bool) -> None:
        esame = esamina(file, chiave)
        fatta_il = datetime.fromisoformat(esame.intestazione["fatta_il"])
        quanti = sum(nome.startswith(ARCHIVIO) for nome in esame.voci)
        righe = sum(esame.manifesto["tabelle"].values())
        if in_json:
            self.stdout.write(json.dumps(_in_json(esame), ensure_ascii=False))
            return
        self.stdout.write(
            f"La copia è intera: fatta il {timezone.localtime(fatta_il):%d/%m/%Y alle %H:%M} con la versione "
            f"{esame.intestazione['versione']}; {righe} righe di banca dati e {quanti} file."
        )


def _in_json(esame: Esame) -> dict[str, Any]:
    return {**esame.intestazione, **esame.manifesto}
