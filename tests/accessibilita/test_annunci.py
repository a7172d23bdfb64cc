"""What a screen reader hears when a part of the page changes by itself, and where the focus goes then."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.models import Lavoro
from rendicontazione.models import Messaggio
from tests.accessibilita.vetrina import entrato, mostra
from tests.permessi.scena import Scena

ASCOLTA = """() => {
  window.uditi = [];
  const voce = document.getElementById("annuncio");
  new MutationObserver(() => { if (voce.textContent) uditi.push(voce.textContent); }).observe(voce, {childList: true});
}"""


@pytest.fixture
def apri(scena: Scena, pagina: Page):
    def apre(chi: str, nome: str, **argomenti: object) -> Page:
        dove = argomenti if nome == "lavoro" else {"ente": scena.ente, **argomenti}
        client, indirizzo = entrato(chi), reverse(nome, kwargs=dove)
        mostra(pagina, client, indirizzo, client.get(indirizzo))
        pagina.evaluate(ASCOLTA)
        return pagina

    return apre


def _dipinta(pagina: Page) -> None:
    """Autofocus comes earlier; until a page is loaded and has been drawn, the browser may throw keys away."""
    pagina.wait_for_load_state("load")
    pagina.evaluate("() => new Promise(fatto => requestAnimationFrame(() => requestAnimationFrame(fatto)))")


def _fuoco(pagina: Page) -> str:
    return str(pagina.evaluate("() => document.activeElement.id || document.activeElement.className"))


@pytest.mark.django_db
def test_the_voice_of_the_page_is_polite_and_hidden_from_the_eye(apri) -> None:
    pagina = apri("direttore", "deleghe")
    voce = pagina.locator("#annuncio")
    assert voce.get_attribute("role") == "status"
    assert voce.bounding_box()["width"] <= 1


@pytest.mark.django_db
def test_a_filter_tells_how_many_are_left_and_leaves_the_focus_there(apri, scena: Scena) -> None:
    pagina = apri("direttore", "rilevazioni_anno", piano=scena.piano, anno=2023)
    scelta = pagina.locator("form.filtri select").first
    scelta.focus()
    scelta.select_option(index=1)
    expect(pagina.locator("#annuncio")).to_have_text(re.compile(r"^\d+ indicator[ei] con questi filtri\.$"))
    assert pagina.evaluate("() => Boolean(document.activeElement.closest('form.filtri'))")


@pytest.mark.django_db
def test_a_list_in_pages_keeps_the_focus_when_its_link_is_gone(apri, scena: Scena) -> None:
    dati = {"indirizzo": "rita@esempio.it", "oggetto": "Promemoria", "testo": "Testo", "creato_il": timezone.now()}
    Messaggio.objects.bulk_create(Messaggio(ente=scena.cast.ente, chiave=f"prova {n}", **dati) for n in range(120))
    pagina = apri("amministratrice", "messaggi")
    pagina.get_by_role("link", name="Successiva").focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#annuncio")).to_have_text(re.compile(r"^\d+ righe$"))
    expect(pagina.locator("#elenco:focus-within, #elenco:focus")).to_have_count(1)


@pytest.mark.django_db
def test_a_job_is_told_when_its_phase_is_another_and_not_at_every_step(apri, scena: Scena) -> None:
    lavoro = Lavoro.objects.filter(pk=scena.lavoro.pk)
    presa = {"gettone": scena.lavoro.pk, "scadenza_presa": timezone.now()}
    lavoro.update(stato=StatoLavoro.IN_CORSO, fase="lettura", fatti=1, totale=9, **presa)
    pagina = apri("amministratrice", "lavoro", lavoro_id=scena.lavoro.pk)
    for fatti, fase in ((2, "lettura"), (3, "lettura"), (4, "scrittura"), (5, "scrittura")):
        lavoro.update(fatti=fatti, fase=fase)
        expect(pagina.locator(".lavoro-stato")).to_contain_text(f"{fase} {fatti} di 9")
    pagina.wait_for_function("() => uditi.length")
    assert pagina.evaluate("() => uditi") == ["Esame di un foglio: in corso, scrittura."]


@pytest.mark.django_db
def test_a_message_of_the_discussion_is_told_and_the_focus_stays_in_it(apri, scena: Scena) -> None:
    pagina = apri("nucleo", "discussione", risultato=scena.risultato())
    pagina.get_by_label("Scrivi", exact=False).first.fill("Da dove viene il dato?")
    pagina.get_by_role("button", name="Scrivi").focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#annuncio")).to_have_text("1 messaggio nella discussione.")
    assert _fuoco(pagina) == "interventi"


@pytest.mark.django_db
def test_an_empty_message_takes_the_focus_to_what_is_wrong(apri, scena: Scena) -> None:
    pagina = apri("nucleo", "discussione", risultato=scena.risultato())
    pagina.get_by_role("button", name="Scrivi").focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".errori")).to_be_focused()
    _dipinta(pagina)
    pagina.keyboard.press("Tab")
    expect(pagina.get_by_role("alert").get_by_role("link").first).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#id_testo")).to_be_focused()


@pytest.mark.django_db
def test_a_draft_says_that_it_is_saved_and_not_that_one_is_typing(apri, scena: Scena) -> None:
    pagina = apri("responsabile", "rilevazione", risultato=scena.risultato())
    pagina.get_by_label("Nota").first.fill("Una nota")
    expect(pagina.locator("#annuncio")).to_have_text(re.compile(r"^Salvato alle \d\d:\d\d\.$"))
    assert len(pagina.evaluate("() => uditi")) == 1


@pytest.mark.django_db
def test_a_document_that_is_asked_for_is_told_and_the_button_keeps_the_focus(apri, scena: Scena) -> None:
    pagina = apri("organo", "documenti")
    pagina.get_by_label("Documento da preparare").select_option(index=1)
    bottone = pagina.get_by_role("button", name="Prepara il PDF")
    bottone.focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#annuncio")).to_have_text(re.compile("in coda"))
    expect(bottone).to_be_focused()


@pytest.mark.django_db
def test_the_rows_that_were_not_saved_are_listed_with_the_way_to_them(apri, scena: Scena) -> None:
    pagina = apri("responsabile", "griglia", piano=scena.piano, anno=2023)
    cella = pagina.get_by_label("1.1, risultato", exact=False)
    cella.fill("forse")
    pagina.get_by_role("button", name="Salva tutto").first.focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#griglia-errori")).to_be_focused()
    assert pagina.title().startswith("Errore: ")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")
    expect(cella).to_be_focused()
    assert cella.get_attribute("aria-invalid") == "true"
    cella.fill("SI")
    pagina.get_by_role("button", name="Salva tutto").first.focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#griglia-errori")).to_be_hidden()
    assert not pagina.title().startswith("Errore: ")
