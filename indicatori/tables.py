"""Tables of readings."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from indicatori.filters import CHIAVI
from indicatori.models import Previsione
from indicatori.righe import cella_previsione
from pianoperf.web.templatetags.formati import tono
from pianoperf.web.vicini import filtri_in

LARGA = {"td": {"class": "larga"}}


class LetturaTable(tables.Table):
    scheda = tables.Column("Scheda", accessor="indicatore__scheda__codice", order_by=("indicatore__scheda__ordine",))
    indicatore = tables.Column("Indicatore", order_by=("indicatore__ordine",))
    anno = tables.Column("Anno")
    testo = tables.Column("Target come stampato", attrs=LARGA)
    condizioni = tables.Column("Come si legge", orderable=False, attrs=LARGA)
    lettura = tables.Column("Stato")

    class Meta:
        model = Previsione
        fields = ("scheda", "indicatore", "anno", "testo", "condizioni", "lettura")
        attrs = {"class": "schede-su-telefono", "caption": "Letture dei target"}
        empty_text = "Nessuna lettura con questi filtri."

    def render_indicatore(self, record: Previsione) -> str:
        return f"{record.indicatore.codice} {record.indicatore.descrizione}"

    def render_testo(self, record: Previsione, value: str) -> SafeString:
        piano = record.indicatore.scheda.piano
        argomenti = {"ente": piano.ente.codice, "piano": piano.codice, "previsione": record.pk}
        filtri = filtri_in(self.request.GET, CHIAVI)
        return format_html('<a href="{}{}">{}</a>', reverse("lettura", kwargs=argomenti), filtri, value)

    def render_condizioni(self, record: Previsione) -> SafeString:
        cella = cella_previsione(record)
        righe = format_html_join("", "<li>{}</li>", ((lettura,) for lettura in cella.letture))
        quanti = len(cella.avvisi)
        avvisi = f"{quanti} avvis{'o' if quanti == 1 else 'i'}" if quanti and not cella.confermata else ""
        return format_html('<ul class="elenco-compatto">{}</ul><span class="lettura-avviso">{}</span>', righe, avvisi)

    def render_lettura(self, record: Previsione) -> SafeString:
        nome = record.get_lettura_display().removeprefix("Lettura ")
        return format_html('<span class="stato stato-{}">{}</span>', tono(record.lettura), nome)
