"""`manage.py relazione PIANO --tipo T [--anno Y] -o FILE`: the PDF at once, same bytes as the job's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from obiettivi.models import Piano
from pianoperf.organizzazione.models import Persona, Struttura
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.enums import TipoDocumento
from rendicontazione.models.documento import ANNO_A_SCELTA
from rendicontazione.relazioni.di_chi_dati import Soggetto
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di


class Command(BaseCommand):
    help = "Produce subito il PDF di un piano: il piano, i risultati di un anno, la Relazione, il verbale del Nucleo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("piano", help="codice del piano")
        parser.add_argument("--tipo", choices=TipoDocumento.values, default=TipoDocumento.PIANO)
        parser.add_argument(
            "--anno",
            type=int,
            help="anno dei risultati; se manca, il più recente (nessuno per le schede di struttura e responsabile)",
        )
        parser.add_argument("--codice", help="con --tipo struttura: il nome della struttura, o il suo numero")
        parser.add_argument("--persona", help="con --tipo responsabile: il nome della persona, o il suo numero")
        parser.add_argument("-o", "--output", required=True, dest="uscita", type=Path, help="file da scrivere")

    def handle(self, *args: Any, **options: Any) -> None:
        piano = Piano.objects.select_related("ente", "atto").filter(codice=options["piano"]).first()
        if piano is None:
            raise CommandError(f"Nessun piano con codice «{options['piano']}».")
        tipo = TipoDocumento(options["tipo"])
        try:
            anno = self._anno(piano, tipo, options["anno"])
            vista = vista_di(piano, tipo.value, anno, soggetto=_soggetto(piano, tipo, options))
            pdf = produci(vista, tipo.value)
        except Rifiuto as no:
            raise CommandError(str(no)) from no
        try:
            options["uscita"].write_bytes(pdf)
        except OSError as errore:
            raise CommandError(f"Non riesco a scrivere {options['uscita']}: {errore.strerror}.") from errore
        self.stderr.write(f"{options['uscita']}: {len(pdf)} byte")

    def _anno(self, piano: Piano, tipo: TipoDocumento, anno: int | None) -> int | None:
        if tipo == TipoDocumento.PIANO or tipo in ANNO_A_SCELTA or anno is not None:
            return anno
        ultimo = piano.rendicontazioni.order_by("-anno").values_list("anno", flat=True).first()
        if ultimo is None:
            raise CommandError(f"Il piano «{piano.codice}» non ha ancora una rendicontazione.")
        return ultimo


def _soggetto(piano: Piano, tipo: TipoDocumento, scelte: dict[str, Any]) -> Soggetto | None:
    """Whose sheet, by name (of a person also as the plans write it) or by number. Raises CommandError."""
    if tipo == TipoDocumento.STRUTTURA:
        return _trovato(list(Struttura.objects.filter(ente=piano.ente)), scelte["codice"], "--codice")
    if tipo == TipoDocumento.RESPONSABILE:
        return _trovato(list(Persona.objects.filter(ente=piano.ente)), scelte["persona"], "--persona")
    return None


def _trovato(tutti: Sequence[Soggetto], chi: str | None, opzione: str) -> Soggetto:
    cercato = (chi or "").strip().casefold()
    trovati = [voce for voce in tutti if cercato in _nomi(voce)]
    if not cercato or not trovati:
        nomi = ", ".join(f"{voce.pk} = {voce}" for voce in tutti)
        raise CommandError(f"Indica con {opzione} uno di questi: {nomi or 'nessuno registrato'}.")
    return trovati[0]


def _nomi(voce: Soggetto) -> set[str]:
    altri = voce.nomi if isinstance(voce, Persona) else []
    return {str(voce.pk), *(nome.casefold() for nome in (str(voce), *altri))}
