"""The documents that a publication needs: asked for in its transaction, one job each, none of them read meanwhile."""

from __future__ import annotations

from datetime import datetime

from obiettivi.models import Piano
from pianoperf.lavori.enums import SENZA_ESITO
from pianoperf.organizzazione.models import Utente
from rendicontazione.documenti.conservazione import PIANI_APPROVATI
from rendicontazione.documenti.selectors import versione_stampata
from rendicontazione.documenti.services import prenota_documento
from rendicontazione.enums import StatoRendicontazione, TipoDocumento
from rendicontazione.models import Documento, Rendicontazione
from rendicontazione.pubblica.stampati import DELL_ANNO


def chiedi_il_piano(piano: Piano, utente: Utente, adesso: datetime) -> None:
    """The PDF of the version that an act approved, unless there is one already or it is being made.

    Raises AzioneNegata for who has no role in the body.
    """
    stampati = Documento.objects.filter(
        piano=piano,
        tipo=TipoDocumento.PIANO,
        versione=versione_stampata(piano),
        rimosso_il__isnull=True,
        lavoro__parametri__stato__in=PIANI_APPROVATI,
    )
    if not stampati.exclude(lavoro__stato__in=SENZA_ESITO).exists():
        prenota_documento(piano=piano, tipo=TipoDocumento.PIANO, anno=None, utente=utente, adesso=adesso)


def chiedi_per_il_pubblico(*, rendicontazione: Rendicontazione, utente: Utente, adesso: datetime) -> list[Documento]:
    """The documents of a year just published, and the plan if it is missing.

    Nobody is told when they are ready. Raises AzioneNegata for who has no role in the body.
    """
    piano = Piano.objects.select_related("ente", "atto").get(pk=rendicontazione.piano_id)
    chiedi_il_piano(piano, utente, adesso)
    return [
        prenota_documento(piano=piano, tipo=tipo, anno=rendicontazione.anno, utente=utente, adesso=adesso)
        for tipo in DELL_ANNO
    ]


def rifai_gli_anni_dopo(*, rendicontazione: Rendicontazione, utente: Utente, adesso: datetime) -> None:
    """A year opened again leaves the documents of the later ones, which print it beside theirs: they are made anew."""
    dopo = Rendicontazione.objects.filter(
        piano=rendicontazione.piano_id, anno__gt=rendicontazione.anno, stato=StatoRendicontazione.PUBBLICATA
    )
    for anno in dopo.order_by("anno"):
        chiedi_per_il_pubblico(rendicontazione=anno, utente=utente, adesso=adesso)
