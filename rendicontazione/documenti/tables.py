"""The table of documents: shape only."""

from __future__ import annotations

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pianoperf.web.templatetags.formati import data_ora
from rendicontazione.documenti.conservazione import in_parole, scade_il
from rendicontazione.documenti.selectors import richiesta_di
from rendicontazione.models import Documento


class DocumentoTable(tables.Table):
    nome = tables.Column("Documento")
    tipo = tables.Column("Tipo")
    chiesto_il = tables.Column("Chiesto")
    stato = tables.Column("Stato", accessor="lavoro", orderable=False)
    sha256 = tables.Column("Impronta (sha256)", orderable=False, empty_values=())

    class Meta:
        model = Documento
        fields = ("nome", "tipo", "chiesto_il", "stato", "sha256")
        order_by = "-chiesto_il"
        attrs = {"class": "schede-su-telefono tabella-documenti", "caption": "Documenti chiesti"}
        empty_text = "Nessun documento chiesto finora."

    def render_nome(self, record: Documento) -> SafeString:
        versione = f"versione {record.versione} del piano" if record.versione else "bozza del piano"
        if not record.file:
            nome = format_html('<span class="forte">{}</span>', record.nome)
        else:
            indirizzo = reverse("documento_scarica", kwargs={"ente": record.piano.ente.codice, "documento": record.pk})
            nome = format_html('<a class="forte" href="{}">{}</a>', indirizzo, record.nome)
        return format_html('{}<br><span class="attenuato">{}</span>', nome, versione)

    def render_chiesto_il(self, record: Documento) -> SafeString:
        return format_html("{}<br>{}", data_ora(record.chiesto_il), record.chiesto_da)

    def render_stato(self, record: Documento) -> SafeString:
        contesto = {
            "documento": record,
            "conservazione": in_parole(scade_il(record)),
            "richiesta": richiesta_di(record) if record.rimosso_il else None,
        }
        return render_to_string("rendicontazione/documenti/_stato.html", contesto, request=self.request)

    def render_sha256(self, record: Documento) -> SafeString | str:
        if not record.sha256:
            return "–"
        return render_to_string("rendicontazione/documenti/_impronta.html", {"sha256": record.sha256})
