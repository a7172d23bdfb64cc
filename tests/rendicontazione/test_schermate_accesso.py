"""Who opens which screen: 200 for its roles, the sentence for the others of the body, 404 for the stranger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rendicontazione.models import Rendicontazione
from rendicontazione.services.evidenze import allega_evidenza
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db

TUTTI = {"amministratrice", "direttore", "responsabile", "nucleo", "organo"}
QUADRO = TUTTI - {"responsabile"}
PAGINE = {
    "rilevazioni": TUTTI,
    "rilevazioni_anno": TUTTI,
    "rilevazione": TUTTI,
    "rilevazione_altrui": QUADRO,
    "rilevazione_apri": {"amministratrice"},
    "evidenza": TUTTI,
    "evidenza_altrui": QUADRO,
    "completamento": QUADRO - {"organo"},
    "quadri": QUADRO,
    "quadro": QUADRO,
    "quadro_scheda": QUADRO,
    "esame": QUADRO,
    "scrivania_rilevazioni": TUTTI,
    "rendicontazioni_piano": TUTTI,
}


def _allegata(cast: Cast, codice: str) -> int:
    file = SimpleUploadedFile("prova.txt", b"una prova")
    return allega_evidenza(
        risultato=scenari.risultato_di(codice), caricato=file, utente=cast.direttore, adesso=timezone.now()
    ).pk


def _indirizzo(cast: Cast, anno: Rendicontazione, pagina: str) -> str:
    del_piano = {"piano": anno.piano.codice}
    dell_anno = {**del_piano, "anno": anno.anno}
    argomenti = {
        "rilevazioni_anno": lambda: dell_anno,
        "completamento": lambda: dell_anno,
        "quadro": lambda: dell_anno,
        "quadro_scheda": lambda: {**dell_anno, "codice": "1"},
        "rendicontazioni_piano": lambda: del_piano,
        "rilevazione": lambda: {"risultato": scenari.risultato_di("1.1").pk},
        "esame": lambda: {"risultato": scenari.risultato_di("1.1").pk},
        "rilevazione_altrui": lambda: {"risultato": scenari.risultato_di("2.1").pk},
        "evidenza": lambda: {"evidenza": _allegata(cast, "1.1")},
        "evidenza_altrui": lambda: {"evidenza": _allegata(cast, "2.1")},
    }
    resto = argomenti[pagina]() if pagina in argomenti else {}
    return reverse(pagina.removesuffix("_altrui"), kwargs={"ente": cast.ente.codice, **resto})


@pytest.mark.parametrize("persona", sorted(TUTTI))
@pytest.mark.parametrize("pagina", PAGINE)
def test_ogni_pagina_si_apre_ai_suoi_ruoli(
    entra: Callable[[str], Client], cast: Cast, anno: Rendicontazione, pagina: str, persona: str
) -> None:
    risposta = entra(persona).get(_indirizzo(cast, anno, pagina))
    assert risposta.status_code == (200 if persona in PAGINE[pagina] else 403)


@pytest.mark.parametrize("pagina", PAGINE)
def test_per_un_estraneo_la_pagina_non_esiste(
    entra: Callable[[str], Client], cast: Cast, anno: Rendicontazione, pagina: str
) -> None:
    client = entra("estraneo")
    assert client.get(_indirizzo(cast, anno, pagina)).status_code == 404


@pytest.mark.parametrize("pagina", ["rilevazione", "esame", "evidenza"])
def test_un_risultato_di_un_altro_ente_non_si_apre_dal_proprio(
    entra: Callable[[str], Client], cast: Cast, anno: Rendicontazione, pagina: str
) -> None:
    client = entra("estraneo")
    indirizzo = _indirizzo(cast, anno, pagina).replace(cast.ente.codice, cast.altro_ente.codice)
    assert client.get(indirizzo).status_code == 404


def test_chi_non_e_entrato_va_alla_pagina_di_accesso(cast: Cast, anno: Rendicontazione) -> None:
    risposta = Client().get(_indirizzo(cast, anno, "quadro"))
    assert risposta.status_code == 302
    assert risposta.url.startswith(reverse("accedi"))


def test_il_rifiuto_dice_la_sua_frase(entra: Callable[[str], Client], cast: Cast, anno: Rendicontazione) -> None:
    client = entra("responsabile")
    quadro = client.get(_indirizzo(cast, anno, "quadro"))
    assert "Per vedere il quadro" in quadro.content.decode()
    altrui = client.get(_indirizzo(cast, anno, "rilevazione_altrui"))
    assert "Questo indicatore è affidato ad altri" in altrui.content.decode()


def test_un_anno_o_un_piano_che_non_c_e_risponde_404(
    entra: Callable[[str], Client], cast: Cast, anno: Rendicontazione
) -> None:
    client = entra("direttore")
    for piano, quale in ((anno.piano.codice, 2030), ("altro-piano", 2023)):
        argomenti = {"ente": cast.ente.codice, "piano": piano, "anno": quale}
        assert client.get(reverse("quadro", kwargs=argomenti)).status_code == 404
        assert client.get(reverse("rilevazioni_anno", kwargs=argomenti)).status_code == 404


@pytest.mark.parametrize(
    "percorso",
    [
        "rilevazioni/99999999999999999999/",
        "quadro/risultati/99999999999999999999/",
        "evidenze/99999999999999999999/",
        "quadro/ente-prova-2023-2025/99999999999999999999/",
        "rilevazioni/ente-prova-2023-2025/99999999999999999999/",
    ],
)
def test_un_numero_smisurato_risponde_404(entra: Callable[[str], Client], percorso: str) -> None:
    assert entra("direttore").get(f"/ente-prova/{percorso}").status_code == 404
