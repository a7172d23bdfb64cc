"""What the state of a year and of its windows allows on the calendar. Each check raises AzioneNegata."""

from __future__ import annotations

from datetime import datetime

from pianoperf.web.rifiuti import AzioneNegata
from pianoperf.web.templatetags.formati import data, data_ora
from rendicontazione.enums import Periodo, StatoRendicontazione
from rendicontazione.models import Proroga, Rendicontazione


def controlla_aperta(rendicontazione: Rendicontazione) -> None:
    """The windows of a year move only while it is open: not before, and not once the Nucleo has it."""
    anno = rendicontazione.anno
    if rendicontazione.chiusa:
        raise AzioneNegata(f"L'anno {anno} è stato validato il {data(rendicontazione.validata_il)}.")
    if rendicontazione.trasmessa_il is not None:
        raise AzioneNegata(
            f"La rendicontazione {anno} è al Nucleo dal {data(rendicontazione.trasmessa_il)}: "
            "si correggono solo i risultati che il Nucleo rinvia, senza bisogno di altro tempo."
        )
    if rendicontazione.stato != StatoRendicontazione.APERTA:
        raise AzioneNegata(f"La rilevazione del {anno} non è ancora aperta.")


def controlla_finestra_fissata(rendicontazione: Rendicontazione, periodo: str) -> None:
    if periodo == Periodo.INTERMEDIO and rendicontazione.intermedio_al is None:
        raise AzioneNegata(f"Il monitoraggio intermedio del {rendicontazione.anno} non ha ancora una finestra.")


def controlla_proroga_in_corso(proroga: Proroga, adesso: datetime) -> None:
    if proroga.fino_al <= adesso:
        raise AzioneNegata(f"La proroga è già finita il {data_ora(proroga.fino_al)}.")
