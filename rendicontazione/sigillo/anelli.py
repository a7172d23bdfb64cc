"""The links as data: the fingerprint of one, and the next of a chain."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from rendicontazione.sigillo.models import Sigillo

BYTE = 32


def impronta_dell_anello(anello: Sigillo) -> str:
    """sha256 of everything that the link says, the fingerprint of the one before included."""
    parti = [
        anello.precedente,
        str(anello.ente_id or ""),
        str(anello.numero),
        anello.sigillato_il.astimezone(UTC).isoformat(),
        anello.tabella,
        ",".join(anello.colonne),
        ",".join(str(evento) for evento in anello.eventi),
        bytes(anello.impronte).hex(),
        anello.motivo,
    ]
    return hashlib.sha256("\n".join(parti).encode()).hexdigest()


def aggiungi_anello(
    *,
    ente_id: int | None,
    tabella: str,
    colonne: Sequence[str],
    eventi: Sequence[int],
    impronte: bytes,
    adesso: datetime,
    motivo: str = "",
) -> Sigillo:
    """The next link of a chain. The caller holds the lock of the seals: the number is taken inside it."""
    catena = Sigillo.objects.filter(ente__isnull=True) if ente_id is None else Sigillo.objects.filter(ente_id=ente_id)
    prima = catena.order_by("-numero").only("numero", "impronta").first()
    anello = Sigillo(
        ente_id=ente_id,
        numero=prima.numero + 1 if prima else 1,
        sigillato_il=adesso,
        tabella=tabella,
        colonne=list(colonne),
        eventi=list(eventi),
        ultimo=max(eventi),
        impronte=impronte,
        motivo=motivo,
        precedente=prima.impronta if prima else "",
    )
    anello.impronta = impronta_dell_anello(anello)
    anello.save(force_insert=True)
    return anello
