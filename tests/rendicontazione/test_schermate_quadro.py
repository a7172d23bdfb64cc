"""Dashboards, the Nucleo's examination, the steps of the year."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rendicontazione.enums import EsitoGiudizio, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]


def dell_anno(nome: str, anno: Rendicontazione, **altro: object) -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", "piano": anno.piano.codice, "anno": anno.anno, **altro})


def esame(codice: str) -> str:
    return reverse("esame", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})


def corpo(risposta: HttpResponse) -> str:
    return risposta.content.decode()


def test_il_quadro_da_il_grado_con_copertura_e_fascia(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "2.1", "2")
    pagina = corpo(entra("nucleo").get(dell_anno("quadro", anno)))
    assert "75,00\u00a0%" in pagina
    assert "parzialmente raggiunto" in pagina
    assert 'indicatori/?fascia=con_grado">2<' in pagina
    assert 'indicatori/">5<' in pagina
    assert "Come è calcolato" in pagina
    assert "Non ancora rendicontati" in pagina
    assert "In attesa del giudizio" in pagina


def test_il_quadro_elenca_i_rinviati_con_il_collegamento(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO)
    risposta = entra("direttore").get(dell_anno("quadro", anno))
    assert [voce.indicatore.codice for voce in risposta.context["cruscotto"].rinviati] == ["1.1"]
    assert esame("1.1") in corpo(risposta)


def test_la_scheda_apre_ogni_percentuale(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.3", "40%")
    pagina = corpo(entra("organo").get(dell_anno("quadro_scheda", anno, codice="1")))
    assert "Azione 1" in pagina
    assert "50,00\u00a0%" in pagina
    assert pagina.count("Come è calcolato") >= 1 + 2 + 4
    assert "Consuntivo" in pagina


def test_una_scheda_che_non_c_e_risponde_404(entra: Entra, anno: Rendicontazione) -> None:
    assert entra("nucleo").get(dell_anno("quadro_scheda", anno, codice="9")).status_code == 404


def test_l_esame_mostra_scostamento_nota_e_calcolo(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.2", "15/07/2023", nota="Consiglio rinviato")
    pagina = corpo(entra("nucleo").get(esame("1.2")))
    assert "Entro giugno" in pagina
    assert "+15 giorni" in pagina
    assert "Consiglio rinviato" in pagina


@pytest.mark.parametrize(
    ("dati", "stato"),
    [
        ({"esito": "confermato"}, StatoRisultato.CONFERMATO),
        ({"esito": "rinviato", "motivo": "Manca il verbale"}, StatoRisultato.RINVIATO),
        ({"esito": "non_valutabile", "motivo": "Servizio chiuso"}, StatoRisultato.NON_VALUTABILE),
        ({"esito": "rettificato", "motivo": "Conteggio", "grado_rettificato": "87,5 %"}, StatoRisultato.RETTIFICATO),
    ],
)
def test_il_nucleo_giudica_e_passa_al_prossimo(
    entra: Entra, anno: Rendicontazione, cast: Cast, dati: dict[str, str], stato: str
) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.3", "90%")
    risposta = entra("nucleo").post(esame("1.1"), dati)
    assert risposta.status_code == 302
    assert risposta.url == esame("1.3")
    assert scenari.risultato_di("1.1").stato == stato


def test_la_rettifica_conserva_il_grado_calcolato(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    entra("nucleo").post(esame("1.1"), {"esito": "rettificato", "motivo": "Conteggio", "grado_rettificato": "87,5"})
    pagina = corpo(entra("nucleo").get(esame("1.1")))
    assert "100,00\u00a0%" in pagina
    assert "87,50\u00a0%" in pagina
    assert "Conteggio" in pagina


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({"motivo": "x"}, "obbligatorio"),
        ({"esito": "rinviato"}, "Scrivi il motivo"),
        ({"esito": "rettificato", "motivo": "x"}, "Scrivi il grado in percentuale, da 0 a 100."),
        ({"esito": "rettificato", "motivo": "x", "grado_rettificato": "250"}, "da 0 a 100."),
        ({"esito": "rettificato", "motivo": "x", "grado_rettificato": "molto"}, "«molto» non è una percentuale"),
    ],
)
def test_un_giudizio_incompleto_ha_la_sua_frase(
    entra: Entra, anno: Rendicontazione, cast: Cast, dati: dict[str, str], frase: str
) -> None:
    scenari.inviato(cast, "1.1", "SI")
    risposta = entra("nucleo").post(esame("1.1"), dati)
    assert risposta.status_code == 422
    assert frase in corpo(risposta)
    assert scenari.risultato_di("1.1").stato == StatoRisultato.TRASMESSO


def test_chi_non_e_il_nucleo_legge_ma_non_giudica(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    pagina = corpo(entra("organo").get(esame("1.1")))
    assert "Per esprimere un giudizio serve il ruolo di nucleo di valutazione." in pagina
    assert 'name="esito"' not in pagina
    assert entra("direttore").post(esame("1.1"), {"esito": "confermato"}).status_code == 409
    assert scenari.risultato_di("1.1").stato == StatoRisultato.TRASMESSO


def test_due_membri_del_nucleo_il_secondo_legge_che_e_deciso(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.CONFERMATO, "")
    risposta = entra("nucleo").post(esame("1.1"), {"esito": "rinviato", "motivo": "Il mio motivo"})
    assert risposta.status_code == 409
    assert "Il mio motivo" in corpo(risposta)
    assert scenari.risultato_di("1.1").stato == StatoRisultato.CONFERMATO


def test_l_anno_si_trasmette_si_esamina_e_si_valida(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    passi = [("direttore", "trasmetti"), ("nucleo", "avvia")]
    for persona, passo in passi:
        indirizzo = dell_anno(f"rendicontazione_{passo}", anno)
        assert entra(persona).get(indirizzo).status_code == 200
        assert entra(persona).post(indirizzo).url == dell_anno("quadro", anno)
    valida = dell_anno("rendicontazione_valida", anno)
    assert "1 risultato attende" in corpo(entra("nucleo").get(dell_anno("quadro", anno)))
    assert entra("nucleo").post(valida).status_code == 403
    entra("nucleo").post(esame("1.1"), {"esito": "confermato"})
    assert entra("nucleo").post(valida, {"esito": "validata"}).status_code == 302
    anno.refresh_from_db()
    assert anno.stato == StatoRendicontazione.VALIDATA
    pagina = corpo(entra("nucleo").get(dell_anno("quadro", anno)))
    assert "4 non rendicontati, che valgono 0" in pagina


@pytest.mark.parametrize("passo", ["trasmetti", "avvia", "valida"])
@pytest.mark.parametrize("persona", ["amministratrice", "responsabile", "organo"])
def test_i_passi_dell_anno_non_sono_di_tutti(entra: Entra, anno: Rendicontazione, passo: str, persona: str) -> None:
    indirizzo = dell_anno(f"rendicontazione_{passo}", anno)
    assert entra(persona).post(indirizzo).status_code == 403
    anno.refresh_from_db()
    assert anno.stato == StatoRendicontazione.APERTA


def test_il_bottone_spento_dice_il_ruolo_che_serve(entra: Entra, anno: Rendicontazione) -> None:
    pagina = corpo(entra("organo").get(dell_anno("quadro", anno)))
    assert "serve il ruolo di direttore" in pagina


def _apertura(anno: Rendicontazione, /, **dati: str) -> dict[str, str]:
    return {"anno": f"{anno.piano_id}-2024", "finestra_dal": "01/01/2025", "finestra_al": "31/03/2025", **dati}


def test_l_amministratrice_apre_un_anno(entra: Entra, anno: Rendicontazione) -> None:
    indirizzo = reverse("rilevazione_apri", kwargs={"ente": "ente-prova"})
    risposta = entra("amministratrice").post(indirizzo, _apertura(anno))
    assert risposta.status_code == 302
    aperta = Rendicontazione.objects.get(anno=2024)
    assert aperta.risultati.count() == 1
    assert aperta.finestra_al > aperta.finestra_dal


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({"anno": ""}, "Scegli il piano e l&#x27;anno."),
        ({"finestra_dal": "presto"}, "Scrivi una data"),
        ({"finestra_al": "01/12/2024"}, "La finestra deve finire dopo il suo inizio."),
    ],
)
def test_un_apertura_sbagliata_ha_la_sua_frase(
    entra: Entra, anno: Rendicontazione, dati: dict[str, str], frase: str
) -> None:
    indirizzo = reverse("rilevazione_apri", kwargs={"ente": "ente-prova"})
    risposta = entra("amministratrice").post(indirizzo, _apertura(anno, **dati))
    assert risposta.status_code == 422
    assert frase in corpo(risposta)
    assert not Rendicontazione.objects.filter(anno=2024).exists()


def test_l_amministratrice_proroga_la_finestra(entra: Entra, anno: Rendicontazione) -> None:
    amministratrice = entra("amministratrice")
    indirizzo = dell_anno("rendicontazione_proroga", anno)
    assert indirizzo in corpo(amministratrice.get(dell_anno("quadro", anno)))
    assert "Scrivi una data" in corpo(amministratrice.post(indirizzo, {"finestra_al": "presto"}))
    assert "dopo il suo inizio" in corpo(amministratrice.post(indirizzo, {"finestra_al": "01/01/2020"}))
    risposta = amministratrice.post(indirizzo, {"finestra_al": "31/12/2090"}, follow=True)
    assert "si chiude il 31/12/2090" in corpo(risposta)
    assert entra("direttore").get(indirizzo).status_code == 403
