"""What the state of a plan allows, whoever asks. Each check raises AzioneNegata with its sentence."""

from __future__ import annotations

from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.web.rifiuti import AzioneNegata


def controlla_approvabile(piano: Piano) -> None:
    if piano.stato != StatoPiano.BOZZA:
        raise AzioneNegata(f"Il piano è già «{piano.get_stato_display().lower()}» con {piano.atto}.")
    if not piano.schede.exists():
        raise AzioneNegata("Il piano non ha ancora schede: importale prima di registrare l'approvazione.")
