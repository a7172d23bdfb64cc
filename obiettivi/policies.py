"""What the state of a plan allows, whoever asks. Each check raises AzioneNegata with its sentence."""

from __future__ import annotations

from django.db.models import Q

from obiettivi.enums import FaseAnno, StatoPiano, StatoRimodulazione
from obiettivi.models import Piano
from obiettivi.porte import fasi_degli_anni
from pianoperf.web.rifiuti import AzioneNegata

IN_VIGORE = (StatoPiano.APPROVATO, StatoPiano.VIGENTE)


def controlla_approvabile(piano: Piano) -> None:
    if piano.stato != StatoPiano.BOZZA:
        raise AzioneNegata(f"Il piano è già «{piano.get_stato_display().lower()}» con {piano.atto}.")
    if not piano.schede.exists():
        raise AzioneNegata("Il piano non ha ancora schede: importale prima di registrare l'approvazione.")


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


def controlla_chiudibile(piano: Piano) -> None:
    """A plan ends when a later edition is approved and nobody is measuring a year of it."""
    if piano.stato not in IN_VIGORE:
        raise AzioneNegata(f"Si chiude un piano approvato; questo è «{piano.get_stato_display().lower()}».")
    dopo = Piano.objects.filter(Q(precedente=piano) | Q(ente=piano.ente, primo_anno__gt=piano.primo_anno))
    if not dopo.exclude(stato=StatoPiano.BOZZA).exists():
        raise AzioneNegata("Si chiude un piano superato: l'ente non ha ancora approvato un'edizione successiva.")
    aperti = [anno for anno, fase in sorted(fasi_degli_anni(piano).items()) if fase != FaseAnno.CHIUSO]
    if aperti:
        anni = ", ".join(map(str, aperti))
        raise AzioneNegata(f"La rendicontazione non è ancora validata ({anni}): si chiude il piano dopo.")
    if piano.rimodulazioni.filter(stato=StatoRimodulazione.PROPOSTA).exists():
        raise AzioneNegata("C'è una rimodulazione in preparazione: approvala o ritirala prima di chiudere il piano.")
