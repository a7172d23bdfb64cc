"""The table of the register: shape only."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2.data import TableData

from pianoperf.web.templatetags.formati import data_ora
from rendicontazione.registro.selectors import Registro, VoceRegistro


class VociData(TableData):
    """Rows read by the slice: the register is too long to be a list."""

    def __len__(self) -> int:
        return len(self.data)

    def order_by(self, aliases: Any) -> None:
        return None


class RegistroTable(tables.Table):
    quando = tables.Column("Quando")
    chi = tables.Column("Chi, e da dove")
    oggetto = tables.Column("Che cosa")
    cambi = tables.Column("Prima e dopo", empty_values=())

    class Meta:
        orderable = False
        attrs = {"class": "schede-su-telefono tabella-registro", "caption": "Modifiche, dalla più recente"}
        empty_text = "Nessuna modifica risponde a questi filtri."

    def __init__(self, data: Registro, **kwargs: Any) -> None:
        super().__init__(VociData(data), **kwargs)

    def render_quando(self, record: VoceRegistro) -> str:
        return data_ora(record.quando)

    def render_chi(self, record: VoceRegistro) -> SafeString:
        return format_html("{}<br><small>{}</small>", record.chi, record.dove)

    def render_oggetto(self, record: VoceRegistro) -> SafeString:
        return format_html(
            '<span class="forte">{}</span> · {}<br><a href="?oggetto={}">{}</a>',
            record.operazione,
            record.tipo,
            record.riferimento,
            record.oggetto,
        )

    def render_cambi(self, record: VoceRegistro) -> SafeString:
        return render_to_string("rendicontazione/registro/_cambi.html", {"voce": record})
