"""Journey 6: the page of one result saves itself; two people on it; a second click; a lost session."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from tests.percorsi.anno_grande import accedi_di_nuovo, anno, apri, cast, risultato

__all__ = ["anno", "apri", "cast"]


def vai(pagina: Page, codice: str) -> None:
    pagina.goto(f"/ente-prova/rilevazioni/{risultato(codice).pk}/")
    pagina.wait_for_load_state("networkidle")


def stato(pagina: Page) -> Locator:
    return pagina.locator("#stato-bozza")


def test_the_page_saves_its_draft_after_a_pause_and_asks_nothing_on_leaving(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    vai(pagina, "1.3")
    avvisi = []
    pagina.on("dialog", lambda finestra: (avvisi.append(finestra.type), finestra.accept()))
    pagina.get_by_label("Almeno 4").fill("3")
    expect(stato(pagina)).to_contain_text("Salvato alle")
    expect(pagina.locator("#mancanze")).to_contain_text("scegli la causa dello scostamento")
    assert (risultato("1.3").valori, risultato("1.3").versione) == ([{"numero": "3"}], 1)
    pagina.get_by_role("button", name="Salva bozza").last.click()
    expect(pagina.get_by_text("Bozza salvata.").first).to_be_visible()
    assert risultato("1.3").versione == 1
    pagina.goto("/ente-prova/rilevazioni/")
    assert avvisi == []


def test_a_value_that_is_wrong_is_not_saved_and_leaving_warns(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    vai(pagina, "1.3")
    pagina.get_by_label("Almeno 4").fill("tanti")
    expect(stato(pagina)).to_contain_text("Non salvato: «tanti» non è un numero")
    avvisi = []
    pagina.on("dialog", lambda finestra: (avvisi.append(finestra.type), finestra.accept()))
    pagina.goto("/ente-prova/rilevazioni/")
    assert avvisi == ["beforeunload"]
    assert risultato("1.3").versione == 0


def test_two_people_on_one_result_see_both_values_and_choose_field_by_field(apri: Callable[..., Page]) -> None:
    una, altra = apri("responsabile"), apri("direttore")
    vai(una, "1.3")
    vai(altra, "1.3")
    altra.get_by_label("Almeno 4").fill("6")
    altra.get_by_label("Nota").fill("Del direttore")
    altra.get_by_role("button", name="Salva bozza").last.click()
    expect(altra.get_by_text("Bozza salvata.").first).to_be_visible()

    una.get_by_label("Almeno 4").fill("9")
    una.get_by_label("Fonte del dato").fill("Registro")
    expect(stato(una)).to_contain_text("in conflitto: Dario Dirigente ha salvato questo risultato")
    assert risultato("1.3").valori == [{"numero": "6"}]
    una.get_by_role("button", name="Confronta i due valori").click()
    expect(una.get_by_role("heading", name="I due valori a confronto")).to_be_visible()
    confronto = una.locator("#confronto")
    confronto.get_by_label("tieni questo per Nota").check()
    expect(una.get_by_label("Nota", exact=True)).to_have_value("Del direttore")
    una.wait_for_timeout(2500)  # longer than the pause after which a page without a conflict would have saved
    assert risultato("1.3").valori == [{"numero": "6"}]
    una.get_by_role("button", name="Salva le scelte").click()
    expect(una.get_by_text("Bozza salvata.").first).to_be_visible()
    scelto = risultato("1.3")
    assert (scelto.valori, scelto.nota, scelto.fonte) == ([{"numero": "9"}], "Del direttore", "Registro")
    assert scelto.versione == 2


def test_what_was_typed_survives_the_login(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    vai(pagina, "1.3")
    Session.objects.all().delete()
    pagina.get_by_label("Almeno 4").fill("7")
    expect(stato(pagina)).to_contain_text("la sessione è finita")
    pagina.on("dialog", lambda finestra: finestra.accept())
    accedi_di_nuovo(pagina, "rita")
    expect(pagina.get_by_label("Almeno 4")).to_have_value("7")
    expect(stato(pagina)).to_contain_text("Salvato alle")
    assert risultato("1.3").valori == [{"numero": "7"}]


def test_another_person_in_the_same_window_does_not_find_it(apri: Callable[..., Page]) -> None:
    pagina = apri("responsabile")
    vai(pagina, "1.3")
    Session.objects.all().delete()
    pagina.get_by_label("Almeno 4").fill("7")
    expect(stato(pagina)).to_contain_text("la sessione è finita")
    pagina.on("dialog", lambda finestra: finestra.accept())
    accedi_di_nuovo(pagina, "dario")
    expect(pagina.get_by_role("heading", name="Indicatore 1.3")).to_be_visible()
    expect(pagina.get_by_label("Almeno 4")).to_have_value("")
