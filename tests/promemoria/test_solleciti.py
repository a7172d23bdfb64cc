"""One click reminds who is late: who may click, who may be reminded, and what is said when not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Persona
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.enums import EsitoGiudizio, Periodo
from rendicontazione.models import Messaggio, Rendicontazione
from rendicontazione.promemoria.services import riprova_messaggio, sollecita, sollecita_tutti
from tests import scenari
from tests.promemoria.conftest import Entra
from tests.promemoria.scadenze import alle, anno_fino_al, con_indirizzi, lavora
from tests.scenari import Cast

MATTINA = alle(2024, 2, 1, 10)


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    con_indirizzi(Rossi="rita@ente.it", Bianchi="bruno@ente.it")
    return anno_fino_al(cast, timezone.now() + timedelta(days=30))


@pytest.fixture
def rita(cast: Cast) -> Persona:
    return Persona.objects.get(cognome="Rossi")


def chiedi(cast: Cast, anno: Rendicontazione, persona: Persona, **altro: object) -> Messaggio:
    argomenti = {"periodo": Periodo.FINALE, "utente": cast.direttore, "adesso": MATTINA, **altro}
    return sollecita(rendicontazione=anno, persona=persona, **argomenti)


def test_a_reminder_is_written_down_and_its_job_sends_it(
    cast: Cast, anno: Rendicontazione, rita: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    messaggio = chiedi(cast, anno, rita)
    assert (messaggio.indirizzo, messaggio.creato_da) == ("rita@ente.it", cast.direttore)
    assert messaggio.oggetto == "Ente di prova: sollecito, 4 risultati da inviare"
    assert Lavoro.objects.get().tipo == TipoLavoro.PROMEMORIA
    lavora(MATTINA, monkeypatch)
    assert [lettera.to for lettera in mail.outbox] == [["rita@ente.it"]]


def test_nobody_is_reminded_twice_in_24_hours(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    chiedi(cast, anno, rita)
    with pytest.raises(AzioneNegata, match="si può di nuovo dal 02/02/2024, ore 10:00"):
        chiedi(cast, anno, rita, adesso=MATTINA + timedelta(hours=23, minutes=59))
    chiedi(cast, anno, rita, adesso=MATTINA + timedelta(hours=24))
    assert Messaggio.objects.count() == 2


def test_who_has_no_address_or_nothing_to_do_is_not_reminded(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    con_indirizzi(Rossi="")
    with pytest.raises(AzioneNegata, match="Non ha un indirizzo"):
        chiedi(cast, anno, rita)
    scenari.inviato(cast, "2.1", "4")
    with pytest.raises(AzioneNegata, match="Non ha niente da fare"):
        chiedi(cast, anno, Persona.objects.get(cognome="Bianchi"))


def test_before_the_window_nobody_is_reminded(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    for periodo, frase in (
        (Periodo.FINALE, "si apre il 10/01/2024"),
        (Periodo.INTERMEDIO, "non è ancora stata fissata"),
    ):
        with pytest.raises(AzioneNegata, match=frase):
            chiedi(cast, anno, rita, periodo=periodo, adesso=alle(2024, 1, 9))


def test_all_at_once_leaves_out_who_may_not_be_reminded(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    chiedi(cast, anno, rita)
    argomenti = {"rendicontazione": anno, "periodo": Periodo.FINALE, "utente": cast.amministratrice}
    scritti = sollecita_tutti(**argomenti, adesso=MATTINA + timedelta(hours=1))
    assert [uno.persona.cognome for uno in scritti] == ["Bianchi"]
    with pytest.raises(AzioneNegata, match="Nessuno da sollecitare"):
        sollecita_tutti(**argomenti, adesso=MATTINA + timedelta(hours=2))


def test_at_the_nucleo_who_must_correct_is_reminded_and_after_it_nobody(
    cast: Cast, anno: Rendicontazione, rita: Persona
) -> None:
    scenari.inviato(cast, "1.2", "30/06/2023")
    al_nucleo = scenari.porta_al_nucleo(cast, anno)
    with pytest.raises(AzioneNegata, match="niente da fare"):
        chiedi(cast, anno, rita)
    scenari.giudicato(cast, "1.2", EsitoGiudizio.RINVIATO, "Manca il verbale")
    assert "Il Nucleo ha rinviato 1 risultato" in chiedi(cast, anno, rita).testo
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.giudicato(cast, "1.2", EsitoGiudizio.CONFERMATO, "")
    scenari.valida(cast, al_nucleo)
    with pytest.raises(AzioneNegata, match="«validata»"):
        chiedi(cast, anno, rita, adesso=MATTINA + timedelta(days=3))


@pytest.mark.parametrize("persona", ["responsabile", "nucleo", "organo", "estraneo"])
def test_only_who_leads_the_year_reminds(cast: Cast, anno: Rendicontazione, rita: Persona, persona: str) -> None:
    with pytest.raises(AzioneNegata, match="sollecitare"):
        chiedi(cast, anno, rita, utente=cast.per_nome(persona))
    with pytest.raises(AzioneNegata):
        riprova_messaggio(messaggio=chiedi(cast, anno, rita), utente=cast.per_nome(persona), adesso=MATTINA)


def indirizzo(nome: str, anno: Rendicontazione) -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", "piano": anno.piano.codice, "anno": anno.anno})


def corpo(client: Client, dove: str) -> str:
    return client.get(dove).content.decode()


def test_il_completamento_sollecita_e_poi_dice_perche_no(
    entra: Entra, cast: Cast, anno: Rendicontazione, rita: Persona
) -> None:
    client = entra("direttore")
    pagina = corpo(client, indirizzo("completamento", anno))
    assert "Mai avvisato" in pagina
    assert "2 persone ricevono un messaggio" in pagina
    risposta = client.post(indirizzo("sollecita", anno), {"persona": rita.pk, "periodo": "finale"}, follow=True)
    pagina = risposta.content.decode()
    assert "Sollecito in spedizione a Rossi Rita." in pagina
    assert "Avvisato meno di 24 ore fa" in pagina
    assert "Ultimo avviso:" in pagina
    assert "1 persona riceve un messaggio" in pagina
    client.post(indirizzo("sollecita", anno), {"persona": rita.pk})
    assert Messaggio.objects.count() == 1


def test_sollecita_tutti_dalla_pagina(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    client = entra("amministratrice")
    risposta = client.post(indirizzo("sollecita", anno), {"persona": "tutti"}, follow=True)
    assert "Sollecito in spedizione a 2 persone." in risposta.content.decode()
    assert "Nessuno da sollecitare adesso" in corpo(client, indirizzo("completamento", anno))


@pytest.mark.parametrize(
    ("persona", "stato"), [("nucleo", 403), ("responsabile", 403), ("organo", 403), ("estraneo", 404)]
)
def test_chi_non_guida_l_anno_non_sollecita(entra: Entra, anno: Rendicontazione, persona: str, stato: int) -> None:
    risposta = entra(persona).post(indirizzo("sollecita", anno), {"persona": "tutti"})
    assert risposta.status_code == stato
    assert not Messaggio.objects.exists()


def test_una_persona_di_un_altro_ente_non_esiste(entra: Entra, cast: Cast, anno: Rendicontazione) -> None:
    altrui = Persona.objects.create(ente=cast.altro_ente, cognome="Altrove", email="a@b.it")
    for persona in (altrui.pk, "999999999999999999999", "x", ""):
        assert entra("direttore").post(indirizzo("sollecita", anno), {"persona": persona}).status_code == 404


def test_la_pagina_dei_messaggi_elenca_filtra_e_mostra_il_testo(
    entra: Entra, cast: Cast, anno: Rendicontazione, rita: Persona
) -> None:
    messaggio = chiedi(cast, anno, rita)
    con_indirizzi(Bianchi="")
    client = entra("amministratrice")
    elenco = reverse("messaggi", kwargs={"ente": "ente-prova"})
    pagina = corpo(client, elenco)
    assert "rita@ente.it" in pagina
    assert "Bianchi Bruno: 1 risultato da inviare" in pagina
    for filtro, c_e in (
        ("stato=in_attesa", True),
        ("stato=spediti", False),
        ("motivo=sollecito", True),
        ("motivo=scaduto", False),
        ("testo=rossi", True),
        ("testo=verdi", False),
        ("stato=inventato", True),
    ):
        assert ("rita@ente.it" in corpo(client, f"{elenco}?{filtro}")) == c_e, filtro
    uno = reverse("messaggio", kwargs={"ente": "ente-prova", "messaggio": messaggio.pk})
    assert "Buongiorno Rita Rossi," in corpo(client, uno)
    Messaggio.objects.update(tentativi=3, errore="Il server di posta non risponde.")
    assert "Rispedisci i non riusciti (1)" in corpo(client, elenco)
    assert client.post(reverse("messaggi_riprova", kwargs={"ente": "ente-prova"})).status_code == 302
    messaggio.refresh_from_db()
    assert (messaggio.tentativi, messaggio.errore) == (0, "")
    Messaggio.objects.update(spedito_il=timezone.now())
    assert "è già partito" in corpo(client, uno)
    assert client.post(f"{uno}riprova/").status_code == 403


@pytest.mark.parametrize("persona", ["direttore", "responsabile", "nucleo", "organo", "estraneo"])
def test_i_messaggi_sono_dell_amministratrice(
    entra: Entra, cast: Cast, anno: Rendicontazione, rita: Persona, persona: str
) -> None:
    messaggio, client = chiedi(cast, anno, rita), entra(persona)
    atteso = 404 if persona == "estraneo" else 403
    for nome, altro in (("messaggi", {}), ("messaggio", {"messaggio": messaggio.pk})):
        assert client.get(reverse(nome, kwargs={"ente": "ente-prova", **altro})).status_code == atteso
    for nome, altro in (("messaggi_riprova", {}), ("messaggio_riprova", {"messaggio": messaggio.pk})):
        assert client.post(reverse(nome, kwargs={"ente": "ente-prova", **altro})).status_code == atteso
    if persona == "estraneo":
        altrove = reverse("messaggio", kwargs={"ente": "altro-ente", "messaggio": messaggio.pk})
        assert client.get(altrove).status_code == 404
