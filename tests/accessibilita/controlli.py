"""What is looked at on a page that is shown: axe-core at two widths, reflow at three, text spacing, errors, title."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

from tests.accessibilita.vetrina import ALTEZZA

# WCAG 2.2 AA too, where axe has a rule (target-size)
REGOLE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LARGHEZZE = (1280, 390)
# 1280 px at 200 % zoom are 640, at 400 % they are 320
INGRANDITE = (640, 320)
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
CONTROLLI = Path(__file__).with_name("controlli.js").read_text(encoding="utf-8")
CHIEDI = "regole => controlli.axe(regole)"


def difetti(pagina: Page, chi: str) -> list[str]:
    """Everything that is wrong on the page as it stands; it is left 320 px wide."""
    pagina.evaluate(AXE)
    pagina.evaluate(CONTROLLI)
    pagina.evaluate("() => document.querySelectorAll('details').forEach(parte => { parte.open = true })")
    trovati = _una_volta(pagina)
    for larghezza in LARGHEZZE:
        _larga(pagina, larghezza)
        trovati += [f"{larghezza} {frase}" for frase in pagina.evaluate(CHIEDI, list(REGOLE))]
    for larghezza in INGRANDITE:
        _larga(pagina, larghezza)
        trovati += [f"{larghezza} {frase}" for frase in pagina.evaluate("() => controlli.misura()")]
    trovati += [f"320 {frase}" for frase in pagina.evaluate("() => controlli.spaziata()")]
    return [f"{chi} {frase}" for frase in trovati]


def _una_volta(pagina: Page) -> list[str]:
    trovati: list[str] = pagina.evaluate("() => controlli.errori()")
    if pagina.locator("h1:visible").count() != 1:
        trovati.append("non ha un solo titolo di primo livello")
    if len(pagina.title()) < len("- pianoperf") + 3:
        trovati.append(f"il titolo non dice che pagina è: {pagina.title()}")
    return trovati


def _larga(pagina: Page, larghezza: int) -> None:
    pagina.set_viewport_size({"width": larghezza, "height": ALTEZZA})
