"""Tables of results: shape only."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pianoperf.web.templatetags.formati import badge, data, grado
from rendicontazione.models import Risultato


def _colonna(classe: str, etichetta: str, **opzioni: Any) -> tables.Column:
    attributi = {"th": {"class": f"colonna-{classe.split()[0]}"}, "td": {"class": f"colonna-{classe}"}}
    return tables.Column(etichetta, attrs=attributi, **opzioni)


class RilevazioniTable(tables.Table):
    """One scheda's results; the first column leads to the entry form."""

    codice = _colonna("codice", "Codice", accessor="previsione__indicatore__codice")
    indicatore = _colonna("indicatore", "Indicatore", accessor="previsione__indicatore__descrizione")
    target = _colonna("target a-capo", "Target", accessor="previsione__testo")
    responsabili = _colonna("responsabili", "Responsabili", empty_values=())
    stato = _colonna("stato", "Stato")
    grado = _colonna("grado", "Grado in prova", empty_values=())
    aggiornato_il = _colonna("aggiornato", "Aggiornato", empty_values=())

    class Meta:
        orderable = False
        attrs = {"class": "tabella-rilevazioni schede-su-telefono"}
        empty_text = "Nessuna rilevazione."

    def render_indicatore(self, value: str, record: Risultato) -> SafeString:
        ente = record.rendicontazione.piano.ente.codice
        indirizzo = reverse("rilevazione", kwargs={"ente": ente, "risultato": record.pk})
        return format_html('<a href="{}">{}</a>', indirizzo, value)

    def render_responsabili(self, record: Risultato) -> str:
        persone = [voce.persona for voce in record.previsione.indicatore.responsabilita.all()]
        return ", ".join(persona.cognome for persona in persone) or "da assegnare"

    def render_stato(self, record: Risultato) -> SafeString:
        return render_to_string("web/_badge.html", badge(record.stato, record.get_stato_display()))

    def render_grado(self, record: Risultato) -> SafeString | str:
        if record.grado is None:
            return "–"
        return render_to_string("web/_grado.html", grado(record.grado))

    def render_aggiornato_il(self, value: Any, record: Risultato) -> str:
        return data(record.aggiornato_il) or "–"
