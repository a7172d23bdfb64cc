"""The last fingerprint of each chain: written elsewhere, it proves later that nothing before it was touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from pianoperf.organizzazione.models import Ente
from rendicontazione.sigillo.impronte import tabelle_degli_eventi
from rendicontazione.sigillo.models import Avanzamento, Sigillo

_ULTIMI = """
    SELECT DISTINCT ON (s.ente_id) coalesce(e.codice, ''), s.numero, s.impronta, s.sigillato_il
    FROM sigillo_sigillo s LEFT JOIN organizzazione_ente e ON e.id = s.ente_id
    ORDER BY s.ente_id, s.numero DESC
"""


def radici(cursore: Any = None) -> dict[str, Any]:
    """The root of each body's chain ("" is the chain of no body), and one fingerprint of all of them.

    `cursore` reads them at another instant than now (that of a backup).
    """
    if cursore is None:
        with connection.cursor() as nuovo:
            return radici(nuovo)
    cursore.execute(_ULTIMI)
    catene = [
        {"ente": ente, "numero": numero, "impronta": impronta, "sigillato_il": il.isoformat()}
        for ente, numero, impronta, il in sorted(cursore.fetchall())
    ]
    return {"radice": radice_di(catene), "catene": catene}


def radice_di(catene: Iterable[dict[str, Any]]) -> str:
    """sha256 of one line a chain: body, number, fingerprint."""
    righe = [f"{voce['ente']} {voce['numero']} {voce['impronta']}\n" for voce in catene]
    return hashlib.sha256("".join(righe).encode()).hexdigest()


# What `radici` says where nothing was ever sealed.
SENZA_SIGILLI: dict[str, Any] = {"radice": radice_di([]), "catene": []}


def radice_dell_ente(ente: Ente) -> Sigillo | None:
    """The newest link of a body, without what it seals."""
    ultimi = Sigillo.objects.filter(ente=ente).order_by("-numero")
    return ultimi.only("numero", "impronta", "sigillato_il", "ente_id").first()


def ultimo_sigillo() -> datetime | None:
    ultimo = Sigillo.objects.order_by("-sigillato_il").only("sigillato_il").first()
    return ultimo.sigillato_il if ultimo else None


def in_ritardo(prima_di: datetime) -> list[str]:
    """The event tables that hold something written before then and not sealed yet."""
    fin_qui = dict(Avanzamento.objects.values_list("tabella", "massimo"))
    return [
        nome
        for nome, tabella in tabelle_degli_eventi().items()
        if tabella.objects.filter(pgh_id__gt=fin_qui.get(nome, 0), pgh_created_at__lt=prima_di).exists()
    ]
