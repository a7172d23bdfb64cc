"""The documents that a publication needs: asked for in its transaction, one job each."""

from __future__ import annotations

from datetime import datetime

from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import StatoRendicontazione, TipoDocumento
from rendicontazione.models import Documento, Rendicontazione
from rendicontazione.pubblica.stampati import DELL_ANNO


def chiedi_per_il_pubblico(*, rendicontazione: Rendicontazione, utente: Utente, adesso: datetime) -> list[Documento]:
    """The plan and the documents of a year just published; those that exist with these data are not made again.

    Nobody is told when they are ready. Raises AzioneNegata for who has no role in the body.
    """
    piano = Piano.objects.select_related("ente", "atto").get(pk=rendicontazione.piano_id)
    richieste = [(TipoDocumento.PIANO, None), *((tipo, rendicontazione.anno) for tipo in DELL_ANNO)]
    return [
        chiedi_documento(piano=piano, tipo=tipo, anno=anno, utente=utente, adesso=adesso, attende=False)
        for tipo, anno in richieste
    ]


def rifai_gli_anni_dopo(*, rendicontazione: Rendicontazione, utente: Utente, adesso: datetime) -> None:
    """A year opened again leaves the documents of the later ones, which print it beside theirs: they are made anew."""
    dopo = Rendicontazione.objects.filter(
        piano=rendicontazione.piano_id, anno__gt=rendicontazione.anno, stato=StatoRendicontazione.PUBBLICATA
    )
    for anno in dopo.order_by("anno"):
        chiedi_per_il_pubblico(rendicontazione=anno, utente=utente, adesso=adesso)
