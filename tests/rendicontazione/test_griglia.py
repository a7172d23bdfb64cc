"""The grid: every result of mine on one page, saved row by row or all at once, by the rules of one result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rendicontazione.enums import StatoRisultato
from rendicontazione.griglia.forms import RigaForm, impronta
from rendicontazione.models import Rendicontazione
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
GRIGLIA = reverse("griglia", kwargs={"ente": "ente-prova", "piano": "ente-prova-2023-2025", "anno": 2023})


@pytest.fixture
def responsabile(entra: Callable[[str], Client]) -> Client:
    return entra("responsabile")


def corpo(risposta: HttpResponse) -> str:
    return risposta.content.decode()


def valori_di(form: RigaForm) -> dict[str, str]:
    return {campo.html_name: "" if campo.value() is None else str(campo.value()) for campo in form}


def pagina_compilata(client: Client, **cambi: dict[str, str]) -> dict[str, str]:
    """What a browser without JavaScript would send: every row of the page as it is, with some cells changed.

    `cambi` maps a row ("r1_3" for indicator 1.3) to its cells.
    """
    dati: dict[str, str] = {}
    for gruppo in client.get(GRIGLIA).context["gruppi"]:
        for riga in gruppo.righe:
            if not riga.motivo:
                dati |= valori_di(riga.form)
    for codice, celle in cambi.items():
        prefisso = f"r{scenari.risultato_di(codice[1:].replace('_', '.')).pk}"
        dati |= {f"{prefisso}-{nome}": valore for nome, valore in celle.items()}
    return dati


def righe(risposta: HttpResponse) -> dict[str, Any]:
    return {
        riga.risultato.previsione.indicatore.codice: riga
        for gruppo in risposta.context["gruppi"]
        for riga in gruppo.righe
    }


def test_il_responsabile_ha_le_sue_righe_raggruppate_per_scheda(responsabile: Client) -> None:
    risposta = responsabile.get(GRIGLIA)
    assert list(righe(risposta)) == ["1.1", "1.2", "1.3", "1.4"]
    assert "Entro giugno 100%" in corpo(risposta)
    assert [gruppo.scheda.codice for gruppo in risposta.context["gruppi"]] == ["1"]


def test_direttore_e_amministratrice_hanno_tutte_le_righe(entra: Callable[[str], Client]) -> None:
    for chi in ("direttore", "amministratrice"):
        assert list(righe(entra(chi).get(GRIGLIA))) == ["1.1", "1.2", "1.3", "1.4", "2.1"]


@pytest.mark.parametrize("chi", ["nucleo", "organo"])
def test_chi_non_compila_legge_soltanto(entra: Callable[[str], Client], chi: str) -> None:
    risposta = entra(chi).get(GRIGLIA)
    assert all("serve il ruolo" in riga.motivo for riga in righe(risposta).values())
    assert 'name="r' not in corpo(risposta)
    assert "Salva tutto" not in corpo(risposta)


def test_per_un_estraneo_la_griglia_non_esiste(entra: Callable[[str], Client]) -> None:
    assert entra("estraneo").get(GRIGLIA).status_code == 404
    assert entra("estraneo").post(GRIGLIA).status_code == 404


def test_ogni_parte_di_un_target_ha_la_sua_cella_con_il_nome_della_riga_e_della_parte(responsabile: Client) -> None:
    form = righe(responsabile.get(GRIGLIA))["1.4"].form
    etichette = [parte.field.widget.attrs["aria-label"] for parte in form.parti]
    assert etichette == ["1.4, risultato: Entro giugno", "1.4, risultato: 100 %"]
    assert [parte.field.widget.attrs["data-tipo"] for parte in form.parti] == ["data", "quota"]


def test_una_riga_inviata_si_legge_e_dice_perche(responsabile: Client, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    risposta = responsabile.get(GRIGLIA)
    assert "per correggerlo, il Nucleo deve rinviarlo" in righe(risposta)["1.1"].motivo
    assert not righe(risposta)["1.2"].motivo
    assert risposta.context["scrivibili"] == 3


def test_salva_tutto_scrive_solo_le_righe_toccate(responsabile: Client, cast: Cast) -> None:
    scenari.bozza(cast, "1.3", "60%", nota="Prima riga\nseconda riga")
    dati = pagina_compilata(responsabile, r1_1={"parte_0": "s"}, r1_4={"parte_0": "20/06/2023", "parte_1": "12/15"})
    dati[f"r{scenari.risultato_di('1.3').pk}-nota"] = "Prima riga\r\nseconda riga"  # as a browser sends it
    assert responsabile.post(GRIGLIA, dati).status_code == 302
    assert scenari.risultato_di("1.1").valori == [{"fatto": True}]
    assert scenari.risultato_di("1.4").valori == [{"data": "2023-06-20"}, {"numeratore": "12", "denominatore": "15"}]
    assert (scenari.risultato_di("1.2").stato, scenari.risultato_di("1.2").versione) == ("da_inserire", 0)
    assert scenari.risultato_di("1.3").versione == 1


def test_una_riga_sbagliata_non_ferma_le_altre_e_resta_come_scritta(responsabile: Client) -> None:
    dati = pagina_compilata(responsabile, r1_2={"parte_0": "giovedì"}, r1_3={"parte_0": "75", "nota": "Fatto"})
    risposta = responsabile.post(GRIGLIA, dati)
    assert risposta.status_code == 422
    assert "«giovedì» non è una data" in corpo(risposta)
    assert righe(risposta)["1.2"].form["parte_0"].value() == "giovedì"
    assert scenari.risultato_di("1.2").stato == StatoRisultato.DA_INSERIRE
    assert scenari.risultato_di("1.3").valori == [{"numero": "75"}]
    assert "1 riga salvata" in corpo(risposta)


def test_un_conflitto_mostra_il_valore_degli_altri_e_il_secondo_salvataggio_e_una_scelta(
    responsabile: Client, cast: Cast
) -> None:
    dati = pagina_compilata(responsabile, r1_3={"parte_0": "75", "nota": "Mia"})
    scenari.bozza(cast, "1.3", "60%", nota="Del direttore")
    risposta = responsabile.post(GRIGLIA, dati)
    assert risposta.status_code == 422
    riga = righe(risposta)["1.3"]
    assert riga.conflitto
    assert all(testo in corpo(risposta) for testo in ("60%", "Del direttore", "Mia"))
    assert scenari.risultato_di("1.3").valori == [{"numero": "60"}]
    ancora = dati | valori_di(riga.form)
    assert responsabile.post(GRIGLIA, ancora).status_code == 302
    assert scenari.risultato_di("1.3").valori == [{"numero": "75"}]


def test_fuori_dalla_finestra_niente_si_salva(responsabile: Client, anno: Rendicontazione) -> None:
    dati = pagina_compilata(responsabile, r1_3={"parte_0": "75"})
    anno.finestra_al = timezone.now() - timedelta(days=1)
    anno.save(update_fields=["finestra_al"])
    risposta = responsabile.post(GRIGLIA, dati)
    assert "si è chiusa il" in corpo(risposta)
    assert scenari.risultato_di("1.3").valori == []


def test_chi_manda_la_riga_di_un_altro_non_la_scrive(responsabile: Client) -> None:
    altrui = scenari.risultato_di("2.1")
    dati = pagina_compilata(responsabile) | {f"r{altrui.pk}-versione": "0", f"r{altrui.pk}-parte_0": "9"}
    assert responsabile.post(GRIGLIA, dati).status_code == 302
    assert scenari.risultato_di("2.1").valori == []


def test_dall_elenco_si_arriva_alla_griglia(responsabile: Client) -> None:
    elenco = reverse("rilevazioni_anno", kwargs={"ente": "ente-prova", "piano": "ente-prova-2023-2025", "anno": 2023})
    assert GRIGLIA in corpo(responsabile.get(elenco))


def test_una_riga_con_in_corso_lo_suggerisce(responsabile: Client, anno: Rendicontazione) -> None:
    anno.profilo.regole = {**anno.profilo.regole, "in_corso": "1/2"}
    anno.profilo.save(update_fields=["regole"])
    form = righe(responsabile.get(GRIGLIA))["1.1"].form
    assert form["parte_0"].field.widget.attrs["placeholder"] == "SI, NO o IN CORSO"


def test_l_impronta_non_cambia_con_il_modo_di_andare_a_capo() -> None:
    assert impronta({"nota": "a\nb"}) == impronta({"nota": "a\r\nb"})
    assert impronta({"nota": "a", "fonte": ""}) != impronta({"nota": "", "fonte": "a"})


def test_il_form_di_una_riga_e_quello_di_un_altra_non_si_confondono(cast: Cast, anno: Rendicontazione) -> None:
    uno, altro = (RigaForm(scenari.risultato_di(codice)) for codice in ("1.1", "1.2"))
    assert not {campo.html_name for campo in uno} & {campo.html_name for campo in altro}
