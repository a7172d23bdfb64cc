"""A whole scheda sent in one go: what is missing first, then all or what is ready, by the service of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from obiettivi.models import Scheda
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.services.invio import da_inviare, invia_scheda
from tests import scenari
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db
TUTTI = {"1.1": ["SI"], "1.2": ["20/06/2023"], "1.3": ["85"], "1.4": ["20/06/2023", "100"]}


def indirizzo(codice: str = "1") -> str:
    anno = {"ente": "ente-prova", "piano": "ente-prova-2023-2025", "anno": 2023, "codice": codice}
    return reverse("scheda_invia", kwargs=anno)


def compila(cast: Cast, *codici: str) -> None:
    for codice in codici:
        scenari.bozza(cast, codice, *TUTTI[codice])


def stati() -> dict[str, str]:
    return dict(Risultato.objects.filter(previsione__anno=2023).values_list("previsione__indicatore__codice", "stato"))


@pytest.mark.parametrize("chi", ["direttore", "responsabile", "amministratrice"])
def test_una_scheda_completa_parte_intera(entra: Callable[[str], Client], cast: Cast, chi: str) -> None:
    compila(cast, *TUTTI)
    client = entra(chi)
    assert "4 indicatori sono pronti" in client.get(indirizzo()).content.decode()
    assert client.post(indirizzo()).status_code == 302
    assert {codice: stato for codice, stato in stati().items() if codice in TUTTI} == dict.fromkeys(TUTTI, "trasmesso")
    assert stati()["2.1"] == "da_inserire"


def test_se_manca_qualcosa_non_parte_niente_e_la_pagina_dice_che_cosa(
    entra: Callable[[str], Client], cast: Cast
) -> None:
    compila(cast, "1.1", "1.2")
    scenari.bozza(cast, "1.3", "40", causa="", nota="")
    client = entra("direttore")
    risposta = client.post(indirizzo(), {"quali": "tutti"})
    assert risposta.status_code == 409
    pagina = risposta.content.decode()
    assert "a 2 indicatori manca ancora qualcosa" in pagina
    assert "scegli la causa dello scostamento" in pagina
    assert reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.4").pk}) in pagina
    assert set(stati().values()) == {"da_inserire", "bozza"}


def test_si_puo_scegliere_di_inviare_solo_i_pronti(entra: Callable[[str], Client], cast: Cast) -> None:
    compila(cast, "1.1", "1.2")
    assert entra("direttore").post(indirizzo(), {"quali": "pronti"}).status_code == 302
    assert [codice for codice, stato in stati().items() if stato == "trasmesso"] == ["1.1", "1.2"]


def test_il_responsabile_invia_solo_i_suoi(entra: Callable[[str], Client], cast: Cast) -> None:
    client = entra("responsabile")
    assert client.get(indirizzo("2")).status_code == 404
    assert client.post(indirizzo("2")).status_code == 404


@pytest.mark.parametrize(("chi", "stato"), [("nucleo", 403), ("organo", 403), ("estraneo", 404)])
def test_chi_non_compila_non_invia(entra: Callable[[str], Client], cast: Cast, chi: str, stato: int) -> None:
    compila(cast, *TUTTI)
    assert entra(chi).get(indirizzo()).status_code == stato
    assert entra(chi).post(indirizzo()).status_code == stato
    assert "trasmesso" not in stati().values()


def test_una_scheda_gia_inviata_lo_dice(entra: Callable[[str], Client], cast: Cast) -> None:
    for codice, testi in TUTTI.items():
        scenari.inviato(cast, codice, *testi)
    client = entra("direttore")
    assert "è già stato inviato" in client.get(indirizzo()).content.decode()
    assert client.post(indirizzo()).status_code == 409


def test_tutto_o_niente_anche_se_uno_diventa_incompleto_alla_fine(
    cast: Cast, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate is asked again by the service of one, inside the same transaction."""
    compila(cast, *TUTTI)
    dati = {"rendicontazione": anno, "scheda": Scheda.objects.get(codice="1"), "utente": cast.direttore}
    pronti = da_inviare(**dati, adesso=ADESSO)
    assert all(voce.pronto for voce in pronti)
    monkeypatch.setattr("rendicontazione.services.invio.da_inviare", lambda **_: pronti)
    ultimo = max(pronti, key=lambda voce: voce.risultato.pk).risultato
    ultimo.valori, ultimo.nota = [None] * len(ultimo.valori), ""
    ultimo.save()
    with pytest.raises(AzioneNegata, match="Manca il risultato"):
        invia_scheda(**dati, adesso=ADESSO)
    assert "trasmesso" not in stati().values()


def test_dall_elenco_si_arriva_all_invio(entra: Callable[[str], Client]) -> None:
    elenco = reverse("rilevazioni_anno", kwargs={"ente": "ente-prova", "piano": "ente-prova-2023-2025", "anno": 2023})
    assert indirizzo() in entra("responsabile").get(elenco).content.decode()
