"""Tables of messages, and of the persone with the button that reminds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pianoperf.web.templatetags.formati import badge, data, data_ora
from rendicontazione.models import Messaggio, Proroga, Rendicontazione
from rendicontazione.promemoria.selectors import Avviso, stato_di
from rendicontazione.selectors.completamento import Conto
from rendicontazione.tables import ContiTable


class MessaggioTable(tables.Table):
    creato_il = tables.Column("Scritto")
    persona = tables.Column("A chi", order_by=("persona__cognome", "persona__nome"))
    oggetto = tables.Column("Oggetto")
    motivi = tables.Column("Motivi", orderable=False, accessor="nomi_dei_motivi")
    stato = tables.Column("Stato", empty_values=(), order_by=("spedito_il",))

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "Messaggi"}
        empty_text = "Nessun messaggio."

    def render_creato_il(self, record: Messaggio) -> str:
        return data_ora(record.creato_il)

    def render_persona(self, record: Messaggio) -> SafeString:
        return format_html('{}<br><small class="attenuato">{}</small>', record.persona, record.indirizzo)

    def render_oggetto(self, value: str, record: Messaggio) -> SafeString:
        indirizzo = reverse("messaggio", kwargs={"ente": record.ente.codice, "messaggio": record.pk})
        return format_html('<a href="{}">{}</a>', indirizzo, value)

    def render_motivi(self, value: list[str]) -> str:
        return ", ".join(value)

    def render_stato(self, record: Messaggio) -> SafeString:
        tono, parole = stato_di(record)
        segno = badge(parole, parole, tono)
        quando = f"il {data_ora(record.spedito_il)}" if record.spedito_il else record.errore
        return format_html("{} {}", segno, quando)


class PersoneTable(ContiTable):
    """The persone of a year; the last column reminds one of them, or says why not."""

    avviso = tables.Column("Sollecito", empty_values=(), accessor="chiave")

    class Meta(ContiTable.Meta):
        pass

    def __init__(
        self,
        conti: Sequence[Conto],
        *,
        avvisi: Mapping[str, Avviso],
        proroghe: Mapping[str, Proroga],
        rendicontazione: Rendicontazione,
        periodo: str,
        request: HttpRequest,
    ) -> None:
        super().__init__(conti, filtro="persona", nome="Persona", periodo=periodo)
        self.avvisi, self.proroghe, self.rendicontazione, self.richiesta = avvisi, proroghe, rendicontazione, request

    def render_nome(self, value: str, record: Conto) -> SafeString:
        nome = super().render_nome(value, record)
        proroga = self.proroghe.get(record.chiave)
        if proroga is None:
            return nome
        segno = badge("proroga", f"proroga fino al {data(proroga.fino_al)}", "attivo")
        return format_html("{} {}", nome, segno)

    def render_avviso(self, value: str) -> SafeString | str:
        if value not in self.avvisi:
            return "–"
        contesto: dict[str, Any] = {
            "avviso": self.avvisi[value],
            "rendicontazione": self.rendicontazione,
            "periodo": self.periodo,
        }
        return render_to_string("rendicontazione/promemoria/_avviso.html", contesto, request=self.richiesta)
