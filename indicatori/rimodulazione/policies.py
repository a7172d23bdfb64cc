"""What the state of a proposal, and of the years, allows. Each check raises AzioneNegata with its sentence."""

from __future__ import annotations

from obiettivi.enums import FaseAnno, StatoRimodulazione
from obiettivi.models import Piano, Rimodulazione
from obiettivi.porte import fasi_degli_anni
from pianoperf.web.rifiuti import AzioneNegata


def controlla_in_preparazione(rimodulazione: Rimodulazione) -> None:
    if rimodulazione.stato != StatoRimodulazione.PROPOSTA:
        raise AzioneNegata(f"Questa rimodulazione è già {rimodulazione.get_stato_display().lower()}.")


def anni_bloccati(piano: Piano) -> dict[int, str]:
    """The years whose targets a change may not touch, each with its sentence."""
    frasi = {
        FaseAnno.CHIUSO: "Il {anno} è già validato: i suoi target non si cambiano più.",
        FaseAnno.AL_NUCLEO: "Il {anno} è all'esame del Nucleo: i suoi target non si cambiano finché non è deciso.",
    }
    fasi = fasi_degli_anni(piano)
    return {anno: frasi[fase].format(anno=anno) for anno, fase in sorted(fasi.items()) if fase in frasi}
