"""The e-mail to who asked to be told: a document, or the zip of all of them, is ready or did not succeed.

It is a Messaggio like the reminders, written in the transaction that ends the job and sent by theirs. It leads to the
page of the documents, never to the file: who reads it still has to log in.
"""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse

from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Attesa, Lavoro
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import ruoli_in
from pianoperf.organizzazione.selectors import persona_di
from rendicontazione.enums import MotivoMessaggio
from rendicontazione.models import Documento, Messaggio
from rendicontazione.promemoria.impegni import indirizzo_di
from rendicontazione.promemoria.services import accoda_spedizione
from rendicontazione.promemoria.testi import LUNGHEZZA_OGGETTO, sito

MODELLO = "rendicontazione/documenti/avviso.txt"


def indirizzo_per(utente: Utente, ente: Ente) -> str:
    """Where a login of that body reads mail, "" when it cannot be written to."""
    if utente.email:
        return utente.email
    persona = persona_di(utente, ente)
    return indirizzo_di(persona) if persona else ""


def avvisa_per_email(lavoro: Lavoro) -> None:
    """Write to each of those who asked for it, and hand the messages over to be sent. The job is over."""
    adesso = lavoro.finito_il
    if adesso is None:
        return
    attese = lavoro.attese.filter(con_email=True).select_related("utente")
    scritti = [messaggio for attesa in attese if (messaggio := _scritto(attesa, lavoro, adesso))]
    if scritti:
        accoda_spedizione(ente=lavoro.ente, messaggi=scritti, utente=None, adesso=adesso)


def _scritto(attesa: Attesa, lavoro: Lavoro, adesso: datetime) -> Messaggio | None:
    """None for who has no address or no role in the body any more."""
    utente, ente = attesa.utente, lavoro.ente
    indirizzo = indirizzo_per(utente, ente) if ruoli_in(utente, ente) else ""
    if not indirizzo:
        return None
    che_cosa = nome_di(lavoro)
    contesto = {
        "nome": utente.get_full_name() or utente.get_username(),
        "ente": ente,
        "che_cosa": che_cosa,
        "lavoro": lavoro,
        "pagina": sito(reverse("documenti", kwargs={"ente": ente.codice})),
    }
    stato = {StatoLavoro.PRONTO: "pronto", StatoLavoro.ANNULLATO: "annullato"}.get(StatoLavoro(lavoro.stato))
    return Messaggio.objects.create(
        ente=ente,
        persona=persona_di(utente, ente),
        indirizzo=indirizzo,
        motivi=[{"motivo": MotivoMessaggio.DOCUMENTO, "lavoro": str(lavoro.pk)}],
        oggetto=f"{ente.nome_breve}: {stato or 'non riuscito'}, {che_cosa}"[:LUNGHEZZA_OGGETTO],
        testo=render_to_string(MODELLO, contesto).strip() + "\n",
        chiave=f"lavoro:{lavoro.pk}:{utente.pk}:{adesso.isoformat()}",
        creato_il=adesso,
    )


def nome_di(lavoro: Lavoro) -> str:
    """What was asked for, in words."""
    if lavoro.tipo == TipoLavoro.RACCOLTA:
        return f"tutti gli allegati di {lavoro.ente.nome_breve}"
    documento = Documento.objects.filter(lavoro=lavoro).first()
    return f"«{documento.nome}»" if documento else lavoro.get_tipo_display().lower()
