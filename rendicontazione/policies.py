"""Is it possible in this state? Each `controlla_...` raises AzioneNegata with a sentence for the person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.enums import EsitoValidazione, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.nucleo.policies import controlla_chiudibile, controlla_senza_richieste

NEL_NUCLEO = {StatoRendicontazione.TRASMESSA, StatoRendicontazione.IN_VALIDAZIONE}
GIUDICABILE = {StatoRendicontazione.APERTA, *NEL_NUCLEO}
GIUDICATI = {StatoRisultato.CONFERMATO, StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE}


def _giorno(momento: datetime | None) -> str:
    return timezone.localtime(momento).strftime("%d/%m/%Y") if momento else "data non fissata"


def controlla_apribile(piano: Piano) -> None:
    if piano.stato not in {StatoPiano.APPROVATO, StatoPiano.VIGENTE}:
        raise AzioneNegata(
            f"Il piano è in stato «{piano.get_stato_display()}»: si rendiconta solo un piano approvato con un atto."
        )


def controlla_compilabile(risultato: Risultato, adesso: datetime) -> None:
    """A result may be written: its year is open in its window, or the Nucleo sent it back."""
    rendicontazione = risultato.rendicontazione
    if rendicontazione.stato == StatoRendicontazione.PREPARAZIONE:
        raise AzioneNegata(f"La rilevazione del {rendicontazione.anno} non è ancora aperta.")
    if rendicontazione.chiusa:
        raise AzioneNegata(
            f"L'anno {rendicontazione.anno} è stato validato il {_giorno(rendicontazione.validata_il)}: "
            "i risultati non si modificano più."
        )
    if risultato.stato == StatoRisultato.RINVIATO:
        return
    _controlla_finestra(rendicontazione, adesso)
    _controlla_non_inviato(risultato)


def _controlla_finestra(rendicontazione: Rendicontazione, adesso: datetime) -> None:
    if rendicontazione.stato in NEL_NUCLEO:
        raise AzioneNegata(
            f"La rendicontazione {rendicontazione.anno} è al Nucleo dal {_giorno(rendicontazione.trasmessa_il)}: "
            "si possono correggere solo i risultati che il Nucleo rinvia."
        )
    if rendicontazione.finestra_dal and adesso < rendicontazione.finestra_dal:
        raise AzioneNegata(
            f"La finestra per il {rendicontazione.anno} si apre il {_giorno(rendicontazione.finestra_dal)}."
        )
    if rendicontazione.finestra_al and adesso > rendicontazione.finestra_al:
        raise AzioneNegata(
            f"La finestra per il {rendicontazione.anno} si è chiusa il {_giorno(rendicontazione.finestra_al)}: "
            "chiedi all'amministratore di prorogarla."
        )


def _controlla_non_inviato(risultato: Risultato) -> None:
    if risultato.stato == StatoRisultato.TRASMESSO:
        raise AzioneNegata(
            f"Risultato inviato il {_giorno(risultato.inviato_il)}: per correggerlo, il Nucleo deve rinviarlo."
        )
    if risultato.stato not in {StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA}:
        stato = risultato.get_stato_display().lower()
        raise AzioneNegata(f"Il Nucleo ha già deciso il {_giorno(risultato.deciso_il)}: risultato {stato}.")


def controlla_giudicabile(risultato: Risultato) -> None:
    """The Nucleo may decide on a result as soon as it was sent, until the year is validated.

    In a year that was opened again it may also change what it had decided.
    """
    rendicontazione = risultato.rendicontazione
    if rendicontazione.chiusa:
        raise AzioneNegata(
            f"L'anno {rendicontazione.anno} è stato validato il {_giorno(rendicontazione.validata_il)}: "
            "il giudizio non si cambia più."
        )
    if rendicontazione.stato not in GIUDICABILE:
        raise AzioneNegata(f"La rilevazione del {rendicontazione.anno} non è ancora aperta.")
    if risultato.stato == StatoRisultato.RINVIATO:
        raise AzioneNegata("Risultato rinviato: si attende che il responsabile lo invii di nuovo.")
    controlla_senza_richieste(risultato)
    if risultato.stato == StatoRisultato.TRASMESSO or (risultato.stato in GIUDICATI and rendicontazione.riaperta):
        return
    stato = risultato.get_stato_display().lower()
    raise AzioneNegata(f"Si giudica un risultato inviato; questo è in stato «{stato}».")


def controlla_prorogabile(rendicontazione: Rendicontazione) -> None:
    if rendicontazione.stato != StatoRendicontazione.APERTA:
        raise AzioneNegata(
            "Si proroga la finestra di una rendicontazione aperta; "
            f"questa è «{rendicontazione.get_stato_display().lower()}»."
        )


def controlla_trasmissibile(rendicontazione: Rendicontazione) -> None:
    if rendicontazione.stato != StatoRendicontazione.APERTA:
        raise AzioneNegata(
            f"Si trasmette una rendicontazione aperta; questa è «{rendicontazione.get_stato_display().lower()}»."
        )


def controlla_prendibile_in_esame(rendicontazione: Rendicontazione) -> None:
    if rendicontazione.stato != StatoRendicontazione.TRASMESSA:
        raise AzioneNegata(
            "L'esame comincia quando la rendicontazione è trasmessa; "
            f"questa è «{rendicontazione.get_stato_display().lower()}»."
        )


def controlla_validabile(rendicontazione: Rendicontazione) -> None:
    """Every result sent has an opinion; what was never sent counts 0 from now on, and stays visible."""
    if rendicontazione.stato != StatoRendicontazione.IN_VALIDAZIONE:
        raise AzioneNegata(
            f"Si valida una rendicontazione in esame; questa è «{rendicontazione.get_stato_display().lower()}»."
        )
    sospesi = rendicontazione.risultati.filter(stato__in=[StatoRisultato.TRASMESSO, StatoRisultato.RINVIATO]).count()
    if sospesi:
        quanti = "1 risultato attende" if sospesi == 1 else f"{sospesi} risultati attendono"
        raise AzioneNegata(f"Non si può validare: {quanti} ancora il giudizio o la risposta al rinvio.")
    controlla_chiudibile(rendicontazione)


def controlla_approvabile(rendicontazione: Rendicontazione) -> None:
    if rendicontazione.atto is not None:
        raise AzioneNegata(f"L'anno {rendicontazione.anno} è già approvato con {rendicontazione.atto}.")
    if rendicontazione.chiusa and rendicontazione.esito == EsitoValidazione.NON_VALIDATA:
        raise AzioneNegata(
            f"Il Nucleo non ha validato il {rendicontazione.anno}: non si approva. Si può riaprire con un atto."
        )
    if rendicontazione.stato != StatoRendicontazione.VALIDATA:
        raise AzioneNegata(
            f"Si approva una rendicontazione validata; questa è «{rendicontazione.get_stato_display().lower()}»."
        )


def controlla_pubblicabile(rendicontazione: Rendicontazione) -> None:
    if rendicontazione.stato == StatoRendicontazione.PUBBLICATA:
        raise AzioneNegata(
            f"L'anno {rendicontazione.anno} è già pubblicato dal {_giorno(rendicontazione.pubblicata_il)}."
        )
    if rendicontazione.stato != StatoRendicontazione.APPROVATA:
        raise AzioneNegata(
            "Si pubblica una rendicontazione approvata con un atto; "
            f"questa è «{rendicontazione.get_stato_display().lower()}»."
        )


def controlla_riapribile(rendicontazione: Rendicontazione) -> None:
    if not rendicontazione.chiusa:
        raise AzioneNegata(
            f"Si riapre una rendicontazione validata; questa è «{rendicontazione.get_stato_display().lower()}»."
        )
