"""The buttons «Annulla» of the messages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from pianoperf.organizzazione.annulla import VistaAnnulla
from pianoperf.organizzazione.enums import Ruolo
from rendicontazione.annullamenti.services import annulla_giudizi, annulla_invii
from rendicontazione.permissions import COMPILANO_TUTTO
from rendicontazione.services.evidenze import rimetti_evidenza


class AnnullaGiudiziView(VistaAnnulla):
    ruoli_ammessi = (Ruolo.NUCLEO,)

    def annulla(self, dati: dict[str, Any]) -> str:
        tornati = annulla_giudizi(versioni=dict(dati["versioni"]), utente=self.request.user)
        if len(tornati) == 1:
            return f"Giudizio annullato: {tornati[0].previsione.indicatore.codice} attende di nuovo il Nucleo."
        return f"{len(tornati)} giudizi annullati: i risultati attendono di nuovo il Nucleo."


class RimettiEvidenzaView(VistaAnnulla):
    ruoli_ammessi = (Ruolo.RESPONSABILE, *COMPILANO_TUTTO)

    def annulla(self, dati: dict[str, Any]) -> str:
        evidenza = rimetti_evidenza(evidenza_id=dati["evidenza"], utente=self.request.user, adesso=timezone.now())
        return f"Evidenza rimessa: {evidenza}."


class AnnullaInviiView(VistaAnnulla):
    ruoli_ammessi = (Ruolo.RESPONSABILE, *COMPILANO_TUTTO)

    def annulla(self, dati: dict[str, Any]) -> str:
        versioni = dict(dati["versioni"])
        tornati = annulla_invii(versioni=versioni, utente=self.request.user, adesso=timezone.now())
        if len(tornati) == 1:
            return f"Invio annullato: {tornati[0].previsione.indicatore.codice} non è più al Nucleo, puoi correggerlo."
        return f"{len(tornati)} invii annullati: i risultati non sono più al Nucleo, puoi correggerli."
