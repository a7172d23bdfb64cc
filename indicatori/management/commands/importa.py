"""Preview of a workbook, or its import (DESIGN.md 8): exit code 1 on errors, with all of them."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from indicatori.importazione.anteprima import Esame, esamina_percorso
from indicatori.importazione.differenze import Voce, cambiamenti
from indicatori.importazione.permissions import PIANO_APPROVATO, diventa_una_proposta
from indicatori.importazione.services import EsitoImportazione, importa_piano
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.comandi import ComandoTracciato
from pianoperf.web.rifiuti import Rifiuto

SEGNI = {"nuovo": "+", "modificato": "~", "scompare": "-"}


def _persona(nome: str) -> Utente | None:
    """The person of that login; None when nobody is named. Raises CommandError."""
    if not nome:
        return None
    utente: Utente | None = Utente.objects.filter(username=nome, is_active=True).first()
    if utente is None:
        raise CommandError(f"L'utente «{nome}» non esiste o non è attivo.")
    return utente


def _risposte(file: Path | None) -> dict[str, str]:
    """The readings chosen for the doubts of a document, from a file. Raises CommandError."""
    if file is None:
        return {}
    try:
        risposte = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as errore:
        raise CommandError(f"Il file delle scelte «{file}» non si legge: {errore}.") from errore
    if not isinstance(risposte, dict) or not all(isinstance(valore, str) for valore in risposte.values()):
        raise CommandError(f"Il file delle scelte «{file}» deve contenere un oggetto JSON di testi.")
    return risposte


def _diventa_una_proposta(esame: Esame) -> bool:
    return diventa_una_proposta(esame.piano, cambiamenti(esame.radice) if esame.radice else 0)


def _conclusione(esame: Esame, esito: EsitoImportazione | None) -> str:
    """The last line: what was written, or what --conferma would do."""
    if esito is not None and esito.rimodulazione is not None:
        return (
            f"Il piano è approvato e resta com'è: creata la rimodulazione proposta «{esito.rimodulazione.oggetto}»,"
            " da motivare e approvare con un atto."
        )
    if esito is not None:
        return "Importato."
    if _diventa_una_proposta(esame):
        return "Niente è stato scritto: il piano è approvato. Con --conferma e --utente nasce una rimodulazione."
    return "Niente è stato scritto: per importare usa --conferma."


class Command(ComandoTracciato):
    help = "Mostra che cosa farebbe l'importazione di un foglio; con --conferma la esegue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="xlsx, ods, docx, csv, zip o cartella di csv")
        parser.add_argument("--ente", required=True, metavar="CODICE", help="l'ente del piano")
        parser.add_argument("--piano", default="", metavar="CODICE", help="il piano che il foglio deve descrivere")
        parser.add_argument("--scelte", type=Path, metavar="FILE", help="JSON: chiave di un dubbio -> lettura scelta")
        parser.add_argument("--conferma", action="store_true", help="scrive nella banca dati")
        parser.add_argument("--utente", default="", metavar="NOME", help="la persona che importa i risultati")
        parser.add_argument("--json", action="store_true", help="scrive JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        ente = Ente.objects.filter(codice=options["ente"]).first()
        if ente is None:
            raise CommandError(f"L'ente «{options['ente']}» non esiste.")
        try:
            risposte = _risposte(options["scelte"])
            esame = esamina_percorso(options["file"], ente, codice=options["piano"], risposte=risposte)
            nome = options["file"].name
            esito = self._importa(esame, _persona(options["utente"]), nome) if options["conferma"] else None
        except Rifiuto as rifiuto:
            raise CommandError(str(rifiuto)) from rifiuto
        except OSError as errore:
            raise CommandError(f"Il file «{options['file']}» non si legge: {errore.strerror}.") from errore
        if options["json"]:
            proposta = esito.rimodulazione.pk if esito and esito.rimodulazione else None
            dati = esame.in_json() | {"importato": esito is not None, "rimodulazione": proposta}
            self.stdout.write(json.dumps(dati, ensure_ascii=False, indent=2))
        else:
            self._racconta(esame, esito)
        if esame.bloccato:
            sys.exit(1)

    def _importa(self, esame: Esame, utente: Utente | None, nome_file: str) -> EsitoImportazione | None:
        """None when errors block it. Changes to an approved plan become a proposal of `utente`."""
        if esame.bloccato or esame.dati is None:
            return None
        if utente is None and _diventa_una_proposta(esame):
            raise CommandError(f"{PIANO_APPROVATO} Per proporla da qui indica chi la propone con --utente.")
        if esame.risultati.diversi and utente is None:
            raise CommandError("I risultati si importano a nome di una persona: indicala con --utente.")
        risultati = esame.lettura.risultati
        return importa_piano(
            dati=esame.dati, utente=utente, adesso=timezone.now(), risultati=risultati, nome_file=nome_file
        )

    def _racconta(self, esame: Esame, esito: EsitoImportazione | None) -> None:
        for rilievo in esame.rilievi:
            self.stdout.write(str(rilievo))
        if esame.radice is not None:
            self._racconta_voce(esame.radice, [])
            conteggi = esame.in_json()["conteggi"]
            self.stdout.write(
                f"{conteggi['nuovo']} nuovi, {conteggi['modificato']} modificati, {conteggi['uguale']} uguali,"
                f" {conteggi['scompare']} non più presenti nel foglio."
            )
        self._racconta_risultati(esame)
        if esame.bloccato:
            self.stdout.write("Niente è stato importato: ci sono errori da correggere.")
        else:
            self.stdout.write(_conclusione(esame, esito))

    def _racconta_risultati(self, esame: Esame) -> None:
        for voce in esame.risultati.diversi:
            segno = SEGNI[voce.esito]
            dove = f"risultato {voce.anno} di {voce.scheda} > {voce.codice}"
            self.stdout.write(f"{segno} {dove}: «{voce.prima}» -> «{voce.dopo}»")
        if esame.lettura.risultati:
            conti = esame.risultati.conteggi
            self.stdout.write(
                f"Risultati: {conti['nuovo']} nuovi, {conti['modificato']} modificati, {conti['uguale']} uguali."
            )

    def _racconta_voce(self, voce: Voce, sopra: list[str]) -> None:
        percorso = [*sopra, f"{voce.genere} {voce.chiave}"]
        if voce.esito in SEGNI:
            self.stdout.write(f"{SEGNI[voce.esito]} {' > '.join(percorso)}: {voce.titolo[:80]}")
        for campo in voce.campi:
            self.stdout.write(f"    {campo.etichetta}: «{campo.prima}» -> «{campo.dopo}»")
        for figlio in voce.figli:
            self._racconta_voce(figlio, percorso)
