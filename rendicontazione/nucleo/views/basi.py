"""What the pages of the Nucleo's room have in common."""

from __future__ import annotations

from typing import Any

from rendicontazione.enums import StatoRichiesta
from rendicontazione.nucleo.permissions import controlla_puo_leggere_il_lavoro
from rendicontazione.nucleo.selectors import conti_delle_richieste
from rendicontazione.views.basi import VistaAnno


class VistaLavoro(VistaAnno):
    """A page of the Nucleo's work on a year; `attiva` is its entry in the tabs."""

    attiva = ""

    def contesto(self, **altro: Any) -> dict[str, Any]:
        """What every such page shows. Raises AzioneNegata for who is only a responsabile."""
        controlla_puo_leggere_il_lavoro(self.request.user, self.ente)
        conti = conti_delle_richieste(self.rendicontazione)
        return {
            "rendicontazione": self.rendicontazione,
            "attiva": self.attiva,
            "richieste_in_attesa": conti[StatoRichiesta.IN_ATTESA],
            **altro,
        }
