"""The name of who left goes, what they did stays; and who asks gets what is kept of them, without secrets."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from axes.models import AccessLog
from django.core.management import CommandError, call_command
from django.utils import timezone

from pianoperf.organizzazione.models import Incarico, Invito, PassiVisti, Persona, Utente
from rendicontazione.models import Risultato
from rendicontazione.sigillo.controllo import controlla
from tests import scenari
from tests.sigillo.conftest import sigilla_subito

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> scenari.Cast:
    """Dario wrote a result and left in 2015; Rita, who is in the plan, left too."""
    cast = scenari.crea_cast()
    scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.1", "SI")
    Utente.objects.filter(pk=cast.direttore.pk).update(email="dario@ente.it")
    Incarico.objects.filter(utente__in=[cast.direttore, cast.responsabile]).update(dal="2012-01-01", al="2015-12-31")
    Persona.objects.create(ente=cast.ente, nome="Dario", cognome="Dirigente", utente=cast.direttore, email="d@ente.it")
    Persona.objects.filter(utente=cast.responsabile).update(email="rita@ente.it")
    AccessLog.objects.create(username="dario", ip_address="192.0.2.1", user_agent="prova", path_info="/accedi/")
    PassiVisti.objects.create(utente=cast.direttore, ruolo="direttore", visti_il=timezone.now())
    Invito.objects.create(
        ente=cast.ente, nome="Dario", cognome="Dirigente", email="dario@ente.it", ruolo="direttore", impronta="a" * 64,
        creato_da=cast.amministratrice, creato_il=scenari.ADESSO, scade_il=scenari.ADESSO,
        accettato_da=cast.direttore, accettato_il=scenari.ADESSO,
    )  # fmt: skip
    sigilla_subito()
    return cast


def anonimizza(**opzioni: object) -> str:
    uscita = StringIO()
    call_command("anonimizza", stdout=uscita, **opzioni)
    return uscita.getvalue()


def test_senza_conferma_si_dice_di_chi(cast: scenari.Cast) -> None:
    detto = anonimizza()
    assert "dario: ultimo incarico finito il 31/12/2015" in detto
    assert "2 da anonimizzare" in detto
    assert Utente.objects.filter(username="dario").exists()
    assert "0 da anonimizzare" in anonimizza(anni=50)


def test_il_nome_sparisce_da_account_storia_e_registri(cast: scenari.Cast) -> None:
    anonimizza(conferma=True)
    utente = Utente.objects.get(pk=cast.direttore.pk)
    assert (utente.username, str(utente), utente.email) == (
        f"anonimo-{utente.pk}",
        f"Persona anonima n. {utente.pk}",
        "",
    )
    assert not utente.is_active
    assert not utente.has_usable_password()
    eventi = Utente.pgh_event_model.objects.filter(pgh_obj_id=utente.pk)
    assert set(eventi.values_list("username", "first_name", "email")) == {(utente.username, "Persona", "")}
    assert not AccessLog.objects.filter(username="dario").exists()
    assert not PassiVisti.objects.filter(utente=utente).exists()
    assert Incarico.objects.filter(utente=utente).exists()
    inviti = [
        Invito.objects.values_list("cognome", "email"),
        Invito.pgh_event_model.objects.values_list("cognome", "email"),
    ]
    assert {coppia for tabella in inviti for coppia in tabella} == {(utente.last_name, "anonimo@example.invalid")}
    persona = Persona.objects.get(utente=utente)
    assert (persona.nome, persona.email) == ("Persona", "")
    assert "Dirigente" not in set(Persona.pgh_event_model.objects.values_list("cognome", flat=True))


def test_chi_e_nel_piano_ci_resta_senza_indirizzo(cast: scenari.Cast) -> None:
    anonimizza(conferma=True)
    persona = Persona.objects.get(utente=cast.responsabile)
    assert (persona.cognome, persona.email) == ("Rossi", "")
    assert Utente.objects.get(pk=cast.responsabile.pk).last_name != "Rossi"


def test_chi_fece_che_cosa_resta_e_la_storia_e_intera(cast: scenari.Cast) -> None:
    anonimizza(conferma=True)
    assert Risultato.objects.get(aggiornato_da__isnull=False).aggiornato_da_id == cast.direttore.pk
    sigilla_subito()
    controllo = controlla()
    assert controllo.difetti == []
    assert controllo.di_nuovo > 2
    assert "0 anonimizzati" in anonimizza(conferma=True)


def test_chi_e_in_carica_non_si_tocca(cast: scenari.Cast) -> None:
    with pytest.raises(CommandError, match="incarichi in corso"):
        anonimizza(utente="anna", conferma=True)
    with pytest.raises(CommandError, match="da 1 in su"):
        anonimizza(anni=0)


def test_l_estratto_ha_tutto_di_uno_e_nessun_segreto(cast: scenari.Cast) -> None:
    uscita = StringIO()
    call_command("dati_persona", "dario", stdout=uscita)
    dati = json.loads(uscita.getvalue())
    assert dati["account"]["nome utente"] == "dario"
    assert dati["anagrafica"][0]["e-mail"] == "d@ente.it"
    assert "192.0.2.1" in dati["accessi"][0].values()
    assert dati["collegati"]["incarichi"][0]["ruolo"] == "direttore"
    assert dati["inviti"][0]["e-mail"] == "dario@ente.it"
    assert "a" * 64 not in uscita.getvalue()
    assert any(nome.startswith("risultati") for nome in dati["nominato_in"])
    assert Utente.objects.get(username="dario").password not in uscita.getvalue()
    assert "rita@ente.it" not in uscita.getvalue()
