"""What the jobs of a body make and send holds nothing of the twin."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicatori.esportazione.formati import in_formato
from indicatori.importazione.services import carica_foglio
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.esecuzione import esegui
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.accesso.inviti.services import invita
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Persona
from rendicontazione.documenti.raccolta import chiedi_raccolta
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import Periodo, TipoDocumento
from rendicontazione.esportazione.services import chiedi_esportazione
from rendicontazione.models import Documento, Esportazione, Messaggio, Raccolta
from rendicontazione.promemoria.services import scrivi_promemoria, sollecita_tutti
from tests.isolamento.marchio import letto, marchiato
from tests.permessi.scena import Scena
from tests.permessi.sessioni import RETRO
from tests.scenari import dati_di_prova

pytestmark = pytest.mark.django_db
ANTEPRIMA = ("importazione_anteprima", "importazione_differenze", "importazione_annotato")


def _contenuto(fatto: Documento | Esportazione | Raccolta) -> str:
    fatto.refresh_from_db()
    with fatto.file.open("rb") as flusso:
        return letto(HttpResponse(flusso.read()))


def _eseguito(lavoro: Lavoro) -> Lavoro:
    esegui(UUID(str(lavoro.pk)))
    lavoro.refresh_from_db()
    assert lavoro.stato == "pronto", lavoro.errore
    return lavoro


def test_tutto_l_ente_è_tutto_il_mio(scena: Scena, altro: Scena) -> None:
    testi = {}
    for di in (scena, altro):
        chiesta = chiedi_esportazione(ente=di.cast.ente, utente=di.cast.amministratrice, adesso=timezone.now())
        _eseguito(chiesta.lavoro)
        testi[di.cast.ente.pk] = _contenuto(chiesta)
    assert "Sportello" in testi[scena.cast.ente.pk]
    assert not marchiato(testi[scena.cast.ente.pk])
    assert marchiato(testi[altro.cast.ente.pk])


def test_un_documento_è_del_mio_piano(scena: Scena, altro: Scena, pdf_da_soli: None) -> None:
    testi = {}
    for di in (scena, altro):
        chi, adesso = di.cast.direttore, timezone.now()
        chiesto = chiedi_documento(
            piano=di.anno.piano, tipo=TipoDocumento.RENDICONTAZIONE, anno=2023, utente=chi, adesso=adesso
        )
        _eseguito(chiesto.lavoro)
        testi[di.cast.ente.pk] = _contenuto(chiesto)
    assert "Sportello" in testi[scena.cast.ente.pk]
    assert not marchiato(testi[scena.cast.ente.pk])
    assert marchiato(testi[altro.cast.ente.pk])


def test_i_promemoria_sono_per_i_miei(scena: Scena, altro: Scena) -> None:
    for di in (scena, altro):
        Persona.objects.filter(ente=di.cast.ente).update(email=f"chi@{di.cast.ente.codice}.it")
        di.cast.responsabile.email = f"rita@{di.cast.ente.codice}.it"
        di.cast.responsabile.save(update_fields=["email"])
    scritti = scrivi_promemoria(ente=scena.cast.ente, adesso=timezone.now())
    assert scritti
    assert len(scritti) == Messaggio.objects.filter(ente=scena.cast.ente, pk__in=[uno.pk for uno in scritti]).count()
    for messaggio in Messaggio.objects.filter(ente=scena.cast.ente):
        assert not marchiato(str(vars(messaggio)))


def test_tutti_gli_allegati_sono_i_miei(scena: Scena, altro: Scena, pdf_da_soli: None) -> None:
    testi = {}
    for di in (scena, altro):
        chiesta = chiedi_raccolta(ente=di.cast.ente, utente=di.cast.organo, adesso=timezone.now())
        _eseguito(chiesta.lavoro)
        testi[di.cast.ente.pk] = _contenuto(chiesta)
    assert "Sportello" in testi[scena.cast.ente.pk]
    assert not marchiato(testi[scena.cast.ente.pk])
    assert marchiato(testi[altro.cast.ente.pk])


def test_un_foglio_si_confronta_col_mio_piano(scena: Scena, altro: Scena) -> None:
    """The same workbook for both: what differs is only what each has."""
    differenze = {}
    for di in (scena, altro):
        contenuto = in_formato("xlsx", replace(dati_di_prova(), ente=di.ente, codice=di.piano))
        caricato = carica_foglio(
            ente=di.cast.ente,
            nome_file="piano.xlsx",
            contenuto=contenuto,
            utente=di.cast.amministratrice,
            adesso=timezone.now(),
        )
        _eseguito(caricato.lavoro)
        pagine = [reverse(nome, kwargs={"ente": di.ente, "importazione": caricato.pk}) for nome in ANTEPRIMA]
        client = Client()
        client.force_login(di.cast.amministratrice, backend=RETRO)
        differenze[di.cast.ente.pk] = " ".join(letto(client.get(pagina)) for pagina in pagine)
    assert "Sportello" in differenze[scena.cast.ente.pk]
    assert not marchiato(differenze[scena.cast.ente.pk])
    assert marchiato(differenze[altro.cast.ente.pk])


def test_le_lettere_di_un_ente_parlano_di_lui(scena: Scena, altro: Scena, mailoutbox: list[EmailMessage]) -> None:
    """A reminder, an invitation and the news of a job, each with its post."""
    for di in (scena, altro):
        mailoutbox.clear()
        di.cast.responsabile.email = f"rita@{di.ente}.example"
        di.cast.responsabile.save(update_fields=["email"])
        chi, adesso = di.cast.amministratrice, timezone.now()
        scritti = sollecita_tutti(rendicontazione=di.anno, periodo=Periodo.FINALE, utente=chi, adesso=adesso)
        spediti = Lavoro.objects.filter(ente=di.cast.ente, tipo=TipoLavoro.PROMEMORIA, stato="in_coda")
        for lavoro in spediti:
            _eseguito(lavoro)
        invita(
            ente=di.cast.ente,
            nome="Ivo",
            cognome="Invitato",
            email=f"ivo@{di.ente}.example",
            ruolo=Ruolo.ORGANO,
            utente=chi,
            adesso=adesso,
        )
        lettere = [" ".join([uno.subject, str(uno.body), *uno.to, str(uno.extra_headers)]) for uno in mailoutbox]
        assert scritti
        assert len(lettere) >= 2
        assert all(uno.endswith(f"@{di.ente}.example") for lettera in mailoutbox for uno in lettera.to)
        assert [bool(marchiato(lettera)) for lettera in lettere] == [di is altro] * len(lettere)
