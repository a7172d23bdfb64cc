"""Every answer of every address carries the same protections: pages, refusals, faults, files, the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse

from tests.api.conftest import segreto
from tests.permessi.conftest import ente_in_corso, scena
from tests.permessi.matrice import API, MATRICE, PUBBLICHE, SENZA_ENTE
from tests.permessi.scena import Regola, Scena
from tests.permessi.sessioni import NOMI, entrato

__all__ = ["ente_in_corso", "scena"]
pytestmark = pytest.mark.django_db

FISSE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLITICA = (
    "default-src 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)
CHIUSA = "default-src 'none'; sandbox"
# what is published, and the static files, may be kept by whoever; the rest by nobody but the browser that asked
DI_TUTTI = ("/trasparenza/", "/robots.txt", "/static/", "/api/")
PRODUZIONE = {
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_SSL_REDIRECT": True,
    "ALLOWED_HOSTS": ["testserver"],
}


@pytest.fixture(autouse=True)
def come_in_produzione() -> Iterator[None]:
    with override_settings(**PRODUZIONE):
        yield


def mancano(risposta: HttpResponseBase, percorso: str, *, cifrata: bool = True) -> list[str]:
    """What an answer should have and has not."""
    testate = risposta.headers
    sbagliate = [nome for nome, valore in FISSE.items() if testate.get(nome) != valore]
    politica = testate.get("Content-Security-Policy", "")
    # an evidence, which anybody may have made, is given in a box where nothing runs
    if politica != CHIUSA:
        sbagliate += [voce for voce in POLITICA if voce not in politica]
    sbagliate += [voce for voce in ("unsafe-inline", "unsafe-eval", "http:", "*") if voce in politica]
    if "camera=()" not in testate.get("Permissions-Policy", ""):
        sbagliate.append("Permissions-Policy")
    if cifrata and "max-age=31536000; includeSubDomains" not in testate.get("Strict-Transport-Security", ""):
        sbagliate.append("Strict-Transport-Security")
    if not testate.get("X-Request-ID"):
        sbagliate.append("X-Request-ID")
    conserva = testate.get("Cache-Control", "")
    if not percorso.startswith(DI_TUTTI) and "no-store" not in conserva and "private" not in conserva:
        sbagliate.append(f"Cache-Control: {conserva}")
    return sbagliate


def _chiede(chi: str | None, metodo: str, dove: str, dati: dict[str, object] | None = None) -> HttpResponseBase:
    """The answer; what it wrote is taken back."""
    client = entrato(chi) if chi else Client(raise_request_exception=False)
    with transaction.atomic():
        risposta: HttpResponseBase = getattr(client, metodo)(dove, dati or None, secure=True)
        transaction.set_rollback(True)
    return risposta


def _prove(regola: Regola, giro: int) -> Iterator[tuple[str | None, str]]:
    """One who may, and in turn one who may not, a stranger, nobody, a method that is not there."""
    if regola.ammessi:
        yield sorted(regola.ammessi)[0], regola.metodo
    vietati = sorted(NOMI.keys() - {"estraneo", "scaduto"} - regola.ammessi)
    altri: list[tuple[str | None, str]] = [("estraneo", regola.metodo), (None, regola.metodo), ("direttore", "trace")]
    if vietati:
        altri.append((vietati[0], regola.metodo))
    yield altri[giro % len(altri)]


def test_ogni_indirizzo_di_un_ente_ha_le_sue_testate(scena: Scena) -> None:
    sbagliate, visti = [], set()
    for giro, (nome, regole) in enumerate(MATRICE.items()):
        regola = regole[giro % len(regole)]
        with transaction.atomic():
            caso = Scena(scena.cast, scena.anno)
            regola.prepara(caso)
            dove = reverse(nome, kwargs={"ente": caso.ente, **regola.argomenti(caso)})
            dati = regola.dati(caso)
            for chi, metodo in _prove(regola, giro):
                risposta = _chiede(chi, metodo, dove, None if metodo == "trace" else dati)
                visti.add(risposta.status_code)
                if mancano(risposta, dove):
                    sbagliate.append((nome, chi, metodo, risposta.status_code, mancano(risposta, dove)))
            transaction.set_rollback(True)
    assert sbagliate == []
    assert {200, 302, 403, 404, 405} <= visti


def _altri_indirizzi(scena: Scena) -> Iterator[tuple[str, dict[str, str]]]:
    argomenti = {"ente": scena.ente, "piano": scena.piano, "anno": 2023, "scheda": "1", "resto": "qualunque"}
    argomenti |= {"lavoro_id": scena.lavoro.pk, "pagina": "parole"}
    chiave = {"Authorization": f"Bearer {segreto(scena.cast)}"}
    for nome in sorted(SENZA_ENTE | PUBBLICHE | API):
        try:
            yield reverse(nome), {}
            continue
        except Exception:  # it wants arguments: found by trying
            pass
        for quanti in (["ente"], ["ente", "piano"], ["piano"], ["ente", "piano", "anno"], ["piano", "anno"],
                       ["piano", "scheda"], ["lavoro_id"], ["pagina"], ["resto"]):  # fmt: skip
            try:
                yield reverse(nome, kwargs={chi: argomenti[chi] for chi in quanti}), chiave
                break
            except Exception:
                continue


def test_anche_gli_indirizzi_pubblici_quelli_dell_api_e_quelli_senza_ente(scena: Scena) -> None:
    sbagliate, visti = [], set()
    for dove, testate in _altri_indirizzi(scena):
        for metodo in ("get", "put"):
            risposta = getattr(Client(raise_request_exception=False), metodo)(dove, secure=True, headers=testate)
            visti.add(risposta.status_code)
            if mancano(risposta, dove):
                sbagliate.append((dove, metodo, risposta.status_code, mancano(risposta, dove)))
    assert sbagliate == []
    assert {200, 302, 405} <= visti


@pytest.mark.parametrize(
    ("dove", "stato"),
    [("/static/pianoperf.css", 200), ("/static/assente.css", 404), ("/mai/esistita/pagina/", 404), ("/accedi", 301)],
    ids=["statico", "statico-assente", "pagina-assente", "senza-barra"],
)
def test_i_file_statici_e_ciò_che_non_esiste(dove: str, stato: int) -> None:
    risposta = Client().get(dove, secure=True)
    assert (risposta.status_code, mancano(risposta, dove)) == (stato, [])


def test_in_chiaro_si_rinvia_e_un_nome_straniero_si_rifiuta() -> None:
    rinvio = Client().get("/accedi/")
    assert (rinvio.status_code, rinvio.headers["Location"]) == (301, "https://testserver/accedi/")
    assert mancano(rinvio, "/accedi/", cifrata=False) == []
    for cifrata in (True, False):
        straniero = Client().get("/accedi/", secure=cifrata, headers={"Host": "cattivo.example"})
        assert straniero.status_code == 400
        assert mancano(straniero, "/accedi/", cifrata=cifrata) == []
        assert "cattivo.example" not in straniero.content.decode()


def test_anche_un_guasto_e_un_modulo_da_un_altro_sito(monkeypatch: pytest.MonkeyPatch) -> None:
    def scoppia(*_: object, **__: object) -> None:
        raise ValueError("un guasto")

    monkeypatch.setattr("django.views.generic.base.TemplateView.get", scoppia)
    guasto = Client(raise_request_exception=False).get(reverse("tastiera"), secure=True)
    assert (guasto.status_code, mancano(guasto, "/tastiera/")) == (500, [])
    da_fuori = Client(enforce_csrf_checks=True).post(reverse("accedi"), secure=True)
    assert (da_fuori.status_code, mancano(da_fuori, "/accedi/")) == (403, [])
