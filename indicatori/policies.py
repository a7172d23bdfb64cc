"""What the state of a target allows, whoever asks. Each check raises AzioneNegata with its sentence."""

from __future__ import annotations

from indicatori.models import Indicatore, Previsione
from pianoperf.web.rifiuti import AzioneNegata


def controlla_correggibile(previsione: Previsione) -> None:
    """A reading is fixed from the day its year is measured: the results are typed by its conditions."""
    # named by relation: the app of the results is above this one
    if previsione.risultati.exists():
        raise AzioneNegata(
            f"La rilevazione del {previsione.anno} è già stata aperta: la lettura di questo target non si cambia più."
        )


def controlla_verso_modificabile(indicatore: Indicatore) -> None:
    """The verso holds for every year of the indicator: the first year that is measured fixes it."""
    if indicatore.previsioni.filter(risultati__isnull=False).exists():
        raise AzioneNegata("Un anno di questo indicatore è già in rilevazione: il suo verso non si cambia più.")
