"""Tables of results: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pianoperf.web.templatetags.formati import badge, data, grado
from rendicontazione.enums import Periodo
from rendicontazione.filters import TUTTI
from rendicontazione.mancanze import che_cosa_manca
from rendicontazione.models import Risultato
from rendicontazione.selectors.completamento import NESSUNO, Conto


def _colonna(classe: str, etichetta: str, **opzioni: Any) -> tables.Column:
    attributi = {"th": {"class": f"colonna-{classe.split()[0]}"}, "td": {"class": f"colonna-{classe}"}}
    return tables.Column(etichetta, attrs=attributi, **opzioni)


def _numero(etichetta: str, **opzioni: Any) -> tables.Column:
    return tables.Column(etichetta, attrs={"th": {"class": "numero"}, "td": {"class": "numero"}}, **opzioni)


class RilevazioniTable(tables.Table):
    """One scheda's results; the first column leads to the entry form, with the `filtri` of the list behind it."""

    filtri = ""

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
        return format_html('<a href="{}{}">{}</a>', indirizzo, self.filtri, value)

    def render_responsabili(self, record: Risultato) -> str:
        persone = [voce.persona for voce in record.previsione.indicatore.responsabilita.all()]
        return ", ".join(persona.cognome for persona in persone) or "da assegnare"

    def render_stato(self, record: Risultato) -> SafeString:
        return badge(record.stato, record.get_stato_display())

    def render_grado(self, record: Risultato) -> SafeString | str:
        if record.grado is None:
            return "–"
        return grado(record.grado)

    def render_aggiornato_il(self, value: Any, record: Risultato) -> str:
        return data(record.aggiornato_il) or "–"


class MancantiTable(RilevazioniTable):
    """What is missing, in sentences; the second column leads to the entry form."""

    scheda = _colonna("scheda", "Scheda", accessor="previsione__indicatore__scheda__codice")
    manca = _colonna("manca a-capo", "Che cosa manca", empty_values=())

    class Meta(RilevazioniTable.Meta):
        exclude = ("target", "grado", "aggiornato_il")
        sequence = ("scheda", "codice", "indicatore", "responsabili", "stato", "manca")
        attrs = {"class": "tabella-mancanti schede-su-telefono", "caption": "Che cosa manca"}
        empty_text = "Con questi filtri non c'è niente."

    def render_responsabili(self, record: Risultato) -> SafeString | str:
        persone = [str(voce.persona) for voce in record.previsione.indicatore.responsabilita.all()]
        return ", ".join(persone) or badge("W", "nessun responsabile")

    def render_manca(self, record: Risultato) -> str:
        return "\n".join(che_cosa_manca(record)) or "Niente: è stato inviato."


class ContiTable(tables.Table):
    """Persone or strutture with their results; `filtro` is the key of the address that opens the list of one."""

    nome = tables.Column("Nome")
    da_inserire = _numero("Da inserire", accessor="conti__da_inserire")
    bozza = _numero("In bozza", accessor="conti__bozza")
    rinviati = _numero("Rinviati", accessor="conti__rinviato")
    attendono = _numero("Inviati", accessor="conti__trasmesso")
    decisi = _numero("Decisi", accessor="decisi")
    in_ritardo = _numero("In ritardo")
    completo = _numero("Completo", accessor="percento")

    class Meta:
        orderable = False
        attrs = {"class": "tabella-conti schede-su-telefono"}

    def __init__(self, conti: Sequence[Conto], *, filtro: str, nome: str, periodo: str = Periodo.FINALE) -> None:
        super().__init__(conti, attrs={**self._meta.attrs, "caption": f"Completamento per {nome.lower()}"})
        self.filtro, self.periodo = filtro, periodo
        self.columns["nome"].column.verbose_name = nome

    def render_nome(self, value: str, record: Conto) -> SafeString:
        segno = badge("W", "da affidare") if record.chiave == NESSUNO else ""
        altri = {} if self.periodo == Periodo.FINALE else {"periodo": str(self.periodo)}
        indirizzo = f"?{urlencode({self.filtro: record.chiave, 'stato': TUTTI, **altri})}#elenco"
        return format_html('<a href="{}">{}</a> {}', indirizzo, value, segno)

    def render_completo(self, value: int, record: Conto) -> str:
        return f"{value}\u00a0% ({record.inviati} di {record.totale})"
