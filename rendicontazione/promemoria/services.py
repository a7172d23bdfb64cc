"""Writing reminders down: the digest of the day, the reminder asked for by hand, trying again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda, chiave_di
from pianoperf.organizzazione.models import Ente, Persona, Utente
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.enums import MotivoMessaggio, Periodo
from rendicontazione.models import Messaggio, Rendicontazione
from rendicontazione.promemoria import permissions
from rendicontazione.promemoria.impegni import Impegno, impegni_di, indirizzo_di, rendicontazioni_in_corso
from rendicontazione.promemoria.ragioni import Ragione, dati_dell_anno, gia_dette, ragioni
from rendicontazione.promemoria.selectors import NON_RIUSCITI, ultimi_avvisi
from rendicontazione.promemoria.testi import Argomento, scrivi
from rendicontazione.services.anno import bloccata


def scrivi_promemoria(*, ente: Ente, adesso: datetime, preavvisi: Sequence[int] | None = None) -> list[Messaggio]:
    """One message for each persona who has something new to know today; none for the others.

    Run twice it writes nothing twice: each reason is told once, and each persona has one reminder a day.
    """
    dette = gia_dette(ente, adesso)
    scritti = []
    for persona_id, impegni in impegni_di(rendicontazioni_in_corso(ente)).items():
        note = dette.get(persona_id, set())
        argomenti = [Argomento(impegno, ragioni(impegno, adesso, note, preavvisi)) for impegno in impegni]
        argomenti = [argomento for argomento in argomenti if argomento.ragioni]
        persona = impegni[0].persona
        if argomenti and indirizzo_di(persona):
            chiave = f"promemoria:{timezone.localdate(adesso).isoformat()}:{persona_id}"
            scritti.append(_scritto(ente, persona, argomenti, chiave, adesso))
    return [messaggio for messaggio in scritti if messaggio is not None]


def _scritto(
    ente: Ente,
    persona: Persona,
    argomenti: Sequence[Argomento],
    chiave: str,
    adesso: datetime,
    creato_da: Utente | None = None,
) -> Messaggio | None:
    """None when that message is already there."""
    oggetto, testo = scrivi(persona, ente, argomenti, adesso, creato_da)
    messaggio, nuovo = Messaggio.objects.get_or_create(
        ente=ente,
        chiave=chiave,
        defaults={
            "persona": persona,
            "indirizzo": indirizzo_di(persona),
            "motivi": [ragione.dati for argomento in argomenti for ragione in argomento.ragioni],
            "oggetto": oggetto,
            "testo": testo,
            "creato_da": creato_da,
            "creato_il": adesso,
        },
    )
    return messaggio if nuovo else None


@transaction.atomic
def sollecita(
    *, rendicontazione: Rendicontazione, persona: Persona, periodo: str, utente: Utente, adesso: datetime
) -> Messaggio:
    """Remind one person now of what is missing in that year and period. Raises AzioneNegata."""
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_sollecitare(utente, rendicontazione, periodo, adesso)
    impegno = _impegni(rendicontazione, periodo).get(persona.pk)
    if impegno is None:
        raise AzioneNegata("Non ha niente da fare.")
    ultimo = ultimi_avvisi(rendicontazione).get(persona.pk)
    permissions.controlla_sollecitabile(impegno.persona, impegno.da_fare, ultimo, adesso)
    messaggio = _sollecito(impegno, utente, adesso)
    accoda_spedizione(ente=rendicontazione.piano.ente, messaggi=[messaggio], utente=utente, adesso=adesso)
    return messaggio


@transaction.atomic
def sollecita_tutti(
    *, rendicontazione: Rendicontazione, periodo: str, utente: Utente, adesso: datetime
) -> list[Messaggio]:
    """Remind everybody who may be reminded; the others are left out. Raises AzioneNegata when there is nobody."""
    rendicontazione = bloccata(rendicontazione)
    permissions.controlla_puo_sollecitare(utente, rendicontazione, periodo, adesso)
    ultimi = ultimi_avvisi(rendicontazione)
    scritti = []
    for persona_id, impegno in _impegni(rendicontazione, periodo).items():
        try:
            permissions.controlla_sollecitabile(impegno.persona, impegno.da_fare, ultimi.get(persona_id), adesso)
        except AzioneNegata:
            continue
        scritti.append(_sollecito(impegno, utente, adesso))
    if not scritti:
        raise AzioneNegata(
            "Nessuno da sollecitare: chi ha da fare è già avvisato da meno di 24 ore o è senza indirizzo."
        )
    accoda_spedizione(ente=rendicontazione.piano.ente, messaggi=scritti, utente=utente, adesso=adesso)
    return scritti


def _impegni(rendicontazione: Rendicontazione, periodo: str) -> dict[int, Impegno]:
    return {
        persona_id: impegno
        for persona_id, impegni in impegni_di([rendicontazione]).items()
        for impegno in impegni
        if impegno.periodo == periodo
    }


def _sollecito(impegno: Impegno, utente: Utente, adesso: datetime) -> Messaggio:
    dati = {**dati_dell_anno(impegno, MotivoMessaggio.SOLLECITO), "il": adesso.isoformat()}
    argomenti = [Argomento(impegno, [Ragione(MotivoMessaggio.SOLLECITO, dati)])]
    chiave = f"sollecito:{impegno.rendicontazione.pk}:{Periodo(impegno.periodo).value}:{impegno.persona.pk}"
    ente = impegno.rendicontazione.piano.ente
    scritto = _scritto(ente, impegno.persona, argomenti, f"{chiave}:{adesso.isoformat()}", adesso, utente)
    if scritto is None:
        raise AzioneNegata("Questo sollecito è già stato scritto.")
    return scritto


@transaction.atomic
def riprova_messaggio(*, messaggio: Messaggio, utente: Utente, adesso: datetime) -> Messaggio:
    """Send again what did not leave, to the address that the persona has now. Raises AzioneNegata."""
    messaggio = (
        Messaggio.objects.select_for_update(of=("self",)).select_related("ente", "persona__utente").get(pk=messaggio.pk)
    )
    permissions.controlla_puo_riprovare(utente, messaggio)
    if messaggio.persona is not None:
        messaggio.indirizzo = indirizzo_di(messaggio.persona) or messaggio.indirizzo
    messaggio.tentativi, messaggio.errore = 0, ""
    messaggio.save(update_fields=["indirizzo", "tentativi", "errore"])
    accoda_spedizione(ente=messaggio.ente, messaggi=[messaggio], utente=utente, adesso=adesso)
    return messaggio


def accoda_promemoria(*, ente: Ente, adesso: datetime) -> Lavoro | None:
    """Ask for the digest of the day, once; None when it already failed today, which is for a person to look at."""
    giorno = timezone.localdate(adesso).isoformat()
    chiave = chiave_di(["promemoria", giorno])
    falliti = Lavoro.objects.filter(ente=ente, tipo=TipoLavoro.PROMEMORIA, chiave=chiave, stato=StatoLavoro.FALLITO)
    if falliti.exists():
        return None
    return accoda(
        ente=ente,
        tipo=TipoLavoro.PROMEMORIA,
        parametri={"che_cosa": "promemoria", "giorno": giorno},
        chiave=chiave,
        utente=None,
        adesso=adesso,
    )


def accoda_spedizione(*, ente: Ente, messaggi: Sequence[Messaggio], utente: Utente | None, adesso: datetime) -> Lavoro:
    """Ask for these messages to be sent; each attempt is a job of its own."""
    quali = sorted((messaggio.pk, messaggio.tentativi) for messaggio in messaggi)
    return accoda(
        ente=ente,
        tipo=TipoLavoro.PROMEMORIA,
        parametri={"che_cosa": "spedizione", "messaggi": [pk for pk, _ in quali]},
        chiave=chiave_di(["spedizione", quali, adesso]),
        utente=utente,
        adesso=adesso,
    )


@transaction.atomic
def riprova_non_riusciti(*, ente: Ente, utente: Utente, adesso: datetime) -> int:
    """Send again all that did not leave and is not tried by itself any more. Raises AzioneNegata."""
    permissions.controlla_puo_leggere(utente, ente)
    falliti = list(Messaggio.objects.filter(NON_RIUSCITI, ente=ente).order_by("pk"))
    if not falliti:
        raise AzioneNegata("Non ci sono messaggi da rispedire.")
    for messaggio in falliti:
        riprova_messaggio(messaggio=messaggio, utente=utente, adesso=adesso)
    return len(falliti)
