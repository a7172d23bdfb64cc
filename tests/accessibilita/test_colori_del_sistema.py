"""With the colours of the system (high contrast): what is drawn can still be told from what is behind it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.accessibilita.vetrina import entrato, mostra
from tests.permessi.scena import Scena

# view, who opens it, whether the address names the plan and the year
PAGINE = (
    ("quadro", "direttore", True),
    ("quadro_indicatori", "nucleo", True),
    ("quadro_gruppi", "direttore", True),
    ("mio_anno", "responsabile", False),
    ("rilevazioni_anno", "responsabile", True),
)
TEMI = ("light", "dark")
# What the system does not colour by itself, and what only a background would draw: its contrast with what is behind.
GUARDA = """() => {
  const tela = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const numeri = colore => { tela.clearRect(0, 0, 1, 1); tela.fillStyle = colore; tela.fillRect(0, 0, 1, 1);
    return [...tela.getImageData(0, 0, 1, 1).data]; };
  const luce = colore => numeri(colore).slice(0, 3).map(n => n / 255)
    .map(n => n <= .03928 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4)
    .reduce((somma, n, posto) => somma + n * [.2126, .7152, .0722][posto], 0);
  const contrasto = (uno, altro) => {
    const [chiara, scura] = [luce(uno), luce(altro)].sort((a, b) => b - a);
    return (chiara + .05) / (scura + .05); };
  const dietro = cosa => { for (let n = cosa; n; n = n.parentElement) {
    const fondo = getComputedStyle(n).backgroundColor; if (numeri(fondo)[3]) return fondo; } return 'Canvas'; };
  const visibili = cerca => [...document.querySelectorAll(cerca)].filter(n => n.getClientRects().length);
  const perduti = [];
  const esamina = (cosa, colore, fondo) => { if (contrasto(colore, fondo) < 3)
    perduti.push(`${cosa.outerHTML.slice(0, 120)}: ${colore} su ${fondo}`); };
  for (const n of visibili('svg.icon')) esamina(n, getComputedStyle(n).fill, dietro(n.parentElement));
  for (const n of visibili('figure svg text')) esamina(n, getComputedStyle(n).fill, dietro(n));
  for (const n of visibili('.grado-barra')) esamina(n, getComputedStyle(n.querySelector('.pieno')).fill,
    getComputedStyle(n.querySelector('.fondo')).fill);
  for (const n of visibili('.btn:not(.btn-link)')) { const stile = getComputedStyle(n);
    if (stile.borderTopStyle === 'none' || !parseFloat(stile.borderTopWidth))
      perduti.push(`${n.outerHTML.slice(0, 120)}: senza bordo`);
    else esamina(n, stile.borderTopColor, dietro(n.parentElement)); }
  return perduti;
}"""
FOTO = os.environ.get("PIANOPERF_FOTO_COLORI", "")


@pytest.mark.django_db
@pytest.mark.parametrize(("nome", "chi", "dell_anno"), PAGINE, ids=[nome for nome, *_ in PAGINE])
def test_nothing_drawn_is_lost(scena: Scena, pagina: Page, nome: str, chi: str, dell_anno: bool) -> None:
    client = entrato(chi)
    argomenti = {"ente": scena.ente, **({"piano": scena.piano, "anno": 2023} if dell_anno else {})}
    indirizzo = reverse(nome, kwargs=argomenti)
    risposta = client.get(indirizzo)
    assert risposta.status_code == 200
    perduti: list[str] = []
    for tema in TEMI:
        pagina.emulate_media(forced_colors="active", color_scheme=tema)
        mostra(pagina, client, indirizzo, risposta)
        if FOTO:
            pagina.screenshot(path=str(Path(FOTO) / f"{nome}-{tema}.png"), full_page=True)
        perduti += [f"{tema}: {uno}" for uno in pagina.evaluate(GUARDA)]
    pagina.emulate_media(forced_colors="none", color_scheme="light")
    assert perduti == [], "\n".join(perduti)


def test_what_is_lost_is_seen(pagina: Page) -> None:
    pagina.emulate_media(forced_colors="active", color_scheme="dark")
    pagina.set_content(
        "<figure><svg><text y='9' fill='#17324d'>Nero su nero</text></svg></figure><b class='btn'>Invia</b>"
    )
    assert len(pagina.evaluate(GUARDA)) == 2
    pagina.emulate_media(forced_colors="none", color_scheme="light")
