"""`manage.py carica_esempi`: five plans through the importer, the demo cast and years; twice changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from indicatori.importazione.anteprima import esamina_percorso
from indicatori.importazione.services import importa_piano
from obiettivi.models import Versione
from pianoperf.organizzazione.dimostrazione import carica_organizzazione
from pianoperf.organizzazione.models import Ente
from pianoperf.statistiche import analizza
from pianoperf.web.comandi import ComandoTracciato
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.dimostrazione import assegna_indicatori, carica_anni, nomina_componenti, registra_atti

PIANI = {
    "asc-insieme-2021-2023": "asc-insieme",
    "asc-insieme-2023-2025": "asc-insieme",
    "asc-insieme-2025-2027": "asc-insieme",
    "cssm-2023-2025": "cssm",
    "coeso-2021-2023": "coeso",
}


class Command(ComandoTracciato):
    help = "Carica i cinque piani di esempio, con utenti e risultati dimostrativi. Si può ripetere senza effetti."

    def handle(self, *args: Any, **options: Any) -> None:
        adesso = timezone.now()
        carica_organizzazione()
        for codice, ente in PIANI.items():
            cambiamenti = self._carica(codice, Ente.objects.get(codice=ente), adesso)
            self._di(f"{codice}: {cambiamenti} modifiche", options)
        with transaction.atomic():
            registra_atti(adesso)
            assegna_indicatori()
            nomina_componenti()
        # A planner that believes these tables empty joins them row by row: the years would take minutes.
        analizza(modello for modello in apps.get_models() if modello._meta.managed and not modello._meta.proxy)
        for anno in carica_anni(adesso):
            self._di(f"{anno}: risultati dimostrativi", options)

    def _di(self, frase: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(frase)

    def _carica(self, codice: str, ente: Ente, adesso: datetime) -> int:
        if Versione.objects.filter(piano__codice=codice, numero__gt=1).exists():
            return 0  # an act of the body changed it since: it is no longer the document of the example
        esame = esamina_percorso(settings.RADICE / "fixtures" / codice, ente)
        if esame.lettura.bloccata or esame.dati is None:
            errori = "; ".join(f"{rilievo.dove}: {rilievo.messaggio}" for rilievo in esame.lettura.rilievi)
            raise CommandError(f"Il piano {codice} non si può caricare: {errori}")
        try:
            return importa_piano(dati=esame.dati, utente=None, adesso=adesso).cambiamenti
        except AzioneNegata:
            return 0  # approved as it was in an older example: only an act changes it
