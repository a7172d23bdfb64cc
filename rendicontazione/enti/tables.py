"""The table of the bodies: shape only. On a phone every row is a card."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pianoperf.organizzazione.templatetags.ruoli import nomi_ruoli
from pianoperf.web.templatetags.formati import badge, data, grado
from rendicontazione.enti.selectors import Passo, RigaEnte

NUMERO = {"th": {"class": "numero"}, "td": {"class": "numero"}}


def indirizzo_di(nome: str, riga: RigaEnte) -> str:
    """A page of the row's year; "" where there is none."""
    anno = riga.rendicontazione
    if anno is None:
        return ""
    return reverse(nome, kwargs={"ente": riga.ente.codice, "piano": anno.piano.codice, "anno": anno.anno})


class EntiTable(tables.Table):
    ente = tables.Column("Ente", order_by=("ente__nome_breve",))
    anno = tables.Column("Anno", empty_values=())
    stato = tables.Column("Stato", empty_values=())
    fine = tables.Column("La finestra si chiude", empty_values=(), order_by=("ordine_fine",))
    inviati = tables.Column("Inviati", empty_values=(), attrs=NUMERO, order_by=("quota_inviati",))
    grado = tables.Column("Grado", empty_values=(), order_by=("ordine_grado",))
    attende = tables.Column("Aspetta te", empty_values=())

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "I tuoi enti"}
        empty_text = "Nessun anno risponde a questi filtri."

    def render_ente(self, record: RigaEnte) -> SafeString:
        ente = record.ente
        indirizzo = reverse("piani", kwargs={"ente": ente.codice})
        return format_html('<a href="{}">{}</a><br><small>{}</small>', indirizzo, ente, nomi_ruoli(record.ruoli))

    def render_anno(self, record: RigaEnte) -> SafeString | str:
        if record.rendicontazione is None:
            return "nessun anno in corso"
        nome = "quadro" if record.vede_il_grado else "rilevazioni_anno"
        indirizzo = indirizzo_di(nome, record)
        return format_html(
            '<a href="{}">{}</a><br><small>{}</small>', indirizzo, record.anno, record.rendicontazione.piano.titolo
        )

    def render_stato(self, record: RigaEnte) -> SafeString | str:
        anno = record.rendicontazione
        return badge(anno.stato, anno.get_stato_display()) if anno else ""

    def render_fine(self, record: RigaEnte) -> str:
        return data(record.fine)

    def render_inviati(self, record: RigaEnte) -> str:
        return f"{record.inviati} di {record.totale}" if record.rendicontazione else ""

    def render_grado(self, record: RigaEnte) -> SafeString | str:
        if record.rendicontazione is None or not record.vede_il_grado:
            return ""
        if record.copertura:
            barra = grado(record.grado, f"Grado di {record.ente}", record.fascia)
            return format_html("{}<br><small>su {}</small>", barra, record.copertura)
        contesto = {"indirizzo": indirizzo_di("quadro_grado", record), "quadro": indirizzo_di("quadro", record)}
        return render_to_string("rendicontazione/enti/_grado_da_chiedere.html", contesto)

    def render_attende(self, record: RigaEnte) -> SafeString | str:
        if not record.passi:
            return "niente" if record.rendicontazione else ""
        voci = format_html_join(
            "", '<li><a href="{}">{}</a></li>', ((_dove(p, record), _frase(p)) for p in record.passi)
        )
        return format_html('<ul class="elenco-semplice">{}</ul>', voci)


def _dove(passo: Passo, riga: RigaEnte) -> str:
    return indirizzo_di(passo.indirizzo, riga) + passo.ancora


def _frase(passo: Passo) -> str:
    return f"{passo.quanti} {passo.frase}" if passo.quanti else passo.frase


def riga_csv(riga: RigaEnte) -> list[Any]:
    """The same columns as text; an open year has no grade here, because none is decided yet."""
    anno = riga.rendicontazione
    return [
        riga.ente.nome,
        nomi_ruoli(riga.ruoli),
        anno.anno if anno else "",
        anno.piano.titolo if anno else "",
        anno.get_stato_display() if anno else "",
        data(riga.fine),
        riga.inviati if anno else "",
        riga.totale if anno else "",
        "" if riga.grado is None else f"{float(riga.grado * 100):.2f}".replace(".", ","),
        riga.fascia,
        riga.copertura,
        "; ".join(_frase(passo) for passo in riga.passi),
    ]


TESTATE_CSV = [
    "Ente",
    "Ruolo",
    "Anno",
    "Piano",
    "Stato",
    "Fine della finestra",
    "Inviati",
    "Totale",
    "Grado definitivo (%)",
    "Fascia",
    "Copertura",
    "Aspetta te",
]
