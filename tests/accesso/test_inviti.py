"""Invitations: a link that is good once, for some days, to one person; a role that begins when it is accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf.organizzazione.accesso import lettere
from pianoperf.organizzazione.accesso.models import Invito
from pianoperf.organizzazione.models import Incarico, Persona, Utente
from rendicontazione.registro.selectors import Registro
from tests.accesso.conftest import password
from tests.scenari import Cast

INVITI = "/ente-prova/inviti/"
DATI = {"nome": "Ines", "cognome": "Invitata", "email": "Ines@Ente.example", "ruolo": "responsabile", "persona": ""}
NUOVA = {"new_password1": "il-gatto-sul-tetto-99", "new_password2": "il-gatto-sul-tetto-99"}


@pytest.fixture
def anna(cast: Cast) -> Client:
    client = Client()
    password(client, "anna")
    return client


def _invita(anna: Client, mailoutbox: list[Any], **altro: Any) -> str:
    """The address in the message."""
    assert anna.post(INVITI, {**DATI, **altro}).status_code == 302
    return _collegamento(mailoutbox[-1])


def _collegamento(lettera: Any) -> str:
    return next(riga for riga in lettera.body.splitlines() if "/invito/" in riga).split("localhost:8000", 1)[1]


def test_dall_invito_al_ruolo(anna: Client, cast: Cast, mailoutbox: list[Any]) -> None:
    bruno = Persona.objects.get(cognome="Bianchi")
    dove = _invita(anna, mailoutbox, persona=bruno.pk)
    lettera = mailoutbox[0]
    assert (lettera.to, lettera.subject) == (["ines@ente.example"], "Invito a pianoperf: Ente di prova")
    assert "con il ruolo di responsabile" in lettera.body
    assert "In attesa" in anna.get(INVITI).content.decode()
    ines = Client()
    assert "ti dà il ruolo di" in ines.get(dove).content.decode()
    assert ines.post(dove, {**NUOVA, "new_password2": "altra"}).status_code == 422
    assert (
        ines.post(dove, {"new_password1": "ines@ente.example", "new_password2": "ines@ente.example"}).status_code == 422
    )
    assert not Utente.objects.filter(email="ines@ente.example").exists()
    assert ines.post(dove, NUOVA).status_code == 302
    assert ines.get("/ente-prova/piani/").status_code == 200
    utente = Utente.objects.get(username="ines@ente.example")
    incarico = Incarico.objects.get(utente=utente)
    assert (incarico.ruolo, incarico.dal, incarico.al) == ("responsabile", timezone.localdate(), None)
    bruno.refresh_from_db()
    assert bruno.utente == utente
    assert "Accettato" in anna.get(INVITI).content.decode()
    assert password(Client(), "ines@ente.example", NUOVA["new_password1"]).status_code == 302


def test_un_collegamento_usato_scaduto_revocato_o_rispedito_non_vale(
    anna: Client, cast: Cast, mailoutbox: list[Any]
) -> None:
    dove = _invita(anna, mailoutbox)
    invito = Invito.objects.get()
    Invito.objects.update(scade_il=timezone.now() - timedelta(seconds=1))
    scaduto = Client().get(dove)
    assert (scaduto.status_code, "è scaduto" in scaduto.content.decode()) == (410, True)
    assert Client().post(dove, NUOVA).status_code == 410
    assert "Scaduto" in anna.get(INVITI).content.decode()
    anna.post(reverse("invito_rispedisci", kwargs={"ente": "ente-prova", "invito": invito.pk}))
    nuovo = _collegamento(mailoutbox[-1])
    assert Client().get(dove).status_code == 404
    assert Client().get(nuovo).status_code == 200
    anna.post(reverse("invito_revoca", kwargs={"ente": "ente-prova", "invito": invito.pk}))
    assert Client().post(nuovo, NUOVA).status_code == 410
    assert not Utente.objects.filter(email="ines@ente.example").exists()
    rispedisci = reverse("invito_rispedisci", kwargs={"ente": "ente-prova", "invito": invito.pk})
    assert "già revocato" in anna.post(rispedisci, follow=True).content.decode()
    usato = _invita(anna, mailoutbox)
    Client().post(usato, NUOVA)
    assert Client().get(usato).status_code == 410


def test_chi_ha_già_un_accesso_entra_e_accetta(anna: Client, cast: Cast, mailoutbox: list[Any]) -> None:
    Utente.objects.filter(pk=cast.estraneo.pk).update(email="elio@altro.example")
    dove = _invita(anna, mailoutbox, email="elio@altro.example", ruolo="nucleo")
    senza = Client()
    assert f'href="/accedi/?next={dove}"' in senza.get(dove).content.decode()
    assert senza.post(dove, NUOVA).status_code == 200
    assert not Incarico.objects.filter(utente=cast.estraneo, ente=cast.ente).exists()
    password(senza, "rita")
    assert senza.post(dove).status_code == 403
    elio = Client()
    assert password(elio, "elio", next=dove).url == dove
    elio.post(dove)
    assert Incarico.objects.filter(utente=cast.estraneo, ente=cast.ente, ruolo="nucleo").exists()
    assert elio.get("/ente-prova/piani/").status_code == 200


def test_non_si_invita_due_volte_né_chi_ha_già_il_ruolo(anna: Client, cast: Cast, mailoutbox: list[Any]) -> None:
    _invita(anna, mailoutbox)
    di_nuovo = anna.post(INVITI, {**DATI, "email": "ines@ente.example"})
    assert (di_nuovo.status_code, "già un invito" in di_nuovo.content.decode()) == (422, True)
    Utente.objects.filter(pk=cast.responsabile.pk).update(email="rita@ente.example")
    gia = anna.post(INVITI, {**DATI, "email": "rita@ente.example"})
    assert "Rita Rossi ha già questo ruolo" in gia.content.decode()
    rita = Persona.objects.get(cognome="Rossi")
    assert anna.post(INVITI, {**DATI, "persona": rita.pk}).status_code == 422
    assert len(mailoutbox) == 1


def test_se_il_messaggio_non_parte_l_elenco_lo_dice(anna: Client, cast: Cast) -> None:
    with patch.object(lettere.EmailMessage, "send", side_effect=ConnectionRefusedError):
        pagina = anna.post(INVITI, DATI, follow=True).content.decode()
    assert "il messaggio non è partito" in pagina
    assert Invito.objects.get().spedito_il is None


def test_il_collegamento_non_sta_nella_banca_dati_e_l_invito_sta_nel_registro(
    anna: Client, cast: Cast, mailoutbox: list[Any]
) -> None:
    gettone = _invita(anna, mailoutbox).split("/")[-2]
    invito = Invito.objects.get()
    assert gettone not in str(vars(invito))
    assert not hasattr(Invito.pgh_event_model, "impronta")
    voci = [voce for voce in Registro(cast.ente) if voce.tipo.lower() == "invito"]
    assert voci[-1].operazione == "Creazione"
    assert voci[-1].chi == "Anna Ammini"


def test_chi_deve_avere_il_secondo_fattore_lo_imposta_prima_di_tutto(
    anna: Client, cast: Cast, mailoutbox: list[Any]
) -> None:
    cast.ente.ruoli_secondo_fattore = ["nucleo"]
    cast.ente.save()
    dove, ines = _invita(anna, mailoutbox, ruolo="nucleo"), Client()
    ines.post(dove, NUOVA)
    assert ines.get("/ente-prova/piani/").url == reverse("sicurezza")


def test_l_amministratrice_vede_chi_entra_e_sceglie_i_ruoli(anna: Client, cast: Cast) -> None:
    accessi = "/ente-prova/accessi/"
    password(Client(), "dario", "sbagliata")
    testo = anna.get(accessi).content.decode()
    for parola in ("Nora Nucleo", "Password errata", "stabilito: nessuno"):
        assert parola in testo
    assert "Elio Estraneo" not in testo
    assert anna.post(accessi, {"scelta": "propria", "ruoli": ["nucleo", "direttore"]}).status_code == 302
    cast.ente.refresh_from_db()
    assert cast.ente.ruoli_secondo_fattore == ["direttore", "nucleo"]
    assert "Manca: lo imposta" in anna.get(accessi).content.decode()
    anna.post(accessi, {"scelta": "predefinita", "ruoli": ["nucleo"]})
    cast.ente.refresh_from_db()
    assert cast.ente.ruoli_secondo_fattore is None
    assert anna.post(accessi, {"scelta": "propria", "ruoli": ["re"]}).status_code == 422
    rita = Client()
    password(rita, "rita")
    assert rita.post(accessi, {"scelta": "propria"}).status_code == 403
