"""The screens of versions and changes: who opens them, what they say, what they write."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from indicatori.models import Previsione
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.esame import EsameRimodulazione
from obiettivi.models import Piano, Rimodulazione
from tests import scenari
from tests.rimodulazione import proposte
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]

TUTTI = {"amministratrice", "direttore", "responsabile", "nucleo", "organo"}
LETTORI = TUTTI - {"responsabile"}
PREPARANO = {"amministratrice", "direttore"}
PAGINE = {
    "versioni": TUTTI,
    "testo_a_fronte": TUTTI,
    "rimodulazione": LETTORI,
    "rimodulazione_scheda": LETTORI,
    "rimodulazione_testata": PREPARANO,
    "rimodulazione_nuova_azione": PREPARANO,
    "rimodulazione_azione": PREPARANO,
    "rimodulazione_nuovo_indicatore": PREPARANO,
    "rimodulazione_indicatore": PREPARANO,
    "rimodulazione_ritira": PREPARANO,
    "rimodulazione_approva": {"amministratrice"},
}

DI_UNA_SCHEDA = {
    "rimodulazione_scheda",
    "rimodulazione_testata",
    "rimodulazione_nuova_azione",
    "rimodulazione_azione",
    "rimodulazione_nuovo_indicatore",
    "rimodulazione_indicatore",
    "rimodulazione_togli",
    "rimodulazione_lettura",
}


@pytest.fixture
def proposta(cast: Cast) -> Rimodulazione:
    scenari.piano_approvato(cast)
    return proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%")


def indirizzo(pagina: str, proposta: Rimodulazione, **altro: str) -> str:
    argomenti: dict[str, object] = {"ente": "ente-prova", "piano": "ente-prova-2023-2025"}
    if pagina not in ("versioni", "testo_a_fronte", "rimodulazione_nuova", "piano"):
        argomenti["rimodulazione"] = proposta.pk
    if pagina in DI_UNA_SCHEDA:
        argomenti["scheda"] = "1"
    if pagina == "rimodulazione_azione":
        argomenti["numero"] = "1"
    if pagina == "rimodulazione_indicatore":
        argomenti["codice"] = "1.3"
    return reverse(pagina, kwargs=argomenti | altro)


@pytest.mark.parametrize("persona", sorted(TUTTI))
@pytest.mark.parametrize("pagina", PAGINE)
def test_each_page_opens_to_its_roles(entra: Entra, proposta: Rimodulazione, pagina: str, persona: str) -> None:
    atteso = 200 if persona in PAGINE[pagina] else 403
    assert entra(persona).get(indirizzo(pagina, proposta)).status_code == atteso


@pytest.mark.parametrize("pagina", PAGINE)
def test_to_a_stranger_the_page_is_not_there(entra: Entra, proposta: Rimodulazione, pagina: str) -> None:
    client = entra("estraneo")
    assert client.get(indirizzo(pagina, proposta)).status_code == 404
    altrove = indirizzo(pagina, proposta).replace("/ente-prova/", "/altro-ente/")
    assert client.get(altrove).status_code == 404


def test_a_responsabile_does_not_see_that_a_change_is_being_prepared(entra: Entra, proposta: Rimodulazione) -> None:
    pagina = entra("responsabile").get(indirizzo("versioni", proposta)).content.decode()
    assert proposta.oggetto not in pagina
    assert "Per proporre una rimodulazione serve il ruolo di amministratore o direttore." in pagina
    fronte = entra("responsabile").get(indirizzo("testo_a_fronte", proposta) + "?da=1&a=proposta")
    assert "Non ci sono due versioni" in fronte.content.decode()


def test_the_plan_page_offers_a_change_or_says_why_not(entra: Entra, cast: Cast) -> None:
    scenari.piano_approvato(cast)
    pagina = "/ente-prova/piani/ente-prova-2023-2025/"
    assert "rimodulazioni/nuova/" in entra("direttore").get(pagina).content.decode()
    proposte.proposta(cast)
    occupata = entra("direttore").get(pagina).content.decode()
    assert "rimodulazioni/nuova/" not in occupata
    assert "già una rimodulazione in preparazione" in occupata


def test_a_proposal_begins_from_the_browser(entra: Entra, cast: Cast) -> None:
    scenari.piano_approvato(cast)
    dove = "/ente-prova/piani/ente-prova-2023-2025/rimodulazioni/nuova/"
    client = entra("direttore")
    assert "Oggetto" in client.get(dove).content.decode()
    risposta = client.post(dove, {"oggetto": "Revisione di luglio"}, follow=True)
    assert "Revisione di luglio" in risposta.content.decode()
    assert Rimodulazione.objects.get().proposta_da == cast.direttore


def _campi(proposta: Rimodulazione, **altro: str) -> dict[str, str]:
    return {
        "modifica": str(proposta.modifica),
        "descrizione": "Dipendenti formati",
        "azione": "2",
        "responsabili": "Rossi",
        "verso": "crescente",
        "previsione_2023": "almeno 65%",
    } | altro


def test_an_indicator_is_edited_in_the_copy_and_not_in_the_plan(entra: Entra, proposta: Rimodulazione) -> None:
    risposta = entra("direttore").post(
        indirizzo("rimodulazione_indicatore", proposta), _campi(proposta, previsione_2024="almeno 85%"), follow=True
    )
    assert "almeno 65%" in risposta.content.decode()
    proposta.refresh_from_db()
    voce = da_json(proposta.dati).schede[0].indicatori[2]
    assert voce.previsioni == {2023: "almeno 65%", 2024: "almeno 85%"}
    assert Previsione.objects.get(indicatore__codice="1.3").testo == "almeno 80%"


def test_the_second_of_two_browsers_sees_both_values(entra: Entra, proposta: Rimodulazione) -> None:
    vecchia = _campi(proposta, previsione_2023="almeno 60%")
    pagina = indirizzo("rimodulazione_indicatore", proposta)
    assert entra("amministratrice").post(pagina, _campi(proposta)).status_code == 302
    risposta = entra("direttore").post(pagina, vecchia)
    testo = risposta.content.decode()
    assert risposta.status_code == 409
    assert "Valori salvati da un'altra persona" in testo
    assert "almeno 65%" in testo
    assert "almeno 60%" in testo
    proposta.refresh_from_db()
    ancora = entra("direttore").post(pagina, vecchia | {"modifica": str(proposta.modifica)})
    assert ancora.status_code == 302


def test_the_reading_of_a_target_says_when_it_asks_for_less(entra: Entra, proposta: Rimodulazione) -> None:
    dove = indirizzo("rimodulazione_lettura", proposta, anno=2023)
    client = entra("direttore")
    meno = client.post(dove, {"indicatore": "1.3", "previsione_2023": "almeno 50%"}).content.decode()
    piu = client.post(dove, {"indicatore": "1.3", "previsione_2023": "almeno 90%"}).content.decode()
    assert "50 %" in meno.replace("\u00a0", " ")
    assert "target ribassato" in meno
    assert "target ribassato" not in piu


def test_an_indicator_is_added_and_another_taken_away(entra: Entra, proposta: Rimodulazione) -> None:
    client = entra("direttore")
    nuovo = _campi(proposta, codice="1.9", descrizione="Ore di apertura")
    client.post(indirizzo("rimodulazione_nuovo_indicatore", proposta), nuovo)
    proposta.refresh_from_db()
    client.post(
        indirizzo("rimodulazione_togli", proposta),
        {"modifica": str(proposta.modifica), "che_cosa": "indicatore 1.1"},
    )
    proposta.refresh_from_db()
    tipi = {voce.cambiamento.percorso: voce.cambiamento.tipo for voce in EsameRimodulazione.di(proposta).cambiamenti}
    assert tipi["schede/1/indicatori/1.9"] == "nuovo"
    assert tipi["schede/1/indicatori/1.1"] == "tolto"


def test_an_azione_with_indicators_is_not_taken_away(entra: Entra, proposta: Rimodulazione) -> None:
    risposta = entra("direttore").post(
        indirizzo("rimodulazione_togli", proposta),
        {"modifica": str(proposta.modifica), "che_cosa": "azione 2"},
        follow=True,
    )
    assert "ha ancora indicatori (1.3, 1.4)" in risposta.content.decode()


def test_a_code_that_is_there_is_refused_beside_its_field(entra: Entra, proposta: Rimodulazione) -> None:
    risposta = entra("direttore").post(
        indirizzo("rimodulazione_nuovo_indicatore", proposta), _campi(proposta, codice="1.3")
    )
    assert "L&#x27;indicatore 1.3 c&#x27;è già nella scheda 1." in risposta.content.decode()


def test_one_reason_serves_every_change_without_one(entra: Entra, proposta: Rimodulazione) -> None:
    client = entra("direttore")
    percorso = EsameRimodulazione.di(proposta).cambiamenti[0].cambiamento.percorso
    dati = {"modifica": str(proposta.modifica), f"motivo:{percorso}": "", "comune": "Sede chiusa", "stesso": "1"}
    pagina = client.post(indirizzo("rimodulazione_motivi", proposta), dati, follow=True).content.decode()
    proposta.refresh_from_db()
    assert proposta.motivi == {percorso: "Sede chiusa"}
    assert "è senza motivo" not in pagina


def test_a_change_is_undone(entra: Entra, proposta: Rimodulazione) -> None:
    percorso = EsameRimodulazione.di(proposta).cambiamenti[0].cambiamento.percorso
    dati = {"modifica": str(proposta.modifica), "percorso": percorso}
    risposta = entra("direttore").post(indirizzo("rimodulazione_annulla", proposta), dati, follow=True)
    assert "Nessun cambiamento" in risposta.content.decode()


def test_the_approval_says_what_is_missing_and_then_changes_the_plan(
    entra: Entra, cast: Cast, proposta: Rimodulazione
) -> None:
    client = entra("amministratrice")
    dove = indirizzo("rimodulazione_approva", proposta)
    atto = {"organo": "Consiglio di Amministrazione", "numero": "9", "data_atto": "2023-10-02", "allegato": "A"}
    assert "1 cambiamento è senza motivo" in client.get(dove).content.decode()
    assert client.post(dove, atto).status_code == 403
    proposte.motivata(cast, proposta)
    pagina = client.post(dove, atto, follow=True).content.decode()
    assert "è la versione 2" in pagina
    assert Previsione.objects.get(indicatore__codice="1.3").testo == "almeno 70%"


def test_side_by_side_marks_only_the_words_that_change(entra: Entra, cast: Cast, proposta: Rimodulazione) -> None:
    proposte.approvata(cast, proposte.motivata(cast, proposta))
    pagina = entra("organo").get(indirizzo("testo_a_fronte", proposta)).content.decode()
    assert "almeno <del>80</del>%" in pagina
    assert "almeno <ins>70</ins>%" in pagina
    assert proposte.MOTIVO in pagina
    assert "Consiglio di Amministrazione n. 7 del 02/10/2023" in pagina
    assert "ribassato" in pagina
    intero = entra("organo").get(indirizzo("testo_a_fronte", proposta) + "?da=1&a=2&mostra=tutto&scheda=2")
    assert "Almeno 4" in intero.content.decode()


@pytest.mark.parametrize("domanda", ["?da=1&a=9", "?da=x&a=1", "?da=1&a=99999999999"])
def test_a_version_that_is_not_there_answers_404(entra: Entra, proposta: Rimodulazione, domanda: str) -> None:
    assert entra("direttore").get(indirizzo("testo_a_fronte", proposta) + domanda).status_code == 404


def test_a_withdrawn_proposal_is_read_only(entra: Entra, proposta: Rimodulazione) -> None:
    client = entra("direttore")
    assert client.post(indirizzo("rimodulazione_ritira", proposta)).status_code == 302
    pagina = client.get(indirizzo("rimodulazione", proposta)).content.decode()
    assert "Questa rimodulazione è già ritirata." not in client.get(indirizzo("versioni", proposta)).content.decode()
    assert "<textarea" not in pagina
    assert client.get(indirizzo("rimodulazione_indicatore", proposta)).status_code == 403


def test_the_target_of_before_is_shown_where_the_result_is_judged_and_listed(entra: Entra, cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    cambiata = proposte.con_target(cast, proposte.proposta(cast), 2023, "almeno 70%")
    proposte.approvata(cast, proposte.motivata(cast, cambiata))
    risultato = scenari.risultato_di("1.3")
    pagine = [
        f"/ente-prova/rilevazioni/{risultato.pk}/",
        f"/ente-prova/quadro/risultati/{risultato.pk}/",
        f"/ente-prova/quadro/ente-prova-2023-2025/{anno.anno}/schede/1/",
        "/ente-prova/piani/ente-prova-2023-2025/schede/1/indicatori/",
    ]
    for pagina in pagine:
        testo = entra("direttore").get(pagina).content.decode()
        assert "<del>almeno 80%</del>" in testo, pagina
        assert "ribassato" in testo, pagina
        assert proposte.MOTIVO in testo, pagina


def test_the_closing_of_a_superseded_plan(entra: Entra, cast: Cast) -> None:
    piano = scenari.piano_approvato(cast)
    pagina = "/ente-prova/piani/ente-prova-2023-2025/chiusura/"
    client = entra("amministratrice")
    assert "non ha ancora approvato un&#x27;edizione successiva" in client.get(pagina).content.decode()
    Piano.objects.create(
        ente=cast.ente,
        codice="ente-prova-2026-2028",
        famiglia="schede",
        titolo="Piano dopo",
        primo_anno=2026,
        ultimo_anno=2028,
        stato="approvato",
        atto=piano.atto,
        precedente=piano,
    )
    assert entra("direttore").get(pagina).status_code == 403
    assert client.get(pagina).status_code == 200
    client.post(pagina)
    piano.refresh_from_db()
    assert piano.stato == "chiuso"
    assert "non si rimodula più" in client.get("/ente-prova/piani/ente-prova-2023-2025/versioni/").content.decode()
