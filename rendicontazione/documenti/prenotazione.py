"""A document asked for by who publishes: what it prints is read by its job, and must be what was published.

The job of any other document has the code of its data as its key, and compares it. The one of a booked document does
not know it yet: it notes which publication it is for, and looks whether that is still the one in force.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction

from obiettivi.models import Piano
from pianoperf.lavori.models import Lavoro
from rendicontazione.documenti.conservazione import PIANI_APPROVATI
from rendicontazione.documenti.selectors import versione_stampata
from rendicontazione.models import Documento


def impegno(piano: Piano, anno: int | None) -> dict[str, object]:
    """The parameters of the job that say which publication it is for: the version of the plan, the moment of a year."""
    return {"prenotato": _pubblicazione(piano, anno)}


def prenotato(lavoro: Lavoro) -> bool:
    return "prenotato" in lavoro.parametri


def mantenuta(documento: Documento) -> bool:
    """The publication it was booked for is the one in force."""
    piano = Piano.objects.get(pk=documento.piano_id)
    return documento.lavoro.parametri["prenotato"] == _pubblicazione(piano, documento.anno)


def prendi_la_chiave(lavoro: Lavoro, chiave: str) -> None:
    """From now who asks for the same data finds this document; the one that has that key already keeps it."""
    try:
        with transaction.atomic():
            Lavoro.objects.filter(pk=lavoro.pk).update(chiave=chiave)
    except IntegrityError:
        return


def _pubblicazione(piano: Piano, anno: int | None) -> str:
    """ "" for what is not published."""
    if anno is None:
        return f"versione {versione_stampata(piano)}" if piano.stato in PIANI_APPROVATI else ""
    dal = piano.rendicontazioni.filter(anno=anno).values_list("pubblicata_il", flat=True).first()
    return f"pubblicata {dal.isoformat()}" if dal else ""
