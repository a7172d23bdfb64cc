"""A grey button says why, in words that everybody reads: the sentence with which the command would be refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.permessi.matrice import TUTTI
from tests.permessi.scena import Scena

pytestmark = pytest.mark.django_db

RETRO = "django.contrib.auth.backends.ModelBackend"
GRIGIO = re.compile(
    r'<button[^>]*aria-disabled="true"[^>]*>(?P<nome>.*?)</button>\s*'
    r'(?:<span class="pulsante-motivo">(?P<frase>.*?)</span>)?',
    re.DOTALL,
)
TITOLO = re.compile(r'title="([^"]*)"')
MUTO = re.compile(r"<(?:button|input)[^>]*\sdisabled[\s>=]")


def _anno(scena: Scena) -> dict[str, object]:
    return {"piano": scena.piano, "anno": 2023}


def _con_una_proposta(scena: Scena) -> dict[str, object]:
    assert scena.proposta
    return {"piano": scena.piano}


PAGINE: dict[str, Callable[[Scena], dict[str, object]]] = {
    "piano": _con_una_proposta,
    "versioni": lambda s: {"piano": s.piano},
    "lettura": lambda s: {"piano": s.piano, "previsione": s.previsione},
    "prossima_edizione": lambda s: {"piano": s.piano},
    "rimodulazione": lambda s: {"piano": s.piano, "rimodulazione": s.proposta},
    "quadro": _anno,
    "rilevazione": lambda s: {"risultato": s.risultato()},
    "esame": lambda s: {"risultato": s.risultato()},
    "completamento": _anno,
    "calendario_anno": lambda s: {"anno": 2023},
    "documenti": lambda s: {},
    "importazioni": lambda s: {},
    "messaggio": lambda s: {"messaggio": s.messaggio},
    "nucleo_sedute": _anno,
    "nucleo_verifica": _anno,
    "nucleo_completi": _anno,
    "nucleo_componenti": lambda s: {},
    "richiesta": lambda s: {"richiesta": s.richiesta()},
}
# where somebody of the cast must meet at least one grey button, in the state of the scene
NE_HANNO = set(PAGINE) - {"documenti", "importazioni", "messaggio", "calendario_anno", "prossima_edizione", "lettura"}


def _testo(scena: Scena, chi: str, nome: str, argomenti: dict[str, object]) -> str:
    client = Client()
    client.force_login(scena.cast.per_nome(chi), backend=RETRO)
    risposta = client.get(reverse(nome, kwargs={"ente": scena.ente, **argomenti}))
    return risposta.content.decode() if risposta.status_code == 200 else ""


@pytest.mark.parametrize("nome", PAGINE)
def test_ogni_pulsante_grigio_dice_perché(scena: Scena, nome: str) -> None:
    argomenti = PAGINE[nome](scena)
    muti, trovati = [], 0
    for chi in sorted(TUTTI):
        testo = _testo(scena, chi, nome, argomenti)
        muti += [(chi, pezzo) for pezzo in MUTO.findall(testo)]
        for grigio in GRIGIO.finditer(testo):
            trovati += 1
            titolo = TITOLO.search(grigio[0])
            if not titolo or not titolo[1].strip() or titolo[1] != (grigio["frase"] or "").strip():
                muti.append((chi, grigio["nome"].strip()))
    assert muti == []
    assert trovati or nome not in NE_HANNO


@pytest.mark.parametrize(
    "prepara",
    [None, Scena.trasmetti, Scena.in_validazione, Scena.valida],
    ids=lambda passo: getattr(passo, "__name__", "aperta"),
)
def test_il_pulsante_grigio_e_il_rifiuto_dicono_la_stessa_frase(
    scena: Scena, prepara: Callable[[Scena], None] | None
) -> None:
    """On the dashboard of the year, for every person and step: the page of the refusal has the words of the button."""
    if prepara:
        prepara(scena)
    confrontati = 0
    for chi in sorted(TUTTI - {"responsabile"}):
        client = Client()
        client.force_login(scena.cast.per_nome(chi), backend=RETRO)
        pagina = client.get(reverse("quadro", kwargs={"ente": scena.ente, **_anno(scena)}))
        for comando in pagina.context["comandi"]:
            if comando["motivo"]:
                rifiuto = client.post(reverse(comando["nome"], kwargs={"ente": scena.ente, **_anno(scena)}))
                assert rifiuto.status_code == 403, comando
                assert comando["motivo"] in unescape(rifiuto.content.decode())
                assert comando["motivo"] in unescape(pagina.content.decode())
                confrontati += 1
    assert confrontati
