"""Is it possible in this state? What the Nucleo's work allows and forbids; each raises AzioneNegata."""

from __future__ import annotations

from django.utils import timezone

from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.enums import Periodo, StatoRendicontazione, StatoRichiesta, StatoRisultato, TipoRichiesta
from rendicontazione.models import Rendicontazione, Richiesta, Risultato
from rendicontazione.nucleo.valide import seduta_che_vale

S = StatoRendicontazione
AL_LAVORO = {S.APERTA, S.TRASMESSA, S.IN_VALIDAZIONE}
NON_DECISI = {StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA, StatoRisultato.RINVIATO, StatoRisultato.TRASMESSO}


def controlla_al_lavoro(rendicontazione: Rendicontazione) -> None:
    """The Nucleo works on a year from its opening to its validation."""
    if rendicontazione.chiusa:
        giorno = timezone.localtime(rendicontazione.validata_il)
        raise AzioneNegata(
            f"L'anno {rendicontazione.anno} è stato chiuso dal Nucleo il {giorno:%d/%m/%Y}: non si scrive più."
        )
    if rendicontazione.stato not in AL_LAVORO:
        raise AzioneNegata(f"La rilevazione del {rendicontazione.anno} non è ancora aperta.")


def controlla_in_esame(rendicontazione: Rendicontazione) -> None:
    """The checklist is about a year that was handed over."""
    controlla_al_lavoro(rendicontazione)
    if rendicontazione.stato == S.APERTA:
        raise AzioneNegata("La verifica si compila quando il direttore ha trasmesso l'anno al Nucleo.")


def controlla_in_validazione(rendicontazione: Rendicontazione) -> None:
    if rendicontazione.stato != S.IN_VALIDAZIONE:
        raise AzioneNegata(
            "I completi si confermano insieme durante la validazione; "
            f"questa rendicontazione è «{rendicontazione.get_stato_display().lower()}»."
        )


def controlla_scrive_l_ente(risultato: Risultato) -> None:
    """During the validation the body writes only on what the Nucleo sent back."""
    controlla_al_lavoro(risultato.rendicontazione)
    if risultato.rendicontazione.stato == S.IN_VALIDAZIONE and risultato.stato != StatoRisultato.RINVIATO:
        raise AzioneNegata("La validazione è in corso: scrive solo il Nucleo. Usa la discussione dell'indicatore.")


def controlla_richiedibile(risultato: Risultato, tipo: str) -> None:
    """A grade is asked for on what was sent; leaving out, on anything not decided yet."""
    if risultato.periodo == Periodo.INTERMEDIO:
        raise AzioneNegata("Sul monitoraggio intermedio non si chiede niente: il Nucleo decide sul consuntivo.")
    controlla_scrive_l_ente(risultato)
    if risultato.stato not in NON_DECISI:
        stato = risultato.get_stato_display().lower()
        raise AzioneNegata(f"Il Nucleo ha già deciso su questo indicatore ({stato}): non si può più chiedere.")
    if tipo == TipoRichiesta.FORZATURA and risultato.stato != StatoRisultato.TRASMESSO:
        raise AzioneNegata("Si chiede un altro grado su un risultato inviato: invia prima il risultato.")
    if _attende_una_risposta(risultato):
        raise AzioneNegata("C'è già una richiesta in attesa su questo indicatore.")


def controlla_in_attesa(richiesta: Richiesta) -> None:
    if richiesta.stato != StatoRichiesta.IN_ATTESA:
        raise AzioneNegata(f"Questa richiesta è già chiusa: {richiesta.get_stato_display().lower()}.")


def controlla_senza_richieste(risultato: Risultato) -> None:
    """A request is answered before the opinion on its result is given."""
    if _attende_una_risposta(risultato):
        raise AzioneNegata("Il direttore ha fatto una richiesta su questo indicatore: decidi prima quella.")


def _attende_una_risposta(risultato: Risultato) -> bool:
    """Reads the requests prefetched with the result, if they are."""
    return any(voce.stato == StatoRichiesta.IN_ATTESA for voce in risultato.richieste.all())


def controlla_chiudibile(rendicontazione: Rendicontazione) -> None:
    """No request waits, and a body that registered its members has met validly about the year."""
    in_attesa = Richiesta.objects.filter(
        risultato__rendicontazione=rendicontazione, stato=StatoRichiesta.IN_ATTESA
    ).count()
    if in_attesa:
        quante = "1 richiesta attende" if in_attesa == 1 else f"{in_attesa} richieste attendono"
        raise AzioneNegata(f"Non si può validare: {quante} ancora la risposta del Nucleo.")
    if not rendicontazione.piano.ente.componenti_nucleo.exists() or seduta_che_vale(rendicontazione):
        return
    if rendicontazione.riaperture.exists():
        raise AzioneNegata("Non si può validare: dopo la riapertura serve una seduta valida del Nucleo.")
    raise AzioneNegata("Non si può validare: registra almeno una seduta valida del Nucleo.")
