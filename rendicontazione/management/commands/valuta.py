"""`manage.py valuta PIANO --anno Y [--json]`: grades with explanations and coverage."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.numeri import formatta_percentuale
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors import Valutazione, fotografia, valutazione


class Command(BaseCommand):
    help = "Stampa i gradi di un anno del piano, con la spiegazione e la copertura."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("piano", help="codice del piano")
        parser.add_argument("--anno", type=int, required=True)
        parser.add_argument("--json", action="store_true", dest="in_json")

    def handle(self, *args: Any, **options: Any) -> None:
        rendicontazione = (
            Rendicontazione.objects.select_related("piano__ente", "profilo")
            .filter(piano__codice=options["piano"], anno=options["anno"])
            .first()
        )
        if rendicontazione is None:
            raise CommandError(f"Nessuna rendicontazione del {options['anno']} per il piano «{options['piano']}».")
        esito = valutazione(rendicontazione)
        if options["in_json"]:
            dati = {"piano": options["piano"], "anno": options["anno"], "stato": rendicontazione.stato}
            self.stdout.write(json.dumps({**dati, **fotografia(esito)}, ensure_ascii=False, indent=2))
            return
        self._stampa(esito)

    def _stampa(self, esito: Valutazione) -> None:
        if esito.rendicontazione.dimostrativa:
            self.stdout.write("Dati dimostrativi.")
        self._stampa_aggregato(esito.ente)
        for scheda in esito.schede:
            self.stdout.write("")
            self._stampa_aggregato(scheda.aggregato)
            for voce in scheda.indicatori:
                self.stdout.write(f"  {voce.indicatore.codice}  {voce.grado.spiegazione.paragrafo()}")

    def _stampa_aggregato(self, aggregato: Aggregato) -> None:
        grado = "non valutabile" if aggregato.valore is None else formatta_percentuale(aggregato.valore)
        self.stdout.write(f"{aggregato.nome}: {grado} (valutati {aggregato.copertura.testo})")
        self.stdout.write(f"  {aggregato.grado.spiegazione.paragrafo()}")
