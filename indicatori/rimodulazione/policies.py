"""What the state of a plan, or of a proposal, allows. Each check raises AzioneNegata with its sentence."""

from __future__ import annotations

from obiettivi.enums import FaseAnno, StatoPiano, StatoRimodulazione
from obiettivi.models import Piano, Rimodulazione
from obiettivi.policies import IN_VIGORE
from obiettivi.porte import fasi_degli_anni
from pianoperf.web.rifiuti import AzioneNegata


def controlla_rimodulabile(piano: Piano) -> None:
    """An approved plan, of which nobody is already preparing a change."""
    if piano.stato == StatoPiano.BOZZA:
        raise AzioneNegata("Il piano è ancora una bozza: si cambia reimportando il foglio, senza un altro atto.")
    if piano.stato not in IN_VIGORE:
        raise AzioneNegata(f"Il piano è «{piano.get_stato_display().lower()}»: non si rimodula più.")
    aperta = piano.rimodulazioni.filter(stato=StatoRimodulazione.PROPOSTA).first()
    if aperta is not None:
        raise AzioneNegata(
            f"C'è già una rimodulazione in preparazione («{aperta.oggetto}»): approvala o ritirala prima di un'altra."
        )


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
