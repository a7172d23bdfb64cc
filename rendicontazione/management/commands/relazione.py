"""`manage.py relazione PIANO --tipo T [--anno Y] -o FILE`: the PDF at once, same bytes as the job's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from obiettivi.models import Piano
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.enums import TipoDocumento
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di


class Command(BaseCommand):
    help = "Produce subito il PDF di un piano: il piano, i risultati di un anno, la Relazione, il verbale del Nucleo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("piano", help="codice del piano")
        parser.add_argument("--tipo", choices=TipoDocumento.values, default=TipoDocumento.PIANO)
        parser.add_argument("--anno", type=int, help="anno dei risultati; se manca, il più recente")
        parser.add_argument("-o", "--output", required=True, dest="uscita", type=Path, help="file da scrivere")

    def handle(self, *args: Any, **options: Any) -> None:
        piano = Piano.objects.select_related("ente", "atto").filter(codice=options["piano"]).first()
        if piano is None:
            raise CommandError(f"Nessun piano con codice «{options['piano']}».")
        tipo = TipoDocumento(options["tipo"])
        try:
            vista = vista_di(piano, tipo.value, self._anno(piano, tipo, options["anno"]))
            pdf = produci(vista, tipo.value)
        except Rifiuto as no:
            raise CommandError(str(no)) from no
        try:
            options["uscita"].write_bytes(pdf)
        except OSError as errore:
            raise CommandError(f"Non riesco a scrivere {options['uscita']}: {errore.strerror}.") from errore
        self.stderr.write(f"{options['uscita']}: {len(pdf)} byte")

    def _anno(self, piano: Piano, tipo: TipoDocumento, anno: int | None) -> int | None:
        if tipo == TipoDocumento.PIANO or anno is not None:
            return anno
        ultimo = piano.rendicontazioni.order_by("-anno").values_list("anno", flat=True).first()
        if ultimo is None:
            raise CommandError(f"Il piano «{piano.codice}» non ha ancora una rendicontazione.")
        return ultimo
