"""Sorting where the heads of a table are not seen: the same choices, as a list, on a phone."""

from __future__ import annotations

import re
from typing import Any

import django_tables2
from django.test import RequestFactory

RIGHE = [{"nome": "Rossi", "grado": 1}, {"nome": "Bianchi", "grado": 2}]


class Carte(django_tables2.Table):
    nome = django_tables2.Column("Persona")
    grado = django_tables2.Column("Grado")
    mossa = django_tables2.Column("Da fare", orderable=False, default="")

    class Meta:
        template_name = "web/tabella.html"
        attrs = {"class": "schede-su-telefono"}


class Larga(Carte):
    class Meta:
        template_name = "web/tabella.html"


def _html(tavola: type[django_tables2.Table], righe: list[dict[str, Any]], ordine: str = "") -> str:
    richiesta = RequestFactory().get("/", {"sort": ordine, "stato": "bozza"} if ordine else {"stato": "bozza"})
    tabella = tavola(righe)
    django_tables2.RequestConfig(richiesta, paginate=False).configure(tabella)
    return tabella.as_html(richiesta)


def _voci(html: str) -> list[tuple[str, str]]:
    elenco = re.search(r'<details class="ordina-telefono".*?</details>', html, re.DOTALL)
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', elenco[0]) if elenco else []


def test_cards_can_be_sorted_by_what_the_table_sorts_by() -> None:
    voci = _voci(_html(Carte, RIGHE))
    assert [nome for _, nome in voci] == ["Persona", "Grado"]
    assert all("stato=bozza" in indirizzo for indirizzo, _ in voci)
    assert ["sort=nome" in indirizzo for indirizzo, _ in voci] == [True, False]


def test_the_one_in_use_says_so_and_turns_round() -> None:
    html = _html(Carte, RIGHE, "nome")
    assert "Ordina per: persona, in ordine" in html
    assert "sort=-nome" in _voci(html)[0][0]
    assert html.index("Bianchi") < html.index("Rossi")
    assert "Ordina per: persona, al contrario" in _html(Carte, RIGHE, "-nome")


def test_nothing_to_sort_nothing_offered() -> None:
    assert _voci(_html(Carte, [])) == _voci(_html(Larga, RIGHE)) == []
