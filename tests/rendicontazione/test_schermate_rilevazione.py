"""Entering a result in the page: drafts, sending, bad input, files, two people at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rendicontazione.enums import EsitoGiudizio, StatoRisultato
from rendicontazione.models import Evidenza, Rendicontazione
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 una prova"


@pytest.fixture
def responsabile(entra: Callable[[str], Client]) -> Client:
    return entra("responsabile")


def indirizzo(codice: str, nome: str = "rilevazione") -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di(codice).pk})


def salva(client: Client, codice: str, *, versione: int | None = None, **campi: object) -> HttpResponse:
    versione = scenari.risultato_di(codice).versione if versione is None else versione
    return client.post(indirizzo(codice), {"versione": versione, "nota": "", "causa": "", "fonte": "", **campi})


def corpo(risposta: HttpResponse) -> str:
    return risposta.content.decode()


def test_la_pagina_mostra_il_target_come_stampato_e_la_sua_lettura(responsabile: Client) -> None:
    pagina = corpo(responsabile.get(indirizzo("1.4")))
    assert "Entro giugno 100%" in pagina
    assert "Parte 1 di 2" in pagina
    assert "Numeratore" in pagina


def test_una_bozza_si_salva_e_mostra_il_grado_in_prova(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.3", parte_0="40", nota="Corso a metà")
    assert risposta.status_code == 302
    risultato = scenari.risultato_di("1.3")
    assert (risultato.stato, risultato.valori, risultato.nota) == ("bozza", [{"numero": "40"}], "Corso a metà")
    assert "50,00\u00a0%" in corpo(responsabile.get(indirizzo("1.3")))


def test_una_quota_si_da_anche_con_numeratore_e_denominatore(responsabile: Client) -> None:
    salva(responsabile, "1.3", parte_0="", parte_0_numeratore="12", parte_0_denominatore="15")
    assert scenari.risultato_di("1.3").valori == [{"numeratore": "12", "denominatore": "15"}]
    pagina = responsabile.get(indirizzo("1.3"))
    assert pagina.context["form"]["parte_0_numeratore"].value() == "12"


def test_percentuale_e_rapporto_insieme_chiedono_di_scegliere(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.3", parte_0="80", parte_0_numeratore="12", parte_0_denominatore="15")
    assert risposta.status_code == 422
    assert "non tutti e due" in corpo(risposta)


@pytest.mark.parametrize("scritta", ["30/06/2023", "2023-06-30"])
def test_una_data_si_scrive_in_due_modi(responsabile: Client, scritta: str) -> None:
    salva(responsabile, "1.2", parte_0=scritta)
    assert scenari.risultato_di("1.2").valori == [{"data": "2023-06-30"}]


@pytest.mark.parametrize(
    ("codice", "campi", "frase"),
    [
        ("1.2", {"parte_0": "12"}, "«12» non è una data"),
        ("1.2", {"parte_0": "31/02/2023"}, "non è un giorno del calendario"),
        ("1.2", {"parte_0": "30/06/1923"}, "è lontana dall&#x27;anno 2023"),
        ("1.3", {"parte_0": "abc"}, "«abc» non è una percentuale"),
        ("1.3", {"parte_0_numeratore": "x", "parte_0_denominatore": "4"}, "«x» non è un numero"),
        ("1.3", {"parte_0_numeratore": "3", "parte_0_denominatore": "0"}, "Il denominatore non può essere 0."),
        ("1.3", {"parte_0_numeratore": "3"}, "Scrivi sia il numeratore sia il denominatore."),
        ("1.1", {"parte_0": "forse"}, "«forse» non è una risposta"),
    ],
)
def test_un_valore_sbagliato_ha_la_sua_frase_e_niente_va_perso(
    responsabile: Client, codice: str, campi: dict[str, str], frase: str
) -> None:
    risposta = salva(responsabile, codice, nota="Una nota lunga", fonte="Registro", **campi)
    assert risposta.status_code == 422
    assert frase in corpo(risposta)
    form = risposta.context["form"]
    assert {nome: form[nome].value() for nome in campi} == campi
    assert (form["nota"].value(), form["fonte"].value()) == ("Una nota lunga", "Registro")
    assert scenari.risultato_di(codice).stato == StatoRisultato.DA_INSERIRE


def test_invia_salva_e_invia_insieme(responsabile: Client) -> None:
    salva(responsabile, "1.1", parte_0="SI", invia="1")
    assert scenari.risultato_di("1.1").stato == StatoRisultato.TRASMESSO


def test_se_manca_qualcosa_la_bozza_resta_e_la_pagina_dice_che_cosa(responsabile: Client) -> None:
    risposta = responsabile.post(
        indirizzo("1.4"), {"versione": 0, "parte_0": "30/06/2023", "nota": "", "invia": "1"}, follow=True
    )
    assert "Manca il risultato della parte 2." in corpo(risposta)
    assert scenari.risultato_di("1.4").stato == StatoRisultato.BOZZA


def test_un_risultato_inviato_si_legge_e_il_bottone_spento_dice_perche(responsabile: Client, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    pagina = corpo(responsabile.get(indirizzo("1.1")))
    assert "per correggerlo, il Nucleo deve rinviarlo" in pagina
    assert 'aria-disabled="true"' in pagina
    assert 'name="parte_0"' not in pagina


def test_il_motivo_del_rinvio_sta_in_cima(responsabile: Client, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO, "Manca il verbale")
    pagina = corpo(responsabile.get(indirizzo("1.1")))
    assert pagina.index("Manca il verbale") < pagina.index("Target 2023")
    assert 'name="parte_0"' in pagina


def test_fuori_dalla_finestra_niente_si_salva_ma_lo_scritto_resta(responsabile: Client, anno: Rendicontazione) -> None:
    anno.finestra_al = timezone.now() - timedelta(days=1)
    anno.save(update_fields=["finestra_al"])
    risposta = salva(responsabile, "1.3", parte_0="77", nota="Scritta tardi")
    assert risposta.status_code == 409
    assert "si è chiusa il" in corpo(risposta)
    assert "77" in corpo(risposta)
    assert "Scritta tardi" in corpo(risposta)
    assert scenari.risultato_di("1.3").valori == []


def test_due_persone_insieme_vedono_i_due_valori_e_scelgono(responsabile: Client, cast: Cast) -> None:
    scenari.bozza(cast, "1.3", "60%", nota="Del direttore")
    risposta = salva(responsabile, "1.3", versione=0, parte_0="75", nota="Mia")
    assert risposta.status_code == 409
    pagina = corpo(risposta)
    assert "Dario Dirigente ha salvato questo risultato mentre lo compilavi" in pagina
    assert all(frammento in pagina for frammento in ("60%", "75", "Del direttore", "Mia"))
    assert scenari.risultato_di("1.3").valori == [{"numero": "60"}]

    versione = risposta.context["form"]["versione"].value()
    assert salva(responsabile, "1.3", versione=int(versione), parte_0="75", nota="Mia").status_code == 302
    assert scenari.risultato_di("1.3").valori == [{"numero": "75"}]


def test_un_file_valido_resta_anche_se_il_resto_e_da_correggere(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.3", parte_0="abc", file=SimpleUploadedFile("verbale.pdf", PDF))
    assert "Evidenza allegata: verbale.pdf" in corpo(risposta)
    assert [evidenza.nome for evidenza in scenari.risultato_di("1.3").evidenze.all()] == ["verbale.pdf"]


def test_un_file_rifiutato_va_scelto_di_nuovo(responsabile: Client) -> None:
    risposta = salva(responsabile, "1.3", parte_0="75", file=SimpleUploadedFile("prova.exe", b"MZ\x00\x01"))
    assert risposta.status_code == 422
    assert "Formato non ammesso" in corpo(risposta)
    assert "Scegli di nuovo il file: «prova.exe»." in corpo(risposta)
    assert risposta.context["form"]["parte_0"].value() == "75"


def test_un_evidenza_si_scarica_come_allegato_e_si_toglie_senza_perdere_lo_scritto(responsabile: Client) -> None:
    salva(responsabile, "1.3", parte_0="75", file=SimpleUploadedFile("verbale.pdf", PDF))
    evidenza = Evidenza.objects.get()
    scaricata = responsabile.get(reverse("evidenza", kwargs={"ente": "ente-prova", "evidenza": evidenza.pk}))
    assert b"".join(scaricata.streaming_content) == PDF
    assert scaricata["Content-Disposition"] == 'attachment; filename="verbale.pdf"'
    assert scaricata["X-Content-Type-Options"] == "nosniff"
    assert scaricata["Content-Security-Policy"] == "default-src 'none'; sandbox"

    risposta = salva(responsabile, "1.3", parte_0="91", togli=evidenza.pk)
    assert risposta.context["form"]["parte_0"].value() == "91"
    assert not Evidenza.objects.exists()


def test_l_evidenza_di_un_altro_risultato_non_si_toglie_da_qui(responsabile: Client, cast: Cast) -> None:
    salva(responsabile, "1.3", file=SimpleUploadedFile("verbale.pdf", PDF))
    evidenza = Evidenza.objects.get()
    assert salva(responsabile, "1.1", togli=evidenza.pk).status_code == 404
    assert Evidenza.objects.filter(pk=evidenza.pk).exists()


def test_togliere_un_evidenza_vuole_un_post(responsabile: Client) -> None:
    salva(responsabile, "1.3", file=SimpleUploadedFile("verbale.pdf", PDF))
    evidenza = Evidenza.objects.get()
    percorso = reverse("evidenza_togli", kwargs={"ente": "ente-prova", "evidenza": evidenza.pk})
    assert responsabile.get(percorso).status_code == 405
    assert responsabile.post(percorso).status_code == 302
    assert not Evidenza.objects.exists()


def test_la_prova_calcola_senza_scrivere(responsabile: Client) -> None:
    campi = {"versione": 0, "parte_0": "40", "nota": "", "causa": "", "fonte": ""}
    prova = corpo(responsabile.post(indirizzo("1.3", "rilevazione_prova"), campi))
    assert "50,00\u00a0%" in prova
    assert "Scostamento: <strong>-40 punti percentuali</strong>" in prova
    sbagliato = responsabile.post(indirizzo("1.3", "rilevazione_prova"), campi | {"parte_0": "abc"})
    assert "«abc» non è una percentuale" in corpo(sbagliato)
    assert scenari.risultato_di("1.3").stato == StatoRisultato.DA_INSERIRE


def test_precedente_e_successivo_seguono_il_mio_elenco(responsabile: Client) -> None:
    vicini = responsabile.get(indirizzo("1.2")).context["vicini"]
    assert (vicini.precedente.indirizzo, vicini.successivo.indirizzo) == (indirizzo("1.1"), indirizzo("1.3"))
    assert responsabile.get(indirizzo("1.4")).context["vicini"].successivo is None


def test_in_corso_si_sceglie_solo_dove_il_profilo_lo_valuta(responsabile: Client, anno: Rendicontazione) -> None:
    assert "In corso" not in corpo(responsabile.get(indirizzo("1.1")))
    anno.profilo.regole = {**anno.profilo.regole, "in_corso": "1/2"}
    anno.profilo.save(update_fields=["regole"])
    salva(responsabile, "1.1", parte_0="IN CORSO")
    risultato = scenari.risultato_di("1.1")
    assert (risultato.valori, risultato.grado) == ([{"fatto": False, "in_corso": True}], Decimal("0.5"))
    assert responsabile.get(indirizzo("1.1")).context["form"]["parte_0"].value() == "IN CORSO"
    salva(responsabile, "1.1", parte_0="NO")
    assert scenari.risultato_di("1.1").valori == [{"fatto": False}]
