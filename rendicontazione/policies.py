"""Is it possible in this state? Each `controlla_...` raises AzioneNegata with a sentence for the person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from obiettivi.enums import StatoPiano
from obiettivi.models import Piano
from pianoperf.web.rifiuti import AzioneNegata
from pianoperf.web.templatetags.formati import data_ora
from rendicontazione.calendario.finestre import con_proroga, finestra_di
from rendicontazione.enums import EsitoValidazione, Periodo, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Proroga, Rendicontazione, Risultato
from rendicontazione.nucleo.policies import controlla_chiudibile, controlla_senza_richieste

NEL_NUCLEO = {StatoRendicontazione.TRASMESSA, StatoRendicontazione.IN_VALIDAZIONE}
GIUDICABILE = {StatoRendicontazione.APERTA, *NEL_NUCLEO}
GIUDICATI = {StatoRisultato.CONFERMATO, StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE}

NOMI_FINESTRE = {Periodo.FINALE: "", Periodo.INTERMEDIO: "monitoraggio intermedio del "}


def _giorno(momento: datetime | None) -> str:
    return timezone.localtime(momento).strftime("%d/%m/%Y") if momento else "data non fissata"


def controlla_apribile(piano: Piano) -> None:
    if piano.stato not in {StatoPiano.APPROVATO, StatoPiano.VIGENTE}:
        raise AzioneNegata(
            f"Il piano è in stato «{piano.get_stato_display()}»: si rendiconta solo un piano approvato con un atto."
        )


def controlla_compilabile(risultato: Risultato, adesso: datetime, proroga: Proroga | None = None) -> None:
    """A result may be written: its year is open and its window too, or the Nucleo sent it back.

    `proroga` is the extension of who asks; after the window it alone lets write, until it ends.
    """
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
    _controlla_non_al_nucleo(rendicontazione, proroga)
    _controlla_finestra(risultato, adesso, proroga)
    _controlla_non_inviato(risultato)


def _controlla_non_al_nucleo(rendicontazione: Rendicontazione, proroga: Proroga | None) -> None:
    if rendicontazione.stato in NEL_NUCLEO:
        raise AzioneNegata(
            f"La rendicontazione {rendicontazione.anno} è al Nucleo dal {_giorno(rendicontazione.trasmessa_il)}: "
            "si possono correggere solo i risultati che il Nucleo rinvia."
            + (" La proroga non serve più." if proroga else "")
        )


def _controlla_finestra(risultato: Risultato, adesso: datetime, proroga: Proroga | None) -> None:
    finestra = finestra_di(risultato.rendicontazione, risultato.periodo)
    quale = f"La finestra per il {NOMI_FINESTRE[Periodo(risultato.periodo)]}{risultato.rendicontazione.anno}"
    if risultato.periodo == Periodo.INTERMEDIO and not finestra.fissata:
        raise AzioneNegata(f"{quale} non è ancora stata fissata.")
    if finestra.dal and adesso < finestra.dal:
        raise AzioneNegata(f"{quale} si apre il {_giorno(finestra.dal)}.")
    if not con_proroga(finestra, proroga).finita(adesso):
        return
    if proroga is not None:
        raise AzioneNegata(f"{quale} si è chiusa, e la proroga è finita il {data_ora(proroga.fino_al)}.")
    raise AzioneNegata(f"{quale} si è chiusa il {_giorno(finestra.al)}: chiedi all'amministratore di prorogarla.")


def _controlla_non_inviato(risultato: Risultato) -> None:
    if risultato.stato == StatoRisultato.TRASMESSO and risultato.periodo == Periodo.INTERMEDIO:
        raise AzioneNegata(
            f"Monitoraggio inviato il {_giorno(risultato.inviato_il)}: l'aggiornamento si scrive nel consuntivo."
        )
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
    if risultato.periodo == Periodo.INTERMEDIO:
        raise AzioneNegata("Il monitoraggio intermedio non si giudica: il Nucleo lo legge accanto al consuntivo.")
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
    sospesi = rendicontazione.risultati.filter(
        periodo=Periodo.FINALE, stato__in=[StatoRisultato.TRASMESSO, StatoRisultato.RINVIATO]
    ).count()
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
