"""The table of what the Nucleo examines: shape only."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rendicontazione.models import Risultato
from rendicontazione.tables import RilevazioniTable


class EsamiTable(RilevazioniTable):
    """The third column leads to the examination; the grade is the one computed from the entered values."""

    scheda = tables.Column(
        "Scheda", accessor="previsione__indicatore__scheda__codice", attrs={"th": {"class": "colonna-scheda"}}
    )
    grado = tables.Column("Grado calcolato", empty_values=(), attrs={"th": {"class": "colonna-grado"}})

    class Meta(RilevazioniTable.Meta):
        exclude = ("responsabili", "aggiornato_il")
        sequence = ("scheda", "codice", "indicatore", "target", "stato", "grado")
        attrs = {"class": "tabella-esami schede-su-telefono", "caption": "Risultati dell'anno"}
        empty_text = "Con questi filtri non c'è niente."

    def render_indicatore(self, value: str, record: Risultato) -> SafeString:
        ente = record.rendicontazione.piano.ente.codice
        return format_html(
            '<a href="{}">{}</a>', reverse("esame", kwargs={"ente": ente, "risultato": record.pk}), value
        )
