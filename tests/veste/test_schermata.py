"""The page of the look of the documents: choose, look, try, save, go back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.models import Rendicontazione, Veste
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.tavole import TAVOLE
from rendicontazione.relazioni.veste_vista import ColonnaVista, VesteVista
from rendicontazione.relazioni.vista import impronta_dei_dati
from rendicontazione.veste.logo import logo_pulito
from rendicontazione.veste.selectors import tavole_di, veste_di
from rendicontazione.veste.services import ripristina_veste, salva_veste
from tests.scenari import Cast
from tests.veste.test_pdf import immagine

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]
ADESSO = datetime(2024, 3, 1, 9, tzinfo=UTC)


def indirizzo(nome: str = "veste") -> str:
    return reverse(nome, kwargs={"ente": "ente-prova"})


def modulo(cast: Cast, **cambi: object) -> dict[str, object]:
    """What the browser sends when nothing was touched, then with some changes; None takes a field away."""
    dati: dict[str, object] = {"orientamento": "orizzontale", "intestazione": "", "sottotitolo": "", "logo_testo": ""}
    for tavola in tavole_di(cast.ente):
        for posto, colonna in enumerate(tavola.colonne, 1):
            nome = f"{tavola.codice}.{colonna.codice}"
            dati |= {f"{nome}.stampa": "on", f"{nome}.posto": str(posto), f"{nome}.titolo": ""}
    dati |= cambi
    return {nome: valore for nome, valore in dati.items() if valore is not None}


def test_un_modulo_non_toccato_lascia_i_documenti_come_sono(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    prima = impronta_dei_dati(vista_di(anno.piano, "piano"), "piano")
    risposta = entra("amministratrice").post(indirizzo(), modulo(cast))
    assert risposta.status_code == 302
    assert Veste.objects.get(ente=cast.ente).tavole == {}
    assert veste_di(cast.ente) is None
    assert impronta_dei_dati(vista_di(anno.piano, "piano"), "piano") == prima


def test_ciò_che_si_sceglie_arriva_ai_documenti(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    scelto = modulo(
        cast,
        orientamento="verticale",
        intestazione="Consorzio di prova",
        logo=SimpleUploadedFile("logo.png", immagine(), "image/png"),
        logo_testo="Logo di prova",
        **{
            "schede.indicatori.n.stampa": None,
            "schede.indicatori.previsione.posto": "1",
            "schede.indicatori.previsione.titolo": "Target {anno}",
        },
    )
    assert entra("amministratrice").post(indirizzo(), scelto).status_code == 302
    veste = vista_di(anno.piano, "piano").veste
    assert veste
    assert (veste.orientamento, veste.intestazione, veste.logo_testo) == (
        "verticale",
        "Consorzio di prova",
        "Logo di prova",
    )
    assert veste.logo.startswith(b"\x89PNG")
    (codice,) = veste.tavole
    assert codice == "schede.indicatori"
    indicatore, previsione = ColonnaVista("indicatore"), ColonnaVista("previsione", "Target {anno}")
    assert set(veste.tavole[codice][:1]) == {previsione}
    assert indicatore in veste.tavole[codice]
    assert "n" not in [voce.colonna for voce in veste.tavole[codice]]
    assert entra("nucleo").get(indirizzo("registro")).status_code == 200


@pytest.mark.parametrize(
    ("cambi", "frase"),
    [
        ({"schede.indicatori.previsione.titolo": "Target"}, "Scrivi {anno} dove va l&#x27;anno"),
        ({"schede.indicatori.n.titolo": "N {anno}"}, "non riguarda un anno"),
        ({"schede.indicatori.n.titolo": "indicatore"}, "ha già questa intestazione"),
        ({"schede.indicatori.n.posto": ""}, "Scrivi un numero da 1 a 99"),
        ({"orientamento": "obliquo"}, "obliquo"),
        ({"intestazione": "x" * 121}, "120"),
    ],
)
def test_un_errore_si_dice_e_niente_si_salva(entra: Entra, cast: Cast, cambi: dict[str, str], frase: str) -> None:
    risposta = entra("amministratrice").post(indirizzo(), modulo(cast, **cambi))
    assert risposta.status_code == 422
    assert frase in risposta.content.decode()
    assert not Veste.objects.exists()


def test_un_logo_senza_descrizione_o_che_non_è_un_immagine_è_rifiutato(entra: Entra, cast: Cast) -> None:
    amministratrice = entra("amministratrice")
    senza = modulo(cast, logo=SimpleUploadedFile("logo.png", immagine(), "image/png"))
    assert "Scrivi che cosa mostra il logo" in amministratrice.post(indirizzo(), senza).content.decode()
    svg = modulo(cast, logo=SimpleUploadedFile("logo.png", b"<svg/>", "image/png"), logo_testo="Logo")
    assert "PNG o JPEG" in amministratrice.post(indirizzo(), svg).content.decode()
    assert not Veste.objects.exists()


def test_una_colonna_che_non_si_toglie_resta_anche_se_il_modulo_la_toglie(entra: Entra, cast: Cast) -> None:
    dati = modulo(cast, **{"schede.indicatori.previsione.stampa": None})
    assert entra("amministratrice").post(indirizzo(), dati).status_code == 302
    assert veste_di(cast.ente) is None


def test_il_servizio_rifiuta_di_togliere_ciò_che_l_atto_approva(cast: Cast) -> None:
    veste = VesteVista(tavole={"schede.indicatori": (ColonnaVista("n"),)})
    with pytest.raises(DatiNonValidi, match="non togliere"):
        salva_veste(ente=cast.ente, veste=veste, utente=cast.amministratrice, adesso=ADESSO)
    for chi in (cast.direttore, cast.nucleo, cast.estraneo):
        with pytest.raises(AzioneNegata):
            salva_veste(ente=cast.ente, veste=VesteVista(), utente=chi, adesso=ADESSO)


def test_l_anteprima_viene_da_ciò_che_non_è_salvato(entra: Entra, cast: Cast) -> None:
    risposta = entra("amministratrice").post(indirizzo("veste_anteprima"), modulo(cast, intestazione="Mai salvata"))
    testo = risposta.content.decode()
    assert risposta.status_code == 200
    assert "<iframe" in testo
    assert "Mai salvata" in testo
    assert not Veste.objects.exists()
    senza_js = entra("amministratrice").post(indirizzo(), modulo(cast, azione="anteprima", intestazione="Mai salvata"))
    assert senza_js.content.decode().count("Mai salvata") == 2
    assert not Veste.objects.exists()


def test_l_anteprima_di_un_modulo_sbagliato_dice_di_correggerlo(entra: Entra, cast: Cast) -> None:
    dati = modulo(cast, **{"quadro.codice.posto": "zero"})
    risposta = entra("amministratrice").post(indirizzo("veste_anteprima"), dati)
    assert risposta.status_code == 422
    assert "Correggi i campi" in risposta.content.decode()


def test_la_prova_è_un_pdf_della_prima_scheda(entra: Entra, cast: Cast) -> None:
    risposta = entra("amministratrice").post(indirizzo("veste_prova"), modulo(cast, orientamento="verticale"))
    assert risposta["Content-Type"] == "application/pdf"
    assert risposta.content.startswith(b"%PDF")
    assert not Veste.objects.exists()


def test_ripristinare_torna_all_aspetto_di_partenza(entra: Entra, cast: Cast) -> None:
    veste = VesteVista(intestazione="Altra", tavole={"quadro": tuple(_tutte("quadro"))})
    salva_veste(ente=cast.ente, veste=veste, utente=cast.amministratrice, adesso=ADESSO)
    assert "Ripristina" in entra("amministratrice").get(indirizzo()).content.decode()
    assert entra("amministratrice").post(indirizzo("veste_ripristina")).status_code == 302
    assert veste_di(cast.ente) is None
    ripristina_veste(ente=cast.ente, utente=cast.amministratrice, adesso=ADESSO)
    assert Veste.objects.count() == 1


def test_le_tavole_di_un_altra_famiglia_non_si_vedono_e_non_si_perdono(entra: Entra, cast: Cast) -> None:
    veste = VesteVista(tavole={"albero.annuale": tuple(_tutte("albero.annuale"))[::-1]})
    salva_veste(ente=cast.ente, veste=veste, utente=cast.amministratrice, adesso=ADESSO)
    assert "Programmazione annuale" not in entra("amministratrice").get(indirizzo()).content.decode()
    entra("amministratrice").post(indirizzo(), modulo(cast, intestazione="Nuova"))
    nuova = veste_di(cast.ente)
    assert nuova
    assert (nuova.intestazione, nuova.tavole) == ("Nuova", veste.tavole)


def _tutte(codice: str) -> list[ColonnaVista]:
    return [ColonnaVista(colonna.codice) for colonna in TAVOLE[codice].colonne]


def test_il_logo_sta_in_testa_alle_pagine_di_chi_ha_un_ruolo(entra: Entra, anno: Rendicontazione, cast: Cast) -> None:
    piani = reverse("piani", kwargs={"ente": "ente-prova"})
    assert "testata-logo" not in entra("responsabile").get(piani).content.decode()
    assert entra("responsabile").get(indirizzo("veste_logo")).status_code == 204
    contenuto = logo_pulito(immagine())
    veste = VesteVista(logo=contenuto, logo_testo="Stemma")
    salva_veste(ente=cast.ente, veste=veste, utente=cast.amministratrice, adesso=ADESSO)
    pagina = entra("responsabile").get(piani).content.decode()
    assert f'src="{indirizzo("veste_logo")}?del={int(ADESSO.timestamp())}"' in pagina
    risposta = entra("responsabile").get(indirizzo("veste_logo"))
    assert (risposta["Content-Type"], risposta.content) == ("image/png", contenuto)
    assert "private" in risposta["Cache-Control"]
    assert entra("estraneo").get(indirizzo("veste_logo")).status_code == 404
