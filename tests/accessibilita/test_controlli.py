"""The checks see what they are for: a page with each defect, and one without."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.accessibilita.controlli import CONTROLLI
from tests.accessibilita.vetrina import FORESTIERE, risponde

PAGINA = "<!doctype html><html lang='it'><head><title>{titolo}</title><style>{stile}</style></head><body>{corpo}</body>"
LARGA = "<p>Prima</p><div style='width: 700px'>Una riga larga</div>"
MISURE = [
    (LARGA, "la pagina è larga"),
    ("<div style='overflow-x: auto'><div style='width: 700px'>Una tavola</div></div>", "senza nome o senza tastiera"),
    ("<div style='overflow: hidden; width: 3rem'><span style='white-space: nowrap'>Tagliato qui</span></div>", "tagl"),
    ("<div style='overflow: hidden; height: 1rem'>Due righe<br>in una</div>", "testo tagliato"),
    ("<button style='width: 3rem; white-space: nowrap'>Registra il giudizio</button>", "fuori dal suo posto"),
]
SANA = """<div role='region' aria-label='Tavola' tabindex='0' style='overflow-x: auto'><div style='width: 700px'>Una
tavola</div></div><button>Registra il giudizio</button><p class='visually-hidden' style='overflow: hidden; width: 1px;
height: 1px'>Solo per chi ascolta</p>"""
RIASSUNTO = "<div class='errori' tabindex='-1' autofocus><ul><li><a href='#{dove}'>Nota: scrivila</a></li></ul></div>"
CAMPO = "<input id='nota' aria-invalid='true' aria-describedby='{detto}'><p id='perche'>Scrivila</p>"


def _mostra(pagina: Page, corpo: str, *, stile: str = "", titolo: str = "Prova - pianoperf") -> None:
    pagina.set_viewport_size({"width": 320, "height": 900})
    pagina.set_content(PAGINA.format(corpo=corpo, stile=stile, titolo=titolo))
    pagina.evaluate(CONTROLLI)


@pytest.mark.parametrize(("corpo", "frase"), MISURE, ids=range(len(MISURE)))
def test_what_does_not_fit_is_seen(pagina: Page, corpo: str, frase: str) -> None:
    _mostra(pagina, corpo)
    assert any(frase in trovato for trovato in pagina.evaluate("() => controlli.misura()"))


def test_what_fits_is_not(pagina: Page) -> None:
    _mostra(pagina, SANA)
    assert pagina.evaluate("() => controlli.misura()") == []


def test_what_another_host_is_asked_for_is_seen(pagina: Page) -> None:
    pagina.route("**/*", risponde(Client()))
    _mostra(pagina, "<img src='http://altrove.test/occhio.png' alt=''>")
    pagina.unroute_all()
    assert FORESTIERE == ["http://altrove.test/occhio.png"]
    FORESTIERE.clear()


def test_what_breaks_only_with_more_space_is_seen(pagina: Page) -> None:
    _mostra(pagina, "<p style='height: 1.2em; line-height: 1.2; margin: 0; overflow: hidden'>Una riga di testo</p>")
    assert pagina.evaluate("() => controlli.misura()") == []
    assert "con gli spazi" in pagina.evaluate("() => controlli.spaziata()")[0]
    assert pagina.evaluate("() => controlli.misura()") == []


def test_what_moves_is_seen(pagina: Page) -> None:
    _mostra(pagina, "<p id='a'>Fermo</p><p id='b'>Mosso</p>", stile="#b { transition: color 2s }")
    assert [frase[:17] for frase in pagina.evaluate("() => controlli.moti()")] == ["si muove: <p id=b"]


@pytest.mark.parametrize(
    ("titolo", "dove", "detto", "frase"),
    [
        ("Errore: prova", "nota", "perche", None),
        ("Prova", "nota", "perche", "il titolo non dice"),
        ("Errore: prova", "altro", "perche", "nessun campo per"),
        ("Errore: prova", "nota", "", "non dice perché"),
        ("Errore: prova", "nota", "assente", "non dice perché"),
    ],
)
def test_a_summary_that_leads_nowhere_is_seen(
    pagina: Page, titolo: str, dove: str, detto: str, frase: str | None
) -> None:
    _mostra(pagina, RIASSUNTO.format(dove=dove) + CAMPO.format(detto=detto), titolo=titolo)
    pagina.locator(".errori").focus()
    trovati = pagina.evaluate("() => controlli.errori()")
    assert trovati == [] if frase is None else frase in trovati[0]


def test_a_summary_without_the_focus_and_a_wrong_field_without_a_summary_are_seen(pagina: Page) -> None:
    senza_fuoco = RIASSUNTO.replace(" autofocus", "").format(dove="nota")
    _mostra(pagina, senza_fuoco + CAMPO.format(detto="perche"), titolo="Errore: prova")
    assert pagina.evaluate("() => controlli.errori()") == ["il riassunto degli errori non ha il fuoco"]
    _mostra(pagina, CAMPO.format(detto="perche"))
    assert "senza riassunto" in pagina.evaluate("() => controlli.errori()")[0]
