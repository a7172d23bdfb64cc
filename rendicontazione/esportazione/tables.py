"""The table of the archives: shape only."""

from __future__ import annotations

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pianoperf.web.templatetags.formati import data_ora
from rendicontazione.models import Esportazione


class EsportazioneTable(tables.Table):
    nome = tables.Column("Archivio", empty_values=())
    chiesta_il = tables.Column("Chiesto")
    stato = tables.Column("Stato", accessor="lavoro", orderable=False)
    sha256 = tables.Column("Impronta (sha256)", orderable=False, empty_values=())

    class Meta:
        model = Esportazione
        fields = ("nome", "chiesta_il", "stato", "sha256")
        order_by = "-chiesta_il"
        attrs = {"class": "schede-su-telefono tabella-documenti", "caption": "Archivi chiesti"}
        empty_text = "Nessun archivio chiesto finora."

    def render_nome(self, record: Esportazione) -> SafeString:
        if not record.file:
            return format_html('<span class="forte">{}</span>', record.nome or "Tutti i dati dell'ente")
        chiavi = {"ente": record.ente.codice, "esportazione": record.pk}
        return format_html(
            '<a class="forte" href="{}">{}</a>', reverse("esportazione_scarica", kwargs=chiavi), record.nome
        )

    def render_chiesta_il(self, record: Esportazione) -> SafeString:
        return format_html("{}<br>{}", data_ora(record.chiesta_il), record.chiesta_da)

    def render_stato(self, record: Esportazione) -> SafeString:
        return render_to_string(
            "rendicontazione/esportazione/_stato.html", {"esportazione": record}, request=self.request
        )

    def render_sha256(self, record: Esportazione) -> SafeString | str:
        if not record.file:
            return "–"
        return render_to_string("rendicontazione/documenti/_impronta.html", {"sha256": record.sha256})
