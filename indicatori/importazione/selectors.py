"""Reads that the import needs: what the body knows, the plan as it is now, the imports of a body."""

from __future__ import annotations

import hashlib
import json

from django.db.models import QuerySet

from indicatori.esportazione.json_piano import in_json
from indicatori.importazione.persone import Anagrafe, PersonaNota
from indicatori.models import Importazione
from indicatori.motore.documento import PianoDati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from pianoperf.organizzazione.recinto.stato import tutto


def anagrafe_di(ente: Ente) -> Anagrafe:
    """The people and strutture of a body; people without a surname of their own are matched by their aliases."""
    persone = [
        PersonaNota(persona.pk, tuple(nome for nome in (*persona.nomi, str(persona)) if nome))
        for persona in ente.persone.all()
    ]
    return Anagrafe(ente.codice, persone, tuple(ente.strutture.values_list("nome", flat=True)))


def piano_di(ente: Ente, codice: str) -> Piano | None:
    return Piano.objects.filter(ente=ente, codice=codice).select_related("ente").first()


def codice_di_altri(ente: Ente, codice: str) -> bool:
    """Whether a plan code is taken by another body: the database keeps it unique, so everybody's are looked at."""
    with tutto():
        return Piano.objects.filter(codice=codice).exclude(ente=ente).exists()


def impronta_dati(dati: PianoDati | None) -> str:
    """The fingerprint of a plan's data, "" for a plan that does not exist: tells whether it moved since a preview."""
    if dati is None:
        return ""
    testo = json.dumps(in_json(dati), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(testo.encode()).hexdigest()


def importazioni_di(ente: Ente) -> QuerySet[Importazione]:
    return Importazione.objects.filter(ente=ente).select_related("piano", "caricata_da", "lavoro")
