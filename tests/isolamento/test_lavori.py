"""What the jobs of a body make and send holds nothing of the twin."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.utils import timezone

from pianoperf.lavori.esecuzione import esegui
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Persona
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import TipoDocumento
from rendicontazione.esportazione.services import chiedi_esportazione
from rendicontazione.models import Documento, Esportazione, Messaggio
from rendicontazione.promemoria.services import scrivi_promemoria
from tests.isolamento.marchio import letto, marchiato
from tests.permessi.scena import Scena

pytestmark = pytest.mark.django_db


def _contenuto(fatto: Documento | Esportazione) -> str:
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
