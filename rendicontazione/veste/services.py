"""Keep what a body chose for its documents."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.models import Veste
from rendicontazione.relazioni.veste_vista import VesteVista, tavole_in_json
from rendicontazione.veste.permissions import controlla_puo_vestire
from rendicontazione.veste.valide import errori_della_veste


@transaction.atomic
def salva_veste(*, ente: Ente, veste: VesteVista, utente: Utente, adesso: datetime) -> Veste:
    """The documents asked for from now on look so; those already made stay. Raises AzioneNegata or DatiNonValidi.

    `veste.logo` is a PNG that `logo.logo_pulito` wrote.
    """
    controlla_puo_vestire(utente, ente)
    errori = errori_della_veste(veste)
    if errori:
        raise DatiNonValidi(errori)
    salvata, _ = Veste.objects.update_or_create(
        ente=ente,
        defaults={
            "orientamento": veste.orientamento,
            "intestazione": veste.intestazione,
            "sottotitolo": veste.sottotitolo,
            "logo": veste.logo or None,
            "logo_testo": veste.logo_testo if veste.logo else "",
            "tavole": tavole_in_json(veste.tavole),
            "modificata_da": utente,
            "modificata_il": adesso,
        },
    )
    return salvata


def ripristina_veste(*, ente: Ente, utente: Utente, adesso: datetime) -> Veste:
    """Back to what the documents are by themselves. Raises AzioneNegata."""
    return salva_veste(ente=ente, veste=VesteVista(), utente=utente, adesso=adesso)
