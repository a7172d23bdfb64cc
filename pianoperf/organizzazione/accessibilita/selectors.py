"""What anybody may read of a body about accessibility."""

from __future__ import annotations

from django.db.models import Q

from pianoperf.organizzazione.models import Ente


def ente_che_dichiara(codice: str) -> Ente | None:
    """The body, if it wrote where its statement is or whom to write to; otherwise nobody learns that it exists."""
    scritto = ~Q(dichiarazione_accessibilita="") | ~Q(contatto_accessibilita="")
    return Ente.objects.filter(scritto, codice=codice).first()
