"""Tables of plans."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from obiettivi.models import Piano
from pianoperf.web.templatetags.formati import tono

NUMERO = {"th": {"class": "numero"}, "td": {"class": "numero"}}


class PianoTable(tables.Table):
    titolo = tables.Column("Piano", order_by=("titolo",))
    triennio = tables.Column("Triennio", accessor="primo_anno", attrs={"td": {"class": "intero"}})
    famiglia = tables.Column("Tipo")
    stato = tables.Column("Stato")
    atto = tables.Column("Approvato con", orderable=False, default="-")
    numero_schede = tables.Column("Schede", attrs=NUMERO)
    numero_indicatori = tables.Column("Indicatori", attrs=NUMERO)

    class Meta:
        model = Piano
        fields = ("titolo", "triennio", "famiglia", "stato", "atto", "numero_schede", "numero_indicatori")
        attrs = {"class": "schede-su-telefono", "caption": "Piani dell'ente"}
        empty_text = "Nessun piano con questi filtri."

    def render_titolo(self, record: Piano, value: str) -> SafeString:
        indirizzo = reverse("piano", kwargs={"ente": record.ente.codice, "piano": record.codice})
        return format_html('<a class="forte" href="{}">{}</a>', indirizzo, value)

    def render_triennio(self, record: Piano) -> str:
        return f"{record.primo_anno}-{record.ultimo_anno}"

    def render_stato(self, record: Piano) -> SafeString:
        return format_html('<span class="stato stato-{}">{}</span>', tono(record.stato), record.get_stato_display())
