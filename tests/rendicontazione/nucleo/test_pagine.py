"""The pages of the Nucleo's room: who opens them, what they say, what they refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from rendicontazione.enums import EsitoGiudizio, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Componente, Criterio, Intervento, Rendicontazione, Richiesta, Seduta
from tests import scenari
from tests.rendicontazione import chiusure
from tests.rendicontazione.nucleo import lavoro
from tests.rendicontazione.test_schermate_quadro import corpo, dell_anno, esame
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]

TUTTI = {"amministratrice", "direttore", "responsabile", "nucleo", "organo"}
LEGGONO = TUTTI - {"responsabile"}
PAGINE = {
    "nucleo_componenti": LEGGONO,
    "nucleo_componente": {"amministratrice"},
    "nucleo_esami": LEGGONO,
    "nucleo_sedute": LEGGONO,
    "nucleo_seduta": {"nucleo"},
    "nucleo_richieste": LEGGONO,
    "nucleo_verifica": LEGGONO,
    "nucleo_riscontro": LEGGONO,
    "nucleo_completi": LEGGONO,
    "richiesta": TUTTI,
    "richiesta_altrui": LEGGONO,
    "richiesta_nuova": {"direttore"},
    "discussione": TUTTI,
    "discussione_altrui": LEGGONO,
}
DELL_ANNO = {"nucleo_esami", "nucleo_sedute", "nucleo_richieste", "nucleo_verifica", "nucleo_completi"}


@pytest.fixture
def al_lavoro(anno: Rendicontazione, cast: Cast) -> Rendicontazione:
    """Members, a seduta, a request on 1.2 and one on 2.1; the year is still open."""
    lavoro.componenti(cast)
    lavoro.seduta(cast, anno)
    lavoro.neutralizzazione(cast, "1.2")
    lavoro.neutralizzazione(cast, "2.1")
    return anno


def nell_ente(nome: str, **altro: object) -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", **altro})


def _indirizzo(nome: str, anno: Rendicontazione) -> str:
    if nome in DELL_ANNO:
        return dell_anno(nome, anno)
    argomenti = {
        "nucleo_componenti": dict,
        "nucleo_componente": lambda: {"componente": Componente.objects.earliest("pk").pk},
        "richiesta": lambda: {"richiesta": Richiesta.objects.get(risultato=scenari.risultato_di("1.2")).pk},
        "richiesta_altrui": lambda: {"richiesta": Richiesta.objects.get(risultato=scenari.risultato_di("2.1")).pk},
        "richiesta_nuova": lambda: {"risultato": scenari.risultato_di("1.1").pk},
        "discussione": lambda: {"risultato": scenari.risultato_di("1.1").pk},
        "discussione_altrui": lambda: {"risultato": scenari.risultato_di("2.1").pk},
    }
    if nome == "nucleo_seduta":
        return dell_anno(nome, anno, seduta=Seduta.objects.get().pk)
    if nome == "nucleo_riscontro":
        return dell_anno(nome, anno, chiave="senza_risultato")
    return nell_ente(nome.removesuffix("_altrui"), **argomenti[nome]())


@pytest.mark.parametrize("persona", sorted(TUTTI))
def test_ogni_pagina_si_apre_ai_suoi_ruoli(entra: Entra, al_lavoro: Rendicontazione, persona: str) -> None:
    client = entra(persona)
    for pagina, ammessi in PAGINE.items():
        risposta = client.get(_indirizzo(pagina, al_lavoro))
        assert risposta.status_code == (200 if persona in ammessi else 403), pagina


def test_per_un_estraneo_nessuna_pagina_esiste(entra: Entra, al_lavoro: Rendicontazione, cast: Cast) -> None:
    client = entra("estraneo")
    for pagina in PAGINE:
        indirizzo = _indirizzo(pagina, al_lavoro)
        assert client.get(indirizzo).status_code == 404, pagina
        assert client.post(indirizzo).status_code == 404, pagina
        if pagina != "nucleo_componenti":
            altrove = indirizzo.replace(cast.ente.codice, cast.altro_ente.codice, 1)
            assert client.get(altrove).status_code == 404, pagina
    altrove = client.get(reverse("nucleo_componenti", kwargs={"ente": cast.altro_ente.codice}))
    assert "Nora Nucleo" not in corpo(altrove)


def test_l_amministratrice_registra_corregge_e_toglie_un_componente(entra: Entra, anno: Rendicontazione) -> None:
    client, elenco = entra("amministratrice"), nell_ente("nucleo_componenti")
    dati = {"nome": "Ugo Esempio", "dal": "01/01/2023", "presidente": "on"}
    assert "Ugo Esempio è tra i componenti" in corpo(client.post(elenco, dati, follow=True))
    assert "In quei giorni presiede già Ugo Esempio" in corpo(client.post(elenco, {**dati, "nome": "Ada"}))
    voce = Componente.objects.get()
    pagina = nell_ente("nucleo_componente", componente=voce.pk)
    assert 'value="2023-01-01"' in corpo(client.get(pagina))
    risposta = client.post(pagina, {**dati, "al": "31/12/2022"})
    assert (risposta.status_code, "prima di cominciare" in corpo(risposta)) == (422, True)
    client.post(pagina, {**dati, "al": "31/12/2024"})
    assert "al 31/12/2024" in corpo(client.get(elenco))
    togli = nell_ente("nucleo_componente_togli", componente=voce.pk)
    assert client.get(togli).status_code == 405
    assert entra("nucleo").post(togli).status_code == 403
    assert entra("estraneo").post(togli).status_code == 404
    client.post(togli)
    assert not Componente.objects.exists()


def test_il_nucleo_registra_una_seduta_e_legge_se_vale(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    client, pagina = entra("nucleo"), dell_anno("nucleo_sedute", anno)
    assert "Prima servono i componenti" in corpo(client.get(pagina))
    componenti = lavoro.componenti(cast)
    dati = {"data_seduta": "30/01/2024", "presenti": [componenti[0].pk], "resoconto": "Letti i risultati."}
    deserta = corpo(client.post(pagina, dati, follow=True))
    assert "1 presente, ne servono 2" in deserta
    seduta = dell_anno("nucleo_seduta", anno, seduta=Seduta.objects.get().pk)
    assert "Correggi la seduta del 30/01/2024" in corpo(client.get(seduta))
    corretta = corpo(client.post(seduta, {**dati, "presenti": [c.pk for c in componenti]}, follow=True))
    assert "Nora Nucleo, Ivo Esempio, Lia Prova" in corretta
    futura = client.post(pagina, {**dati, "data_seduta": "01/01/2999"})
    assert (futura.status_code, "nel futuro" in corpo(futura)) == (422, True)
    togli = dell_anno("nucleo_seduta_togli", anno, seduta=Seduta.objects.get().pk)
    assert entra("direttore").post(togli).status_code == 403
    assert entra("estraneo").post(togli).status_code == 404
    client.post(togli)
    assert not Seduta.objects.exists()


@pytest.mark.parametrize("persona", ["amministratrice", "direttore", "organo"])
def test_chi_legge_soltanto_vede_il_pulsante_spento_col_motivo(
    entra: Entra, al_lavoro: Rendicontazione, persona: str
) -> None:
    for nome, frase in {
        "nucleo_sedute": "Per registrare una seduta serve il ruolo di nucleo",
        "nucleo_verifica": "Per rispondere ai criteri",
        "nucleo_completi": "Per confermare i completi",
    }.items():
        pagina = dell_anno(nome, al_lavoro)
        assert frase in corpo(entra(persona).get(pagina)), nome
        assert entra(persona).post(pagina).status_code == 403


def test_il_direttore_chiede_il_nucleo_decide_e_il_grado_calcolato_resta(
    entra: Entra, anno: Rendicontazione, cast: Cast
) -> None:
    scenari.inviato(cast, "1.3", "60")
    direttore, nucleo = entra("direttore"), entra("nucleo")
    assert "Chiedi al Nucleo" in corpo(direttore.get(esame("1.3")))
    assert "Chiedi al Nucleo" not in corpo(nucleo.get(esame("1.3")))
    nuova = nell_ente("richiesta_nuova", risultato=scenari.risultato_di("1.3").pk)
    vuota = direttore.post(nuova, {"tipo": "forzatura", "motivo": "Il bando è slittato."})
    assert (vuota.status_code, "da 0 a 100" in corpo(vuota)) == (422, True)
    dati = {"tipo": "forzatura", "grado_chiesto": "90 %", "motivo": "Il bando è slittato."}
    pagina = corpo(direttore.post(nuova, dati, follow=True))
    assert "Ritira la richiesta" in pagina
    richiesta = nell_ente("richiesta", richiesta=Richiesta.objects.get().pk)
    assert "75,00\u00a0%" in corpo(nucleo.get(richiesta))
    assert "Ritira la richiesta" not in corpo(nucleo.get(richiesta))
    assert "decidi prima quella" in corpo(nucleo.get(esame("1.3")))
    assert nucleo.post(richiesta, {"decisione": "respingi"}).status_code == 422
    assert direttore.post(richiesta, {"decisione": "accogli"}).status_code == 403
    fatto = corpo(nucleo.post(richiesta, {"decisione": "accogli"}, follow=True))
    assert "Forzatura del grado per 1.3: accolta." in fatto
    letto = corpo(nucleo.get(esame("1.3")))
    assert "75,00\u00a0%" in letto
    assert "90,00\u00a0%" in letto
    assert "su richiesta di Dario Dirigente" in letto


def test_chi_ha_chiesto_ritira(entra: Entra, al_lavoro: Rendicontazione) -> None:
    richiesta = _indirizzo("richiesta", al_lavoro)
    assert entra("amministratrice").post(richiesta, {"ritira": "1"}).status_code == 403
    assert "Richiesta ritirata" in corpo(entra("direttore").post(richiesta, {"ritira": "1"}, follow=True))
    elenco = entra("organo").get(dell_anno("nucleo_richieste", al_lavoro), {"stato": "ritirata"})
    assert [voce.stato for voce in elenco.context["richieste"]] == ["ritirata"]


def test_si_discute_con_e_senza_htmx(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    indirizzo = nell_ente("discussione", risultato=scenari.risultato_di("1.1").pk)
    nucleo = entra("nucleo")
    pagina = corpo(nucleo.post(indirizzo, {"testo": "Dov'è l'atto?"}, follow=True))
    assert "<h1>" in pagina
    frammento = entra("responsabile").post(indirizzo, {"testo": "È <b>allegato</b>."}, headers={"HX-Request": "true"})
    assert "<h1>" not in corpo(frammento)
    assert "È &lt;b&gt;allegato&lt;/b&gt;." in corpo(frammento)
    assert nucleo.post(indirizzo, {"testo": " "}).status_code == 422
    assert entra("organo").post(indirizzo, {"testo": "Anch'io"}).status_code == 403
    assert Intervento.objects.count() == 2
    assert "Dov&#x27;è l&#x27;atto?" in corpo(nucleo.get(esame("1.1")))
    chiusure.validata(cast, anno)
    assert "chiuso dal Nucleo" in corpo(nucleo.get(indirizzo))


def test_la_verifica_conta_collega_e_conserva(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    chiusure.in_validazione(cast, anno)
    client, pagina = entra("nucleo"), dell_anno("nucleo_verifica", anno)
    assert "Indicatori senza un risultato inviato: <strong>3</strong>" in corpo(client.get(pagina))
    senza_nota = client.post(pagina, {"metodo": "si", "chiarezza": "no"})
    assert (senza_nota.status_code, "perché il criterio non è soddisfatto" in corpo(senza_nota)) == (422, True)
    assert not Criterio.objects.exists()
    dopo = corpo(client.post(pagina, {"metodo": "si", "chiarezza": "no", "chiarezza_nota": "Sigle"}, follow=True))
    assert "<strong>2 di 11</strong>" in dopo
    elenco = corpo(client.get(dell_anno("nucleo_riscontro", anno, chiave="senza_risultato")))
    assert esame("1.2") in elenco
    assert esame("1.1") not in elenco
    coda = "?riscontro=senza_risultato"
    assert f'href="{esame("1.2")}{coda}"' in elenco
    vicini = corpo(client.get(esame("1.2") + coda))
    assert any(f'href="{esame(codice)}{coda}"' in vicini for codice in ("1.3", "1.4", "2.1"))
    assert client.get(dell_anno("nucleo_riscontro", anno, chiave="altro")).status_code == 404


def test_i_completi_si_vedono_e_si_confermano_insieme(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.3", "60")
    scenari.risultato_di("1.1").rendicontazione.risultati.update(fonte="Protocollo")
    scenari.porta_al_nucleo(cast, anno)
    client, pagina = entra("nucleo"), dell_anno("nucleo_completi", anno)
    primo = scenari.risultato_di("1.1")
    assert f'name="scelti" value="{primo.pk}"' in corpo(client.get(pagina))
    assert "sotto la soglia" in corpo(client.get(pagina))
    assert "sotto la soglia" not in corpo(client.get(pagina, {"soglia": "75"}))
    assert client.get(pagina, {"soglia": "molto"}).status_code == 200
    estraneo = client.post(pagina, {"soglia": "100", "scelti": [primo.pk, scenari.risultato_di("1.3").pk]})
    assert (estraneo.status_code, "Niente è stato confermato" in corpo(estraneo)) == (422, True)
    assert client.post(pagina, {"soglia": "100"}).status_code == 422
    fatto = corpo(client.post(pagina, {"soglia": "100", "scelti": [primo.pk]}, follow=True))
    assert "1 risultato confermato" in fatto
    assert scenari.risultato_di("1.1").stato == StatoRisultato.CONFERMATO
    assert scenari.risultato_di("1.3").stato == StatoRisultato.TRASMESSO


def test_l_esame_porta_al_prossimo_da_decidere_o_li_scorre_tutti(
    entra: Entra, anno: Rendicontazione, cast: Cast
) -> None:
    for codice, testo in (("1.1", "SI"), ("1.3", "90"), ("2.1", "5")):
        scenari.inviato(cast, codice, testo)
    scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO, "")
    client = entra("nucleo")
    pagina = client.get(esame("1.1"))
    via = pagina.context["percorso"]
    assert (via.prima, via.dopo, via.posto, via.totale) == (None, scenari.risultato_di("2.1").pk, 1, 5)
    assert (via.da_decidere, via.rinviati, via.decisi) == (2, 0, 1)
    assert "<kbd>j</kbd>" in corpo(pagina)
    assert client.get(f"{esame('1.1')}?tutti").context["percorso"].dopo == scenari.risultato_di("1.2").pk
    elenco = client.get(dell_anno("nucleo_esami", anno), {"stato": "da_decidere"})
    assert [r.previsione.indicatore.codice for r in elenco.context["pagina"]] == ["1.1", "2.1"]


@pytest.mark.parametrize(
    ("esito", "parole"), [("con_osservazioni", "Validata con osservazioni"), ("non_validata", "Non validata")]
)
def test_l_esito_si_da_alla_validazione_e_si_legge_sul_quadro(
    entra: Entra, anno: Rendicontazione, cast: Cast, esito: str, parole: str
) -> None:
    chiusure.in_validazione(cast, anno)
    client, valida = entra("nucleo"), dell_anno("rendicontazione_valida", anno)
    chiede = corpo(client.get(valida))
    assert "11 criteri della verifica sono senza risposta" in chiede
    assert "3 risultati non sono mai stati inviati" in chiede
    senza = client.post(valida, {"esito": esito})
    assert (senza.status_code, "sono obbligatorie" in corpo(senza)) == (422, True)
    quadro = corpo(client.post(valida, {"esito": esito, "osservazioni": "Mancano le fonti."}, follow=True))
    assert f">{parole}</span>" in quadro
    assert "Mancano le fonti." in quadro
    anno.refresh_from_db()
    assert anno.stato == StatoRendicontazione.VALIDATA
    assert entra("direttore").post(valida, {"esito": "validata"}).status_code == 403
    assert entra("estraneo").post(valida, {"esito": "validata"}).status_code == 404
